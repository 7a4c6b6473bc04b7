import type { CreatedOrganization } from '../domain/organizations/create-organization.command.ts';
import { findOrganization, listOrganizations } from '../domain/organizations/find-organizations.query.ts';
import { type Checked, type Difference, verifyBooks } from '../domain/verify/verify.query.ts';
import { systemClock } from '../platform/clock.ts';
import { type Session, withSession } from './support/session.ts';
import { answer, type CommonOptions } from './support/verb.ts';

/** What `verify` answers. */
interface VerifyAnswer {
  ok: boolean;
  /** How much was looked at, over all organizations; `onHand` in units. */
  checked: Omit<Checked, 'onHand'> & { organizations: number; onHand: number };
  differences: (Difference & { organization: string })[];
}

/** `verify`: checks the books of one organization or all; exit code 1 when they do not agree. */
export async function verifyVerb(options: CommonOptions & { org?: string }): Promise<void> {
  const result = await withSession((session) => verify(session, options.org));
  if (!result.ok) process.exitCode = 1;
  answer(options, result, report);
}

async function verify(session: Session, slug: string | undefined): Promise<VerifyAnswer> {
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
  };
  for (const organization of organizations) await addTo(result, session, organization);
  result.ok = result.differences.length === 0;
  return result;
}

async function addTo(
  { checked, differences }: VerifyAnswer,
  { database }: Session,
  { orgId, slug }: CreatedOrganization,
): Promise<void> {
  const found = await database.within(orgId, 'read', (tx) => verifyBooks(tx, systemClock.now()));
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

function report({ ok, checked, differences }: VerifyAnswer): string {
  const { organizations, stockItems, movements, onHand } = checked;
  const words = differences.map(
    ({ check, organization, id, expected, actual }) =>
      `${organization}: ${check} of ${id} is ${actual ?? 'none'}, and should be ${expected ?? 'none'}`,
  );
  const [first, ...rest] = [organizations, stockItems, movements, onHand].map((n) => n.toLocaleString('en'));
  const [items, moved, units] = rest;
  const looked = `${first} organizations, ${items} stock items, ${moved} movements, ${units} units on hand`;
  return [...words, `${ok ? 'The books agree' : `${differences.length} differences`}: ${looked}`].join('\n');
}
