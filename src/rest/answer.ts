/** The one resource that an answer is about: without it the answer is 404. */
export interface Found<Path extends string = string> {
  readonly kind: 'found';
  readonly at: Path;
  /** What was looked for, in words: `availability record`. */
  readonly what: string;
}

/** The pagination of a list, from the connection's `totalCount`. */
export interface PageOf<Path extends string = string> {
  readonly kind: 'page';
  readonly at: Path;
}

/** A list some of whose entries are without some keys: those of which the field `where` is true. */
export interface Withheld<Path extends string = string> {
  readonly kind: 'withheld';
  readonly at: Path;
  readonly keys: readonly string[];
  readonly where: string;
}

/**
 * The published JSON, key by key: each names where its value is in the operation's data (`stockItems.nodes`). It is
 * data, so that the answer and its schema in the OpenAPI document come from the same lines.
 */
export type Answer<Path extends string = string> = Readonly<
  Record<string, Path | Found<Path> | PageOf<Path> | Withheld<Path>>
>;

/** A resource that may not be there: then the answer is 404. */
export const found = <Path extends string>(at: Path, what: string): Found<Path> => ({
  kind: 'found',
  at,
  what,
});

/** The pagination of the list of this connection. */
export const pageOf = <Path extends string>(at: Path): PageOf<Path> => ({ kind: 'page', at });

/** A list whose entries are without these keys where their field `where` is true: not null, but not there. */
export const withheld = <Path extends string>(
  at: Path,
  { keys, where }: { keys: readonly string[]; where: string },
): Withheld<Path> => ({ kind: 'withheld', at, keys, where });

/** Which page was asked for. */
export interface PageQuery {
  readonly page: number;
  readonly limit: number;
}

/** `pagination` as published. */
export interface Pagination {
  page: number;
  pageSize: number;
  total: number;
  totalPages: number;
}

type Presented = { body: Record<string, unknown> } | { missing: string };

/** Makes the published JSON of an operation's data, or says what is not there. */
export function present(answer: Answer, data: Record<string, unknown>, query: Partial<PageQuery>): Presented {
  const body: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(answer)) {
    if (typeof part === 'string') {
      body[key] = valueAt(data, part) ?? null;
    } else if (part.kind === 'found') {
      const value = valueAt(data, part.at);
      if (value == null) return { missing: part.what };
      body[key] = value;
    } else if (part.kind === 'withheld') {
      body[key] = (valueAt(data, part.at) as Record<string, unknown>[]).map((entry) => visible(part, entry));
    } else {
      body[key] = pagination(Number(valueAt(data, `${part.at}.totalCount`)), query);
    }
  }
  return { body };
}

function visible({ keys, where }: Withheld, entry: Record<string, unknown>): Record<string, unknown> {
  if (entry[where] !== true) return entry;
  return Object.fromEntries(Object.entries(entry).filter(([key]) => !keys.includes(key)));
}

function pagination(total: number, { page = 1, limit = 1 }: Partial<PageQuery>): Pagination {
  return { page, pageSize: limit, total, totalPages: Math.ceil(total / limit) };
}

/** The value at `a.b` of the data. */
export function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}
