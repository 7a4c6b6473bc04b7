import type pg from 'pg';
import { listApiKeys } from '../domain/api-keys/api-keys.query.ts';
import { listOrganizations } from '../domain/organizations/find-organizations.query.ts';
import { systemClock } from '../platform/clock.ts';
import type { HeldDatabase } from '../platform/database/access.ts';
import { DocumentNumbers } from '../platform/document-numbers.ts';
import type { Settings } from '../settings.ts';
import { DEMO_NAME, type DemoKey, keyLines, makeDemo } from './demo.ts';
import { asOwner, withDatabase } from './support/session.ts';

const SLUG = 'demo';

/**
 * Loads the demo organization into a database of our own that has no organization yet, unless DEMO says no.
 * @returns its tenant key as long as nobody has a key of it, so that two can be made and shown.
 */
export async function loadDemoAtFirst(
  { access, own }: HeldDatabase,
  { DEMO }: Settings,
): Promise<number | null> {
  if (!own || !DEMO) return null;
  const organizations = await asOwner(access, listOrganizations);
  // the demo alone may be what a start that was cut short has left: then this one completes it
  if (organizations.some(({ slug, name }) => slug !== SLUG || name !== DEMO_NAME)) return null;
  return withDatabase(access, async (database) => {
    const session = {
      database,
      numbers: new DocumentNumbers(database),
      asOwner: <T>(work: (owner: pg.Client) => Promise<T>) => asOwner(access, work),
    };
    const { orgId } = await makeDemo(session, SLUG);
    const keys = await database.within(orgId, 'read', (tx) =>
      listApiKeys(tx, {}, { field: 'name', direction: 'ASC' }, { first: 1 }, systemClock.now()),
    );
    return keys.rows.length === 0 ? orgId : null;
  });
}

/** What people want to know when the gateway has started on a database of its own; the logs are for machines. */
export function welcome(url: string, demoKeys: readonly DemoKey[]): string {
  const pages = [
    ['/', 'start here'],
    ['/graphql', 'GraphQL; Apollo Sandbox in a browser'],
    ['/graphiql', 'GraphiQL, from this server alone'],
    ['/docs', 'the REST interface, to read and to try'],
    ['/openapi.json', 'its description in OpenAPI 3.1'],
  ];
  const keys =
    demoKeys.length > 0
      ? ['  The demo organization is loaded. Its API keys, which are shown this once:', ...keyLines(demoKeys)]
      : [
          '  API keys are shown once, when they are made. To make one:',
          "  npm run cli -- key create --org SLUG --name NAME --scopes '*.read'",
        ];
  return [
    '',
    '  Inventory Gateway',
    '',
    ...keys,
    '',
    ...pages.map(([path, what]) => `  ${`${url}${path}`.padEnd(36)} ${what}`),
    '',
    '',
  ].join('\n');
}
