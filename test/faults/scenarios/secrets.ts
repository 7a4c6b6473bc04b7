import { randomBytes } from 'node:crypto';
import { send } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcess } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** 26: secrets made and misused in every way, and then looked for in logs, answers and the whole database. */
export const secrets: Scenario = {
  name: 'secrets are nowhere but where they were shown',
  promises: [26],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const gateway = await startGatewayProcess(place, {
      LOG_LEVEL: 'trace',
      SECRETS_KEY: randomBytes(24).toString('hex'),
    });
    const organization = await Organization.make(place, [gateway]);
    const secretsShown = await made(organization);
    const answers = await misused(organization, gateway.url, secretsShown, times(400, 40));
    const dump = await everyRow(organization);
    await endGatewayProcesses();
    const logs = gateway.lines.join('\n');
    await cluster.drop(place);
    const needles = secretsShown.map(secretPart);
    const foundIn = (text: string) => needles.filter((needle) => text.includes(needle)).length;
    const found = { logs: foundIn(logs), answers: foundIn(answers), database: foundIn(dump) };
    const total = found.logs + found.answers + found.database;
    return [
      finding(
        26,
        `${needles.length} secrets misused ${times(400, 40)} times: ${total} found in ${gateway.lines.length.toLocaleString('en')} lines of logs, the answers and a dump of ${Math.round(dump.length / 1000).toLocaleString('en')} kB`,
        {
          'none found': total === 0,
          'there was something to look through': gateway.lines.length > 10 && dump.length > 10_000,
        },
        found,
      ),
    ];
  },
};

/** What must not be found: of a key the secret, its last part. */
const secretPart = (secret: string): string => secret.slice(secret.lastIndexOf('_') + 1);

/** Secrets of every kind, as they were shown once. */
async function made(organization: Organization): Promise<string[]> {
  const shown = [organization.key];
  const { createApiKey } = await organization.must(
    'mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) { plaintextKey apiKey { id } } }',
    { input: { name: 'made', scopes: ['*'] } },
  );
  shown.push(createApiKey.plaintextKey);
  // the answer is stored under the key, without the secret
  const stored = await organization.rest(
    'POST',
    '/api/admin/api-keys',
    { name: 'stored', scopes: ['inventory:read'] },
    { 'idempotency-key': `secret-${randomBytes(4).toString('hex')}` },
  );
  shown.push(stored.body.plaintextKey);
  const rotated = await organization.rest('POST', `/api/admin/api-keys/${createApiKey.apiKey.id}/rotate`, {});
  shown.push(rotated.body.plaintextKey);
  const { createWebhook } = await organization.must(
    'mutation($input: CreateWebhookInput!) { createWebhook(input: $input) { secret } }',
    { input: { url: 'https://receiver.example/hook', eventTypes: ['*'] } },
  );
  shown.push(createWebhook.secret);
  const session = await organization.rest('POST', '/session');
  const cookie = /=([^;]+)/.exec(String(session.headers['set-cookie']))?.[1];
  if (cookie) shown.push(decodeURIComponent(cookie));
  if (
    shown.some((secret) => typeof secret !== 'string' || secretPart(secret).length < 16) ||
    shown.length !== 6
  )
    throw new Error(`Not every kind of secret was shown: ${shown.map((secret) => typeof secret)}`);
  return shown;
}

/** Sends secrets where they do not belong. @returns what was answered, all together */
async function misused(
  organization: Organization,
  url: string,
  shown: readonly string[],
  count: number,
): Promise<string> {
  const answers: string[] = [];
  for (let n = 0; n < count; n++) {
    const secret = shown[n % shown.length] as string;
    const ways = [
      () => send(url, `${secret}x`, 'GET', '/api/inventory'),
      () => send(url, secret.slice(0, -1), 'POST', '/graphql', { query: '{ viewer { id } }' }),
      () => organization.rest('GET', `/api/inventory?apiKey=${encodeURIComponent(secret)}`),
      () => organization.rest('GET', `/api/inventory/transfers/${encodeURIComponent(secret)}`),
      () => organization.rest('POST', '/api/inventory/adjust', { password: 'x', token: 1, notes: 7 }),
      () =>
        send(url, '', 'GET', '/api/inventory', undefined, {
          cookie: `session=${secret}; ig_session=${secret}`,
        }),
      () => {
        const wrong = { query: 'query($a: Int!) { viewer { id } }', variables: { a: secret } };
        return send(url, organization.key, 'POST', '/graphql', wrong, { 'x-api-key': secret });
      },
    ];
    const { body } = await (ways[n % ways.length] as () => ReturnType<typeof send>)();
    answers.push(JSON.stringify(body));
  }
  // a caller who puts a secret into a path or a parameter may find it in the answer to itself: that is its own
  return answers.filter((_, n) => n % 7 !== 2 && n % 7 !== 3).join('\n');
}

/** Every row of every table, as text. */
async function everyRow(organization: Organization): Promise<string> {
  const tables = await organization.sql<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = current_schema() and $1::int > 0 order by 1',
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await organization.sql<{ text: string }>(
      `select to_jsonb(t)::text as text from "${name}" t where $1::int > 0`,
    );
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}
