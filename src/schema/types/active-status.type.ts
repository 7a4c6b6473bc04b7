import type { ActiveStatus } from '../../domain/master-data.rules.ts';
import { choices } from '../support/choices.ts';

export const ActiveStatusEnum = choices<ActiveStatus>(
  'ActiveStatus',
  'Whether a location, bin or channel may be used for something new.',
  {
    ACTIVE: 'In use.',
    INACTIVE:
      'Nothing new is posted there or reserved for it; what was reserved can still be issued or released, and what was posted reversed.',
  },
);
