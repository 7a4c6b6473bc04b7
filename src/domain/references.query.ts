import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';
import type { Refusals } from './errors.rules.ts';

/** What a request can refer to, and the text besides the id that names it. */
const kinds = {
  product: { noun: 'product', code: 'global_sku', status: sql.ref('status') },
  category: { noun: 'category', code: 'path', status: sql.lit('ACTIVE') },
  location: { noun: 'location', code: 'code', status: sql.ref('status') },
  channel: { noun: 'channel', code: 'code', status: sql.ref('status') },
} as const;

export type ReferenceKind = keyof typeof kinds;

/** What a reference stands for. */
interface Referred {
  id: string;
  /** Its code, SKU or path. */
  code: string;
  active: boolean;
}

/** The records that ids or codes of one kind stand for; an id wins over the same text as a code. */
export class References {
  readonly #noun: string;
  readonly #found: ReadonlyMap<string, Referred>;

  constructor(noun: string, found: ReadonlyMap<string, Referred>) {
    this.#noun = noun;
    this.#found = found;
  }
  get(reference: string | null | undefined): Referred | undefined {
    return reference == null ? undefined : this.#found.get(reference);
  }
  /** Notes a reference to nothing as NOT_FOUND; none at all is no problem. */
  check(refusals: Refusals, path: string, reference: string | null | undefined): void {
    if (reference == null) return;
    const known = this.#found.has(reference);
    refusals.check(known, 'NOT_FOUND', path, `there is no ${this.#noun} ${JSON.stringify(reference)}`);
  }
  /** The id behind a reference, as an upsert takes it: left out and null stay what they are. */
  id<Given extends string | null | undefined>(reference: Given): Given | string {
    return typeof reference === 'string' ? (this.#found.get(reference)?.id ?? reference) : reference;
  }
}

/** Looks up the references of one kind that a request carries: one statement, none when there are none. */
export async function findReferences(
  { db, orgId }: Tx,
  kind: ReferenceKind,
  references: readonly (string | null | undefined)[],
): Promise<References> {
  const { noun, code, status } = kinds[kind];
  const wanted = [...new Set(references.filter((reference) => reference != null))];
  if (wanted.length === 0) return new References(noun, new Map());
  const column = sql.ref(code);
  const { rows } = await sql<Referred>`
    select id, ${column} as code, ${status} = 'ACTIVE' as active from ${sql.table(kind)}
    where org_id = ${orgId} and id = any(${wanted}::text[])
    union
    select id, ${column}, ${status} = 'ACTIVE' from ${sql.table(kind)}
    where org_id = ${orgId} and ${column} = any(${wanted}::text[])`.execute(db);
  return new References(
    noun,
    new Map([...rows.map((row) => [row.code, row] as const), ...rows.map((row) => [row.id, row] as const)]),
  );
}

/** Looks up what one field of a batch of inputs refers to, and notes what there is not. */
export async function findInputReferences<Field extends string>(
  tx: Tx,
  kind: ReferenceKind,
  inputs: readonly { [Name in Field]?: string | null }[],
  { path, field, refusals }: { path: string; field: Field; refusals: Refusals },
): Promise<References> {
  const references = await findReferences(
    tx,
    kind,
    inputs.map((input) => input[field]),
  );
  for (const [index, input] of inputs.entries())
    references.check(refusals, `${path}[${index}].${field}`, input[field]);
  return references;
}

/**
 * SQL for the id that a filter's reference stands for (id, or code, SKU or path); null when there is none. A scalar, not
 * a list: the planner then knows that there is one, and an index that begins with it keeps its order.
 */
export function referredId(
  { orgId }: Pick<Tx, 'orgId'>,
  kind: ReferenceKind,
  reference: string,
): RawBuilder<string> {
  return sql<string>`(
    select id from ${sql.table(kind)}
    where org_id = ${orgId} and (id = ${reference} or ${sql.ref(kinds[kind].code)} = ${reference})
    order by id = ${reference} desc limit 1)`;
}
