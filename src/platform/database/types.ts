import pg from 'pg';

const OID = { timestamptz: 1184 };

/**
 * `2026-11-23 05:24:44.05+00` (UTC sessions) as ISO 8601: `2026-11-23T05:24:44.050Z`, with milliseconds at least, so
 * that a moment reads the same before and after it was stored.
 */
const isoMoment = (text: string): string =>
  `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).padEnd(3, '0')}Z`;

/**
 * How values leave PostgreSQL: numbers beyond a float, days and moments stay text, because text is exact. Only
 * booleans, 32-bit integers, JSON and text arrays become JavaScript values.
 */
export function columnTypes(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  const asText = (value: string): string => value;
  for (const oid of [20, 1082, 1083, 1114, 1700]) types.setTypeParser(oid, asText);
  types.setTypeParser(OID.timestamptz, isoMoment);
  return types;
}
