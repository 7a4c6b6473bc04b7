import type { Problems } from '../errors.rules.ts';
import { checkRange } from '../master-data.rules.ts';
import { quantityRules } from '../quantity.rules.ts';
import {
  abcClasses,
  type CountTolerance,
  completeSettings,
  defaultSettings,
  type OrganizationSettings,
  type PerClass,
} from './settings.rules.ts';

/** Figures by class to be changed: a class left out stays as it is; null: its default again. */
type ClassInput<Value> = { [Class in keyof PerClass<Value>]?: Value | null };

/** Settings of counting to be changed: left out, one stays as it is; null: its default again. */
export interface CountSettingsInput {
  countSelfApproval?: boolean | null;
  countTolerances?: ClassInput<CountTolerance> | null;
  /** Percent. */
  abcCutoffs?: { A?: string | null; B?: string | null } | null;
  countFrequencyDays?: ClassInput<number> | null;
  abcPeriodDays?: number | null;
}

type Chosen = Pick<OrganizationSettings, 'countTolerances' | 'abcCutoffs' | 'countFrequencyDays'>;
type Choices = { [Name in keyof Chosen]?: Chosen[Name] | null };

/** What was chosen by class, completed by what is in force: these settings are stored whole. */
export function chosenCountSettings(stored: OrganizationSettings, input: CountSettingsInput): Choices {
  const now = completeSettings(stored);
  const choices: Choices = {};
  const { countTolerances, abcCutoffs, countFrequencyDays } = input;
  if (countTolerances !== undefined)
    choices.countTolerances =
      countTolerances && perClass(now.countTolerances, defaultSettings.countTolerances, countTolerances);
  if (countFrequencyDays !== undefined)
    choices.countFrequencyDays =
      countFrequencyDays &&
      perClass(now.countFrequencyDays, defaultSettings.countFrequencyDays, countFrequencyDays);
  if (abcCutoffs !== undefined)
    choices.abcCutoffs = abcCutoffs && {
      A: cutoff(abcCutoffs.A, now.abcCutoffs.A, defaultSettings.abcCutoffs.A),
      B: cutoff(abcCutoffs.B, now.abcCutoffs.B, defaultSettings.abcCutoffs.B),
    };
  return choices;
}

const cutoff = (given: string | null | undefined, now: number, standard: number): number =>
  given === undefined ? now : given === null ? standard : Number(given);

function perClass<Value>(
  now: PerClass<Value>,
  standard: PerClass<Value>,
  given: ClassInput<Value>,
): PerClass<Value> {
  const of = (name: keyof PerClass<Value>): Value => {
    const value = given[name];
    return value === undefined ? now[name] : (value ?? standard[name]);
  };
  return { A: of('A'), B: of('B'), C: of('C') };
}

/** Notes limits below 0, days out of range and cut-offs in the wrong order. */
export function checkCountSettings(problems: Problems, input: CountSettingsInput, choices: Choices): void {
  checkRange(problems, 'abcPeriodDays', input.abcPeriodDays, [1, 3_650]);
  for (const name of abcClasses) {
    const tolerance = input.countTolerances?.[name];
    for (const limit of ['percent', 'quantity', 'value'] as const)
      quantityRules.notNegative(problems, `countTolerances.${name}.${limit}`, tolerance?.[limit]);
    checkRange(problems, `countFrequencyDays.${name}`, input.countFrequencyDays?.[name], [1, 3_650]);
  }
  if (!choices.abcCutoffs) return;
  const { A, B } = choices.abcCutoffs;
  problems.check(A > 0 && A < 100, 'abcCutoffs.A', 'must be more than 0 and less than 100');
  problems.check(B > A && B < 100, 'abcCutoffs.B', `must be more than that of A (${A}) and less than 100`);
}
