import type { CreatedOrganization } from '../domain/organizations/create-organization.command.ts';
import { findOrganization, listOrganizations } from '../domain/organizations/find-organizations.query.ts';
import { type AuditChain, hasSeal } from '../domain/verify/audit-chain.query.ts';
import { type Checked, type Difference, verifyBooks } from '../domain/verify/verify.query.ts';
import { systemClock } from '../platform/clock.ts';
import { UsageError } from './support/errors.ts';
import { type Session, withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** What `verify` answers. */
interface VerifyAnswer {
  ok: boolean;
  /** How much was looked at, over all organizations; `onHand` in units. */
  checked: Omit<Checked, 'onHand'> & { organizations: number; onHand: number };
  differences: (Difference & { organization: string })[];
  /** Where the hash chain of each organization's audit trail ends: to be noted elsewhere. */
  audit: (AuditChain & { organization: string })[];
}

/** What `verify` is told. */
export interface VerifyOptions extends CommonOptions {
  org?: string;
  /** The hash of a seal that was the last one once. */
  auditHead?: string;
}

/** `verify`: checks the books of one organization or all; exit code 1 when they do not agree. */
export async function verifyVerb(options: VerifyOptions): Promise<void> {
  if (options.auditHead !== undefined && options.org === undefined)
    throw new UsageError('--audit-head goes with --org SLUG: each organization has a chain of its own');
  const result = await withSession((session) => verify(session, options));
  if (!result.ok) process.exitCode = 1;
  answer(options, result, report);
}

async function verify(session: Session, { org: slug, auditHead }: VerifyOptions): Promise<VerifyAnswer> {
  const organizations = await session.asOwner(async (owner) =>
    slug === undefined ? await listOrganizations(owner) : [await findOrganization(owner, slug)],
  );
  const result: VerifyAnswer = {
    ok: true,
    checked: {
      organizations: organizations.length,
      checks: 0,
      stockItems: 0,
      availabilityRecords: 0,
      movements: 0,
      reservations: 0,
      onHand: 0,
    },
    differences: [],
    audit: [],
  };
  for (const organization of organizations) await addTo(result, session, organization, auditHead);
  result.ok = result.differences.length === 0;
  return result;
}

async function addTo(
  { checked, differences, audit }: VerifyAnswer,
  { database }: Session,
  { orgId, slug }: CreatedOrganization,
  auditHead: string | undefined,
): Promise<void> {
  const { found, headIsThere } = await database.within(orgId, 'read', async (tx) => ({
    found: await verifyBooks(tx, systemClock.now()),
    headIsThere: auditHead === undefined || (await hasSeal(tx, auditHead)),
  }));
  audit.push({ organization: slug, ...found.audit });
  if (auditHead !== undefined && !headIsThere) {
    const id = found.audit.head?.hash ?? 'none';
    differences.push({ check: 'audit.head', organization: slug, id, expected: auditHead, actual: null });
  }
  differences.push(
    ...found.differences.map(({ check, id, expected, actual }) => ({
      check,
      organization: slug,
      id,
      expected,
      actual,
    })),
  );
  const { checks, stockItems, availabilityRecords, movements, reservations, onHand } = found.checked;
  checked.checks = checks;
  checked.stockItems += stockItems;
  checked.availabilityRecords += availabilityRecords;
  checked.movements += movements;
  checked.reservations += reservations;
  checked.onHand += Number(onHand);
}

function report({ ok, checked, differences, audit }: VerifyAnswer): string {
  const { organizations, stockItems, movements, onHand } = checked;
  const words = differences.map(
    ({ check, organization, id, expected, actual }) =>
      `${organization}: ${check} of ${id} is ${actual ?? 'none'}, and should be ${expected ?? 'none'}`,
  );
  const [first, ...rest] = [organizations, stockItems, movements, onHand].map((n) => n.toLocaleString('en'));
  const [items, moved, units] = rest;
  const looked = `${first} organizations, ${items} stock items, ${moved} movements, ${units} units on hand`;
  const chains = audit.map(
    ({ organization, seals, sealed, unsealed, head }) =>
      `${organization}: the audit trail has ${sealed} sealed entries in ${seals} seals${head ? `, the last is ${head.hash}` : ''}; ${unsealed} wait for theirs`,
  );
  return [
    ...words,
    ...chains,
    `${ok ? 'The books agree' : `${differences.length} differences`}: ${looked}`,
  ].join('\n');
}
