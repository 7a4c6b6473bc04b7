import { nature } from './nature.ts';

/** What an id stands for, by its prefix. */
export type IdPrefix =
  | 'org'
  | 'key'
  | 'cat'
  | 'prd'
  | 'loc'
  | 'bin'
  | 'lot'
  | 'chn'
  | 'pol'
  | 'rsn'
  | 'itm'
  | 'avl'
  | 'mov'
  | 'doc'
  | 'all'
  | 'res'
  | 'rsl'
  | 'sup'
  | 'hld'
  | 'hln'
  | 'ccb'
  | 'ccl'
  | 'put'
  | 'pus'
  | 'trf'
  | 'trl'
  | 'trp'
  | 'rpc'
  | 'rpl'
  | 'srq'
  | 'srl'
  | 'sra'
  | 'src'
  | 'stl'
  | 'sll'
  | 'chg'
  | 'evt'
  | 'whk'
  | 'whd'
  | 'aud'
  | 'req'
  | 'mem'
  | 'ses'
  | 'sea';

/**
 * A new id: `<prefix>_<26 characters>`, sortable by the time it was made (ULID) and increasing within a process.
 * Ids are opaque to clients; those of imported data are kept as they are.
 */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nature().ulid().toLowerCase()}`;
}
