import { Foundation } from './20261123000000_foundation.ts';

/** Every migration, oldest first. A landed migration is never edited. */
export const migrations = [{ name: '20261123000000_foundation', class: Foundation }];
