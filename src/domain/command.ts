import { sql } from 'kysely';
import type { Tx } from '../platform/database/transaction.ts';
import { newId } from '../platform/ids.ts';
import { together } from '../platform/together.ts';
import { mostRows } from './row-count.query.ts';

/** Who does something: an API key, a signed-in member, or the system itself (command line, sweeper). */
export interface Doer {
  readonly type: 'API_KEY' | 'MEMBER' | 'SYSTEM';
  readonly id: string;
}

/** What a command wants remembered: one audit entry, and the event that tells others. */
export interface Deed {
  /** `stock.adjust`, `product.upsert`: the command, as `capability.verb`. */
  action: string;
  documentType: string;
  documentId: string;
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
  /** Emitted as an outbox event of this type (`stock.adjusted`); left out, nothing is emitted. */
  event?: string;
  /** Who did it, where it was not the caller: see {@link theClock}. */
  doer?: Doer;
}

/** What happens because its time has come, whoever's request met it first. */
export const theClock: Doer = { type: 'SYSTEM', id: 'clock' };

/** Kinds of document numbers. */
export type NumberKind =
  | 'ADJ'
  | 'RCP'
  | 'ISS'
  | 'REV'
  | 'MOV'
  | 'RES'
  | 'HLD'
  | 'CC'
  | 'PUT'
  | 'TR'
  | 'RPL'
  | 'SR';

/** What happens once at the end of a command, in its transaction, with all that was noted for it. */
export type Ending<Thing> = (command: Command, things: Thing[]) => Promise<void>;

/** Everything that a write runs in. A command never opens a transaction of its own. */
export interface Command {
  readonly tx: Tx;
  readonly now: Date;
  readonly doer: Doer;
  readonly requestId: string;
  /** The next human number of a kind. */
  number(kind: NumberKind): Promise<string>;
  /** Notes what was done, for the audit trail and the outbox; written when the command ends. */
  record(deed: Deed): void;
  /** Notes things for an ending: it runs once, when all else is done, and what it does is part of the command. */
  atEnd<Thing>(ending: Ending<Thing>, things: readonly Thing[]): void;
  /**
   * Notes a write that nothing waits for: what follows is sent after it, and the command ends when it is done. Where it
   * fails, the command fails with its error.
   */
  alsoWait(write: Promise<unknown>): void;
  /** Asks that nothing of this request be kept (dry run); the answer is still built from it. */
  discard(): void;
}

/** What {@link runCommand} needs from whoever runs it. */
export interface CommandEnvironment {
  readonly tx: Tx;
  readonly now: Date;
  readonly doer: Doer;
  readonly requestId: string;
  number(kind: NumberKind): Promise<string>;
  discard(): void;
}

/** Runs a write and its endings, and then, in the same transaction, writes its audit entries and events. */
export async function runCommand<T>(
  environment: CommandEnvironment,
  work: (command: Command) => Promise<T>,
): Promise<T> {
  const deeds: Deed[] = [];
  const writes: Promise<unknown>[] = [];
  const endings = new Map<Ending<never>, unknown[]>();
  const { tx, now, doer, requestId } = environment;
  const command: Command = {
    tx,
    now,
    doer,
    requestId,
    number: (kind) => environment.number(kind),
    record: (deed) => void deeds.push(deed),
    atEnd: (ending, things) => {
      if (things.length > 0) endings.set(ending, [...(endings.get(ending) ?? []), ...things]);
    },
    alsoWait: (write) => {
      writes.push(write);
      write.catch(() => undefined); // it is looked at when the command ends
    },
    discard: () => environment.discard(),
  };
  try {
    const result = await work(command);
    // an ending may note things for another one
    for (const [ending, things] of endings) await ending(command, things as never[]);
    await together(...writes, writeDeeds(environment, deeds));
    return result;
  } catch (error) {
    // after a write that failed nothing else could be done: that is what went wrong
    await together(...writes);
    throw error;
  }
}

async function writeDeeds({ tx, now, doer, requestId }: CommandEnvironment, deeds: Deed[]): Promise<void> {
  if (deeds.length === 0) return;
  const rows = deeds.map(({ doer: by = doer, ...deed }) => ({
    ...deed,
    actorType: by.type,
    actorId: by.id,
    auditId: newId('aud'),
    eventId: newId('evt'),
    payload: deed.after ?? {},
  }));
  const json = JSON.stringify(rows);
  // one statement for all of it, whatever the number of deeds; a webhook's delivery is there when its event is
  await sql`
    with deed as (
      select * from jsonb_to_recordset(${json}::jsonb) as d(
        "actorType" text, "actorId" text, "action" text, "documentType" text, "documentId" text, "before" jsonb, "after" jsonb, "event" text,
        "auditId" text, "eventId" text, "payload" jsonb) limit ${mostRows(rows)}
    ), audited as (
      insert into audit_entry (org_id, id, at, actor_type, actor_id, request_id, action, document_type, document_id, before, after)
      select ${tx.orgId}, "auditId", ${now.toISOString()}::timestamptz, "actorType", "actorId", ${requestId},
             "action", "documentType", "documentId", "before", "after" from deed order by "auditId"
    ), told as (
      insert into outbox_event (org_id, id, type, document_type, document_id, payload, created_at)
      select ${tx.orgId}, "eventId", "event", "documentType", "documentId", "payload", ${now.toISOString()}::timestamptz
      from deed where "event" is not null order by "eventId"
      returning org_id, id, type
    ), unsealed as (
      insert into audit_unsealed (org_id, id) select ${tx.orgId}, "auditId" from deed order by "auditId"
    )
    insert into webhook_delivery (org_id, id, webhook_id, event_id, status, attempts, next_attempt_at, created_at)
    select t.org_id, 'whd_' || md5(w.id || t.id), w.id, t.id, 'PENDING', 0, ${now.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz
    from told t join webhook w on w.org_id = ${tx.orgId} and w.status = 'ACTIVE'
      and w.event_types && array['*', split_part(t.type, '.', 1) || '.*', t.type]`.execute(tx.db);
}
