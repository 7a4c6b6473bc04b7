import { describe, expect, it } from 'vitest';
import { fingerprinter } from '../support/fingerprint.ts';
import { type Answer, type Caller, startGateway } from '../support/gateway.ts';
import { type Place, placesOf, withRecord } from '../support/places.ts';
import { requestOf, type ServedAction, servedActions } from '../support/rest-rows.ts';
import { argumentsOf, deepDocumentOf, type RootField, rootFields } from '../support/root-fields.ts';
import { makeWorld, newWorld, type World } from '../support/world.ts';

// two connections for everything that follows: who waits for one must not get what another read
const gateway = await startGateway({ DATABASE_POOL: '2' });
const contentOf = await fingerprinter(gateway);

/** The organization to be kept apart: one set of records that others have under the same names, and one of its own. */
const far = await newWorld(gateway, { word: 'Aurora' });
const farOnly = await makeWorld(far.organization, { word: 'Aurora', tag: '_FAR' });
/** Twins: what one is asked about a foreign record, the other is asked about none at all. */
const near = await newWorld(gateway, { word: 'Borealis' });
const twin = await newWorld(gateway, { word: 'Borealis' });

const queries = rootFields.filter(({ kind }) => kind === 'query');

function ask(caller: Caller, root: RootField, args: object): Promise<Answer> {
  return caller.graphql(deepDocumentOf(root, args), args);
}

/** Lists as long as they get. */
function wide(root: RootField, world: World): object {
  const first = root.field.args.some(({ name }) => name === 'first') ? { first: 100 } : {};
  return { ...argumentsOf(root, world.ids), ...first };
}

const send = (caller: Caller, row: ServedAction, args: object) => {
  const { method, path, body } = requestOf(row, args as Record<string, unknown>);
  return caller.rest(method, path, body);
};

describe('what is read', () => {
  const foreign = [
    far.organization.id,
    far.organization.slug,
    'Aurora',
    '_FAR',
    far.ids.webhookDelivery,
    ...Object.values(farOnly.ids),
  ];

  it.each(queries)(
    '$name shows nothing of another organization, which has records of the same ids',
    async (root) => {
      const own = await ask(far.organization.admin, root, wide(root, far));
      const other = await ask(near.organization.admin, root, wide(root, near));
      expect([own.body.errors, other.body.errors]).toEqual([undefined, undefined]);
      // the same question, and each sees its own: what is looked for below would be seen
      const marks = [far.organization.id, far.organization.slug, 'Aurora', far.ids.webhookDelivery];
      const figuresOnly = root.name === 'cycleCountAccuracy';
      expect(figuresOnly || marks.some((mark) => JSON.stringify(own.body).includes(mark))).toBe(true);
      for (const mark of foreign) expect(JSON.stringify(other.body)).not.toContain(mark);
    },
  );

  it.each(servedActions.filter(({ method }) => method === 'GET'))('GET $path likewise', async (row) => {
    const own = await send(far.organization.admin, row, argumentsOf(row.root, far.ids));
    const other = await send(near.organization.admin, row, argumentsOf(row.root, near.ids));
    expect([own.status, other.status]).toEqual([200, 200]);
    expect(JSON.stringify(own.body)).toContain('Aurora');
    for (const mark of foreign) expect(JSON.stringify(other.body)).not.toContain(mark);
  });

  it('is not mixed up by 200 requests at once on two connections', async () => {
    const one = [near, far].flatMap((world) => [
      ...queries.map((root) => () => ask(world.organization.admin, root, wide(root, world))),
      ...servedActions
        .filter(({ method }) => method === 'GET')
        .map((row) => () => send(world.organization.admin, row, argumentsOf(row.root, world.ids))),
    ]);
    const alone: Answer[] = [];
    for (const request of one) alone.push(await request());
    // both organizations in turn, and every kind of request among the others
    const order = Array.from({ length: 200 }, (_, n) => (n * 37) % one.length);
    // a slow machine cannot serve them all in time: who is told to come again comes again, alone
    const asked = await Promise.all(order.map((index) => one[index]?.()));
    const together: typeof asked = [];
    for (const [n, answer] of asked.entries())
      together.push(answer?.status === 503 ? await one[order[n] ?? 0]?.() : answer);
    for (const [n, answer] of together.entries()) {
      const expected = alone[order[n] ?? 0];
      expect([answer?.status, withoutRequest(answer)]).toEqual([200, withoutRequest(expected)]);
    }
  });
});

const withoutRequest = (answer: Answer | undefined) => ({ ...answer?.body, requestId: undefined });

/** The name of a record at a place. */
function nameOf({ kind, byCode }: Place, { ids, tag }: World): string {
  if (!byCode) return ids[kind];
  const codes: Partial<Record<typeof kind, string>> = {
    product: 'SKU',
    lot: 'LOT',
    reasonCode: 'RSN',
    location: 'LOC',
    channel: 'CHN',
    bin: 'BIN',
    receivingBin: 'RCV',
    destruction: 'PIT',
  };
  return `${codes[kind]}${tag}`;
}

/** A name of the same form that nobody has. */
const unknown = (name: string): string => `${name.slice(0, -2)}${name.endsWith('00') ? '11' : '00'}`;

/** An answer without what differs between any two organizations. */
function comparable({ status, body }: Answer, name: string): string {
  const text = JSON.stringify({ status, ...body, requestId: undefined });
  return text
    .replaceAll(name, '<name>')
    .replace(/"(cursor|startCursor|endCursor)":"[^"]*"/g, '"$1":"<cursor>"')
    .replace(/\b[a-z]{3}_[0-9a-z]{26}\b/g, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z/g, '<moment>');
}

/** How an answer reads in the review: its code, or what kind of success it is. */
function outcome({ body, status }: Answer): string {
  const code = body.errors?.[0]?.extensions.code ?? body.code;
  if (code) return code;
  const answers = body.data ? Object.values<Record<string, unknown> | null>(body.data) : [body];
  const [answer] = answers;
  if (answer === null) return 'null';
  const issue = (answer?.lines as { issues?: { code: string }[] }[] | undefined)?.[0]?.issues?.[0];
  if (issue) return `an issue, ${issue.code}`;
  const lists = Object.values(answer ?? {}).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0)
    ? 'an empty list'
    : `answered ${status}`;
}

/** Asks one twin about a foreign record and the other about none; they must be answered alike. */
async function compare(
  place: Place,
  request: (world: World, name: string) => Promise<Answer>,
): Promise<string> {
  const foreign = nameOf(place, farOnly);
  const none = unknown(foreign);
  const before = await contentOf(far.organization);
  const [about, aboutNone] = [await request(near, foreign), await request(twin, none)];
  expect(comparable(about, foreign)).toBe(comparable(aboutNone, none));
  expect(await contentOf(far.organization)).toEqual(before);
  return outcome(about);
}

/** Where a new record is given its id: that of another organization's record is free. */
const isNewId = (root: RootField, { path }: Place) =>
  path.at(-1) === 'id' && (root.name.startsWith('upsert') || root.name === 'createAvailability');

interface Case {
  root: RootField;
  place: Place;
  title: string;
  request(world: World, name: string): Promise<Answer>;
}
const pathOf = ({ path, byCode }: Place) => `${path.join('.')}${byCode ? ' (code)' : ''}`;
const inGraphql: Case[] = rootFields.flatMap((root) =>
  placesOf(root.name, root.field.args).map((place) => ({
    root,
    place,
    title: `${root.name} ${pathOf(place)}`,
    request: ({ organization, ids }, name) =>
      ask(organization.admin, root, withRecord(argumentsOf(root, ids), place, name, ids)),
  })),
);
/** The same places as far as a row takes them: in its path, its query or its body. */
const inRest: Case[] = servedActions.flatMap((row) =>
  placesOf(row.root.name, row.root.field.args)
    .filter(({ path: [first, second, third, field] }) =>
      first === 'input'
        ? row.method !== 'GET' || (third === 0 && String(field) in row.query)
        : String(first === 'filter' ? second : first) in row.query || row.path.includes('{'),
    )
    .map((place) => ({
      root: row.root,
      place,
      title: [row.method, row.path, row.action.name, pathOf(place)].filter(Boolean).join(' '),
      request: ({ organization, ids }, name) =>
        send(organization.admin, row, withRecord(argumentsOf(row.root, ids), place, name, ids)),
    })),
);

async function outcomes(cases: Case[]): Promise<string[]> {
  const lines: string[] = [];
  for (const { place, title, request } of cases) lines.push(`${title}: ${await compare(place, request)}`);
  return lines;
}

describe('a record of another organization', () => {
  it('every kind of record is looked for', () => {
    const kinds = new Set(inGraphql.map(({ place }) => place.kind));
    const named = Object.keys(far.ids).filter(
      (kind) => !['lotProduct', 'newProduct', 'lotItem'].includes(kind),
    );
    expect([...kinds].toSorted()).toEqual(named.toSorted());
  });

  it('is in GraphQL as one that does not exist, wherever it is named', async () => {
    const lines = await outcomes(inGraphql.filter(({ root, place }) => !isNewId(root, place)));
    expect(lines).toMatchSnapshot();
  });

  it('is in REST as one that does not exist, wherever it is named', async () => {
    const lines = await outcomes(inRest.filter(({ root, place }) => !isNewId(root, place)));
    expect(lines).toMatchSnapshot();
  });

  it('does not take its id away from others', async () => {
    const lines = await outcomes([...inGraphql, ...inRest].filter(({ root, place }) => isNewId(root, place)));
    expect(lines).toMatchSnapshot();
  });

  it('does not share its Idempotency-Key', async () => {
    const mutation =
      'mutation { updateOrganizationSettings(input: {demandWindowDays: 11}) { organization { slug } } }';
    for (const { organization } of [far, near, far, near]) {
      const { body } = await organization.admin.graphql(mutation, {}, { 'idempotency-key': 'one-for-all' });
      expect(body.data.updateOrganizationSettings.organization.slug).toBe(organization.slug);
    }
  });
});
