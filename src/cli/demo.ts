import { fillDemo } from '../demo/fill-demo.ts';
import { DomainError } from '../domain/errors.rules.ts';
import {
  type CreatedOrganization,
  createOrganization,
} from '../domain/organizations/create-organization.command.ts';
import { listOrganizations } from '../domain/organizations/find-organizations.query.ts';
import { systemClock } from '../platform/clock.ts';
import { refreshStatistics } from '../platform/database/statistics.ts';
import { type MadeKey, makeApiKey } from './key-create.ts';
import { type Session, withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** A key of the demo organization, whose text is shown once. */
export type DemoKey = MadeKey & { name: string };

/** `demo`: makes the demo organization in any database, and prints its keys. */
export async function demoVerb(options: CommonOptions & { slug: string }): Promise<void> {
  const { slug } = options;
  const made = await withSession(async (session) => {
    const { filled, orgId, id, name } = await makeDemo(session, slug);
    if (!filled)
      throw new DomainError('DUPLICATE', `There is an organization ${slug} with products already`, { slug });
    return { organization: { id, slug, name }, apiKeys: await makeDemoKeys(session, orgId) };
  });
  answer(options, made, ({ apiKeys }) =>
    [`The demo organization ${slug} is loaded. Its keys, shown this once:`, ...keyLines(apiKeys)].join('\n'),
  );
}

/** Keys, each with what it is for. */
export const keyLines = (keys: readonly DemoKey[]): string[] =>
  keys.map(({ name, plaintextKey }) => `  ${name.padEnd(16)} ${plaintextKey}`);

/** What the demo organization is called: the mark by which a start knows its own work. */
export const DEMO_NAME = 'Demo organization';

/** The demo organization, and whether it was filled now. */
type Filled = CreatedOrganization & { filled: boolean };

/** Makes the demo organization and fills it, unless it has products already. */
export async function makeDemo(
  session: Pick<Session, 'database' | 'numbers' | 'asOwner'>,
  slug: string,
): Promise<Filled> {
  const organization = await session.asOwner(async (owner) => {
    // an organization without products is what a start that was cut short has left
    const existing = (await listOrganizations(owner)).find((known) => known.slug === slug);
    return existing ?? (await createOrganization(owner, { slug, name: DEMO_NAME }));
  });
  const filled = await fillDemo(session.database, session.numbers, organization.orgId, systemClock.now());
  if (filled) await session.asOwner(refreshStatistics);
  return { ...organization, filled };
}

/** Makes the keys of the demo organization: one that reads, and one that may do everything. */
export async function makeDemoKeys(
  session: Pick<Session, 'database' | 'numbers'>,
  orgId: number,
): Promise<DemoKey[]> {
  const keys: DemoKey[] = [];
  for (const { name, scopes } of [
    { name: 'demo read-only', scopes: ['*.read'] },
    { name: 'demo admin', scopes: ['*'] },
  ])
    keys.push({ name, ...(await makeApiKey(session, orgId, { name, scopes })) });
  return keys;
}
