import type {
  CountLineStatus,
  CountResolution,
  CountStatus,
  CountType,
} from '../../domain/cycle-counts/cycle-counts.rules.ts';
import { choices } from '../support/choices.ts';

const types = {
  FULL: 'Everything at a location.',
  PARTIAL: 'Some products, bins or a category of a location.',
  SPOT: 'A few products or bins.',
} as const;

export const CountTypeEnum = choices<CountType>('CycleCountType', 'Kinds of cycle counts.', {
  ...types,
  ABC: 'What is due to be counted by the class of its product.',
});

export const NewCountTypeEnum = choices<Exclude<CountType, 'ABC'>>(
  'NewCycleCountType',
  'Kinds of cycle counts that are made by naming what they count.',
  types,
);

export const CountStatusEnum = choices<CountStatus>('CycleCountStatus', 'State of a cycle count.', {
  OPEN: 'Made; nobody counts yet.',
  IN_PROGRESS: 'Is being counted.',
  REVIEW: 'Counted: what is off is looked at.',
  RESOLVED: 'Every line is accepted or rejected.',
  CANCELLED: 'Given up; what was accepted before stays.',
});

export const CountLineStatusEnum = choices<CountLineStatus>(
  'CycleCountLineStatus',
  'State of a line of a cycle count.',
  {
    PENDING: 'Not counted yet.',
    COUNTED: 'Counted, not decided on.',
    RECOUNT: 'To be counted again; the earlier count is forgotten.',
    RESOLVED: 'Accepted or rejected.',
  },
);

export const CountResolutionEnum = choices<CountResolution>(
  'CycleCountResolution',
  'What is decided on a line in review.',
  {
    ACCEPT: 'The count is right: its variance is posted.',
    RECOUNT: 'It is to be counted again.',
    REJECT: "The system's figure is right: nothing is posted.",
  },
);

export const CountOutcomeEnum = choices<Exclude<CountResolution, 'RECOUNT'>>(
  'CycleCountOutcome',
  'How a line was resolved.',
  {
    ACCEPT: 'The count was right: its variance was posted.',
    REJECT: "The system's figure was right: nothing was posted.",
  },
);
