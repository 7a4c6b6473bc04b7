import type { MemberRole } from '../../src/domain/members/roles.rules.ts';
import type { Answer, Caller, TestGateway, TestOrganization } from './gateway.ts';

/** What a caller sends with each request to say who it is. */
export type Identity = Readonly<Record<string, string>>;

/** Whoever can send requests. */
export type Sender = Pick<Caller, 'graphql' | 'rest'>;

/** Makes a member of an organization. @returns the id */
export async function addMember(
  { admin }: Pick<TestOrganization, 'admin'>,
  subject: string,
  role: MemberRole = 'ADMIN',
): Promise<string> {
  const { body } = await admin.graphql(
    'mutation($input: AddMemberInput!) { addMember(input: $input) { member { id } } }',
    { input: { name: `Name of ${subject}`, email: `${subject}@example.org`, subject, role } },
  );
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data.addMember.member.id;
}

/** Sends requests as whoever these headers say. */
export function senderOf({ call }: Pick<TestGateway, 'call'>, identity: Identity): Sender {
  return {
    graphql: (query, variables, headers) =>
      call('POST', '/graphql', { query, variables }, { ...identity, ...headers }),
    rest: (method, path, body, headers) => call(method, path, body, { ...identity, ...headers }),
  };
}

/** `Authorization` of a key or a token. */
export const bearer = (credential: string): Identity => ({ authorization: `Bearer ${credential}` });

/** The session's cookie of an answer that signed somebody in, as a browser sends it back. */
export function cookieFrom({ headers }: Answer): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** Signs in with a key or a token. @returns what a page of the server sends with each request from then on */
export async function signIn({ call }: Pick<TestGateway, 'call'>, credential: string): Promise<Identity> {
  const answer = await call('POST', '/session', undefined, bearer(credential));
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return { cookie: cookieFrom(answer), 'x-session-request': '1' };
}
