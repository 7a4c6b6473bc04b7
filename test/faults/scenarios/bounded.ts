import { percentile, type Reply, send } from '../ground/client.ts';
import { commandLine } from '../ground/command-line.ts';
import { endGatewayProcesses, startGatewayProcess } from '../ground/gateway-process.ts';
import { finding, type Scenario } from '../scenario.ts';

/** As the gateway is shipped. */
const SHIPPED = { GRAPHQL_MAX_COST: '50000' };
const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');

/** What must be refused, whoever asks. */
const abuses: Readonly<Record<string, string>> = {
  depth: `{ category(id: "x") ${'{ parent '.repeat(20)}{ id }${' }'.repeat(20)} }`,
  aliases: `{ ${many(100, (n) => `a${n}: viewer { id }`)} }`,
  'aliases in fragments': `{ ${many(4, () => '...F')} b { id } } fragment F on Query { ${many(20, (n) => `a${n}: viewer { id }`)} }`,
  tokens: `{ ${'viewer { id } '.repeat(2_000)} }`,
  'unknown directives': `{ viewer ${many(300, (n) => `@a${n}`)} { id } }`,
  'circular introspection': `{ __schema { types ${'{ fields { type { fields { type '.repeat(40)}{ name }${' } } } }'.repeat(40)} } }`,
};

/** Fields that ask much of the database or of the process; as many of each as the limits allow are sent in one document. */
const heavy: Readonly<Record<string, string>> = {
  matrix: `channelLocationMatrix(locationId: "DC-EAST", first: 200) { totalCount products { productName channels { atp onHand } } }`,
  summary: 'channelSummary { channelId channelName onHand reserved atp value ok low critical }',
  analytics:
    'inventoryAnalytics { totals { unitsAdjusted } turnover { __typename } series { __typename } byCategory { __typename } stockOuts { __typename } ageing { __typename } }',
  items:
    'stockItems(first: 100) { totalCount nodes { id productName locationName binName lotNumber quantityOnHand totalValue } }',
  availability: 'availabilityRecords(first: 100) { totalCount nodes { id } }',
  adjustments:
    'adjustments(first: 100) { totalCount nodes { id number lines { globalSku quantityDelta } history { from to } } }',
  requests:
    'stockRequests(first: 100) { totalCount nodes { id number lines { globalSku requested } history { from to } } }',
};

/** 22 and 23: what is refused, and how soon; the worst that is allowed, beside health checks. */
export const bounded: Scenario = {
  name: 'abuse of GraphQL, and the worst query that is allowed',
  promises: [22, 23],
  async run({ cluster, times }) {
    const place = await cluster.database();
    const { apiKeys } = await commandLine(place, 'demo');
    const gateway = await startGatewayProcess(place, SHIPPED);
    const keys = [
      '',
      ...apiKeys.map(({ plaintextKey }: { plaintextKey: string }) => plaintextKey),
    ] as string[];
    const ask = (key: string, query: string) => send(gateway.url, key, 'POST', '/graphql', { query });
    const refusals: { what: string; reply: Reply }[] = [];
    for (let turn = 0; turn < times(20, 3); turn++) {
      for (const key of keys)
        for (const [what, query] of Object.entries(abuses))
          refusals.push({ what, reply: await ask(key, query) });
    }
    const letThrough = refusals.filter(({ reply }) => reply.status < 400 || reply.body?.data);
    const refusedIn = Math.round(
      percentile(
        refusals.map(({ reply }) => reply.milliseconds),
        99,
      ),
    );
    const worst = await worstAllowed(gateway.url, keys.at(-1) as string, times(5, 2));
    await endGatewayProcesses();
    await cluster.drop(place);
    return [
      finding(
        22,
        `${refusals.length} abusive documents as nobody, reader and admin: all but ${letThrough.length} refused, p99 ${refusedIn} ms`,
        { 'all refused': letThrough.length === 0, 'within 50 ms': refusedIn <= 50 },
        letThrough.slice(0, 3).map(({ what }) => what),
      ),
      finding(
        23,
        `the worst allowed documents: ${worst.words}; health p99 ${worst.health} ms beside them`,
        {
          'under 1 s': worst.slowest < 1_000,
          'health under 250 ms': worst.health < 250,
          'no fault': worst.faults.length === 0,
        },
        worst.faults,
      ),
    ];
  },
};

/** The largest documents of each heavy field that are not refused, several at once, with health checks beside them. */
async function worstAllowed(url: string, key: string, turns: number) {
  const ask = (query: string) => send(url, key, 'POST', '/graphql', { query });
  const faults: string[] = [];
  const words: string[] = [];
  const healths: number[] = [];
  let slowest = 0;
  for (const [what, field] of Object.entries(heavy)) {
    const document = (count: number) => `{ ${many(count, (n) => `a${n}: ${field}`)} }`;
    let count = 30;
    while (count > 1 && (await ask(document(count))).status === 400) count--;
    const times: number[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const asked = ask(document(count));
      let running = true;
      const watching = (async () => {
        while (running) healths.push((await send(url, '', 'GET', '/health/ready')).milliseconds);
      })();
      const reply = await asked;
      running = false;
      await watching;
      times.push(reply.milliseconds);
      if (reply.status !== 200 || reply.body.errors)
        faults.push(
          `${what}: ${reply.status} ${JSON.stringify(reply.body.errors ?? reply.body).slice(0, 120)}`,
        );
    }
    // the first of a document is compiled
    const typical = Math.round(percentile(times, 99));
    slowest = Math.max(slowest, typical);
    words.push(`${count} x ${what} ${typical} ms`);
  }
  return { slowest, words: words.join(', '), faults, health: Math.round(percentile(healths, 99)) };
}
