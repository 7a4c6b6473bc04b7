import { KeyUses } from '../../src/auth/key-uses.ts';
import { Sweeper } from '../../src/sweeper.ts';
import { Comparison } from './compare.ts';
import { deedOf } from './deeds/index.ts';
import type { Fault } from './faults.ts';
import { actorOf, type ModelGateway } from './gateway.ts';
import { SeededNature } from './seeded-nature.ts';
import { furnish } from './setting.ts';
import { DAY, Refused, Stock } from './stock.ts';
import { type Any, codeOf, type Deed, mutationText, type Op, type People, World } from './world.ts';

/** Longer than any trial: events are kept. */
const KEPT_DAYS = 3_650;

/** How often each operation was done and refused, and what befell it. */
export class Tally {
  readonly outcomes = new Map<string, Map<string, number>>();
  steps = 0;
  refusals = 0;
  faults = 0;
  replays = 0;

  count(name: string, outcome: string): void {
    const known = this.outcomes.get(name) ?? new Map<string, number>();
    known.set(outcome, (known.get(outcome) ?? 0) + 1);
    this.outcomes.set(name, known);
  }
}

/** A write that was sent with a key, to be sent again. */
interface Sent {
  key: string;
  text: string;
  deed: Deed;
  at: number;
  answer: string;
}

/** How long an answer is kept with its key. */
const KEPT_MS = 48 * 3_600_000;
const HOUR = 3_600_000;
/** Steps between two comparisons of everything. */
const EVERYTHING = 50;
/** A noon far from the change of a year. */
const START = Date.UTC(2031, 4, 5, 12);

let opened = 0;

/** The gateway and the model side by side, in one organization of their own. */
export class Trial {
  readonly #gateway: ModelGateway;
  readonly #nature: SeededNature;
  readonly #people: People;
  readonly #world: World;
  readonly #compare: Comparison;
  readonly #tally: Tally;
  readonly #sent: Sent[] = [];
  #keys = 0;
  #steps = 0;

  private constructor(gateway: ModelGateway, nature: SeededNature, people: People, tally: Tally) {
    this.#gateway = gateway;
    this.#nature = nature;
    this.#people = people;
    this.#tally = tally;
    const days = (count: number) => START - (START % DAY) + (count + 1) * DAY;
    const lot = (goodBefore: number) => ({ goodBefore, recalled: false });
    const stock = new Stock({ X: lot(days(2)), Y: lot(days(6)), Z: lot(days(40)) });
    stock.lapse(START);
    this.#world = new World(stock, (query, variables) => this.#compare.ask(query, variables));
    this.#compare = new Comparison(gateway, nature, people.asker, this.#world);
  }

  static async open(gateway: ModelGateway, seed: number, tally: Tally): Promise<Trial> {
    const nature = new SeededNature(seed, START);
    opened += 1;
    const tenant = await gateway.organization(`model-${process.pid}-${seed}-${opened}`);
    const people = { asker: actorOf(tenant, 'asker'), chief: actorOf(tenant, 'chief') };
    const trial = new Trial(gateway, nature, people, tally);
    trial.#world.policies.push(...(await furnish((text) => trial.#compare.ask(text))));
    return trial;
  }

  async run(operations: readonly Op[]): Promise<void> {
    for (const [index, op] of operations.entries()) {
      try {
        await this.#take(op);
      } catch (error) {
        const { message } = error as Error;
        throw new Error(`step ${index + 1} (${JSON.stringify(op)}): ${message}${this.#story()}`, {
          cause: error,
        });
      }
    }
    await this.#compare.everything();
  }

  /** The last writes, to read what led to a difference. */
  readonly #told: string[] = [];
  #story(): string {
    return `\n${this.#told.slice(-12).join('\n')}`;
  }

  async #take(op: Op): Promise<void> {
    this.#tally.steps += 1;
    this.#steps += 1;
    this.#pass(1_000);
    const places = await this.#act(op);
    await this.#compare.places(places);
    const [first] = places;
    if (first && op.luck % 4 === 0 && first !== 'WARD') await this.#compare.promises(first);
    if (this.#steps % EVERYTHING === 0) await this.#compare.everything();
  }

  #pass(milliseconds: number): void {
    this.#nature.advance(milliseconds);
    this.#world.stock.lapse(this.#nature.now().getTime());
  }

  /** @returns the locations whose stock it may have touched */
  async #act(op: Op): Promise<string[]> {
    if (op.do === 'wait') {
      this.#pass((1 + (op.a % 20)) * HOUR);
      this.#tally.count('wait', 'done');
      return ['MAIN'];
    }
    if (op.do === 'sweep') return this.#sweep();
    if (op.do === 'replay') return this.#replay(op);
    const found = deedOf(this.#world, op);
    if (!found) return [];
    const { name, deed } = found;
    const outcome = await this.#write(op, deed);
    this.#tally.count(name, outcome);
    if (outcome !== 'done') this.#tally.refusals += 1;
    return deed.places;
  }

  /** Sends a write, with what befalls it, and compares the answer. @returns its outcome */
  async #write(op: Op, deed: Deed): Promise<string> {
    const tried = this.#world.stock.clone();
    let expected = 'done';
    try {
      deed.predict(tried);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      expected = error.code;
    }
    const text = mutationText(deed.mutation, deed.selection);
    const fault: Fault | null = op.luck < 6 ? 'before commit' : op.luck < 12 ? 'after commit' : null;
    // what was done without anybody hearing of it can only be asked for by its key
    const keyed = fault === 'after commit' || op.luck % 8 === 1;
    this.#keys += keyed ? 1 : 0;
    const key = keyed ? `key-${this.#keys}` : null;
    const send = (broken: Fault | null) =>
      this.#gateway.call(
        this.#nature,
        text,
        { input: deed.input },
        { by: this.#people[deed.by ?? 'asker'], key, fault: broken },
      );
    this.#told.push(
      `${deed.mutation} ${JSON.stringify(deed.input)} by ${deed.by ?? 'asker'}: ${expected}${fault ? ` (${fault})` : ''}`,
    );
    let { answer, struck } = await send(fault);
    if (struck) {
      this.#tally.faults += 1;
      if (codeOf(answer) !== 'UNAVAILABLE')
        throw new Error(`The connection broke, and the answer is ${codeOf(answer)}`);
      // before anything is sent again: nothing happened, or all of it
      if (fault === 'before commit') await this.#compare.places(deed.places);
      answer = (await send(null)).answer;
      const replayed = fault === 'after commit';
      if (answer.replayed !== replayed)
        throw new Error(
          `After a fault ${fault} the retry ${replayed ? 'was applied again' : 'was taken for a replay'}`,
        );
    }
    const outcome = codeOf(answer);
    if (outcome !== expected) {
      const words = answer.errors[0]?.message ?? '';
      throw new Error(`${deed.mutation}: the gateway says ${outcome} (${words}), the model ${expected}`);
    }
    if (key !== null && (outcome === 'done' || answer.errors[0]?.status === 409))
      this.#sent.push({
        key,
        text,
        deed,
        at: this.#nature.now().getTime(),
        answer: JSON.stringify([answer.data, answer.errors]),
      });
    if (outcome !== 'done') return outcome;
    this.#world.stock = tried;
    await deed.learn?.((answer.data as Any).answer);
    return 'done';
  }

  /** A request that was sent before is sent again: the first answer, and nothing happens; another one is refused. */
  async #replay(op: Op): Promise<string[]> {
    const now = this.#nature.now().getTime();
    const kept = this.#sent.filter(({ at }) => now < at + KEPT_MS);
    const sent = kept[op.a % Math.max(1, kept.length)];
    if (!sent) return [];
    const { deed, key, text } = sent;
    const other = op.b % 4 === 0;
    const by = this.#people[deed.by ?? 'asker'];
    const input = other
      ? { ...deed.input, ...('notes' in deed.input ? { notes: 'other' } : {}) }
      : deed.input;
    const sender =
      other && input.notes === deed.input.notes
        ? by === this.#people.asker
          ? this.#people.chief
          : this.#people.asker
        : by;
    const { answer } = await this.#gateway.call(this.#nature, text, { input }, { by: sender, key });
    this.#tally.replays += 1;
    this.#tally.count('replay', other ? codeOf(answer) : 'done');
    if (other) {
      if (codeOf(answer) !== 'IDEMPOTENCY_KEY_REUSED')
        throw new Error(`Another request with the key ${key}: ${codeOf(answer)}`);
    } else if (!answer.replayed || JSON.stringify([answer.data, answer.errors]) !== sent.answer) {
      throw new Error(
        `Sent again with the key ${key}, the answer is not the first one: ${JSON.stringify(answer)}`,
      );
    }
    return deed.places;
  }

  async #sweep(): Promise<string[]> {
    const { asker } = this.#people;
    const services = { ...this.#gateway.services, clock: this.#nature };
    const uses = new KeyUses(services.database, services.log);
    const sweeper = new Sweeper(services, uses, KEPT_DAYS, false);
    sweeper.noticed(asker.orgId);
    await sweeper.run();
    await sweeper.stop();
    this.#tally.count('sweep', 'done');
    return ['MAIN', 'SHOP', 'DEPOT'];
  }
}
