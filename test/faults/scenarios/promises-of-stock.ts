import { acts } from '../ground/acts.ts';
import { inParallel, tally } from '../ground/client.ts';
import { endGatewayProcesses, startGatewayProcesses } from '../ground/gateway-process.ts';
import { Organization } from '../ground/organization.ts';
import { finding, type Scenario } from '../scenario.ts';

/** What ends a reservation or a hold: of those that race, one may win. */
const endings = ['commitReservation', 'releaseReservation', 'releaseReservation', 'extendReservation'];

/** 6: reservations and holds made, committed, released and extended at once. */
export const promisesOfStock: Scenario = {
  name: 'reservations and holds raced',
  promises: [6],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const gateways = await startGatewayProcesses(2, place);
    const organization = await Organization.make(place, gateways);
    await organization.masterData(['A'], ['L1']);
    await organization.must(
      'mutation($input: UpsertChannelsInput!) { upsertChannels(input: $input) { channels { id } } }',
      { input: { channels: [{ code: 'DTC', name: 'Direct', type: 'E_COMMERCE' }] } },
    );
    // less than all races together want: they compete for it
    await organization.stock('L1', [{ globalSku: 'A', quantity: 60 }]);
    const count = times(2_000, 60);
    const races = await inParallel(count, 12, (n) =>
      n % 4 === 3 ? raceHold(organization) : raceReservation(organization, n),
    );
    const made = races.filter(({ ended }) => ended !== null);
    const twice = made.filter(({ ended }) => ended !== 1).length;
    const outcomes = tally(races.flatMap((race) => race.outcomes));
    const strange = Object.keys(outcomes).filter((code) => code === 'none' || code.startsWith('HTTP 5'));
    const [over] = await organization.sql<{ over: number }>(
      'select count(*)::int as over from stock_item where org_id = $1 and (reserved > on_hand or reserved < 0 or on_hand < 0)',
    );
    const differences = await organization.differences();
    await endGatewayProcesses();
    await cluster.drop(place);
    return [
      finding(
        6,
        `${count.toLocaleString('en')} races, of them ${made.length.toLocaleString('en')} for something that was made: ${twice} not ended once, ${over?.over} rows with more promised than there is`,
        {
          'each ended once': twice === 0,
          'half of them raced for something': made.length > count / 2,
          'never more than there is': over?.over === 0,
          'verify: 0 differences': differences.length === 0,
          'no fault': strange.length === 0,
        },
        { outcomes, differences },
      ),
    ];
  },
};

interface Race {
  /** How many of the acts that end it succeeded; null where there was nothing left to reserve or to hold. */
  ended: number | null;
  outcomes: string[];
}

async function raceReservation(organization: Organization, n: number): Promise<Race> {
  const made = await acts.reserve(organization, 'A', 'L1', 1 + (n % 5), `R-${n}`);
  if (made.outcome !== 'done') return { ended: null, outcomes: [made.outcome] };
  const { id } = made.body.data.reserveStock.reservation;
  const replies = await Promise.all(
    endings.map((mutation) =>
      acts.step(
        organization,
        mutation,
        id,
        mutation === 'extendReservation' ? { expiresAt: new Date(Date.now() + 3_600_000) } : {},
      ),
    ),
  );
  const outcomes = replies.map(({ outcome }) => outcome);
  const committed = outcomes[0] === 'done';
  const ended = outcomes.slice(0, 3).filter((outcome) => outcome === 'done').length;
  // what left is brought back, so that the races go on
  if (committed) await acts.adjust(organization, 'A', 'L1', 1 + (n % 5));
  return { ended, outcomes: [made.outcome, ...outcomes] };
}

async function raceHold(organization: Organization): Promise<Race> {
  const made = await acts.hold(organization, 'A', 'L1', 2);
  if (made.outcome !== 'done') return { ended: null, outcomes: [made.outcome] };
  const { id } = made.body.data.createHold.hold;
  const replies = await Promise.all([0, 1, 2].map(() => acts.step(organization, 'releaseHold', id)));
  const outcomes = replies.map(({ outcome }) => outcome);
  return {
    ended: outcomes.filter((outcome) => outcome === 'done').length,
    outcomes: [made.outcome, ...outcomes],
  };
}
