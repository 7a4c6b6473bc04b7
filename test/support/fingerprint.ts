import { afterAll } from 'vitest';
import type { TestGateway } from './gateway.ts';
import { tenantTables } from './tenancy.ts';

/** The content of an organization: how many rows each table has, and the youngest transaction that wrote one of them. */
export type Fingerprint = Record<string, string>;

/**
 * Makes a function that reads the content of an organization: two equal answers mean that nothing was changed between
 * them. It has a connection of its own; call this at the top of a file, after the gateway was started.
 * @param except tables that a refusal may write: numbers drawn for nothing, refusals kept under an Idempotency-Key
 */
export async function fingerprinter(
  gateway: TestGateway,
  except: readonly string[] = [],
): Promise<(organization: { orgId: number }) => Promise<Fingerprint>> {
  const client = await gateway.gatewayClient();
  // hooks run in the reverse of their order: this one before the database is dropped
  afterAll(() => client.end());
  const text = tenantTables
    .filter((table) => !except.includes(table))
    .map(
      (table) =>
        // every row that is written, also again with what it had, carries a younger transaction; one that is gone is missing
        `select '${table}' as name, count(*) || ' ' || coalesce(max(t.xmin::text::bigint), 0) as content
         from ${table} t where org_id = $1`,
    )
    .join(' union all ');
  const read = async (orgId: number) => {
    await client.query("select set_config('app.org_id', $1, false)", [String(orgId)]);
    const { rows } = await client.query<{ name: string; content: string }>({
      name: 'content',
      text,
      values: [orgId],
    });
    return Object.fromEntries(rows.map(({ name, content }) => [name, content]));
  };
  let last: Promise<unknown> = Promise.resolve();
  // one after the other: in the context of another organization the rows of this one are not there at all
  return ({ orgId }) => {
    const content = last.then(() => read(orgId));
    last = content.catch(() => undefined);
    return content;
  };
}
