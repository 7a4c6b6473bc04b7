import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
} from 'graphql';
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity';
import { LRUCache } from 'lru-cache';

const REMEMBERED = 5_000;
/** What a list that has no page is taken to hold: lines of a document, lots of a bin. */
const ENTRIES = 10;

/**
 * Estimates what an operation costs to answer: one for each field, or what the field says that it costs itself (`complexity`,
 * where much is read for a short answer), and the fields of a page's entries as often as the page
 * may have entries (`first`; a list without a page: 10 times). Fragments are expanded; what `@skip` and `@include` leave
 * out is not counted.
 */
export class OperationCosts {
  readonly #schema: GraphQLSchema;
  readonly #known = new LRUCache<string, number>({ max: REMEMBERED });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /**
   * @param key names the document and the operation
   * @throws {GraphQLError} when the variables do not fit: the operation itself says so better
   */
  costOf(
    key: string,
    query: DocumentNode,
    operationName: string | null,
    variables: Readonly<Record<string, unknown>>,
  ): number {
    // a cost depends on page sizes and on what is skipped: numbers and booleans
    const deciding = Object.entries(variables).filter(([, value]) => /number|boolean/.test(typeof value));
    const whole = `${key} ${JSON.stringify(deciding)}`;
    let cost = this.#known.get(whole);
    if (cost === undefined) {
      cost = getComplexity({
        schema: this.#schema,
        query,
        ...(operationName === null ? {} : { operationName }),
        variables,
        estimators: [estimate],
      });
      this.#known.set(whole, cost);
    }
    return cost;
  }
}

const estimate: ComplexityEstimator = ({ type, field, args, childComplexity }) => {
  // the schema itself is behind a permission of its own, and costs nothing to look up
  if (type.name.startsWith('__')) return 0;
  if (!isCompositeType(getNamedType(field.type))) return 1;
  const own = typeof field.extensions.complexity === 'number' ? field.extensions.complexity : 1;
  if (typeof args.first === 'number') return own + Math.max(0, args.first) * childComplexity;
  // the entries of a page are counted by the page itself
  const isEntry = type.name.endsWith('Connection');
  const many = isListType(getNullableType(field.type)) && !isEntry;
  return own + (many ? ENTRIES : 1) * childComplexity;
};

/** Whether an error says that an operation has too many fields to be estimated at all. */
export const isTooLargeToEstimate = (error: unknown): boolean =>
  error instanceof GraphQLError && /maximum allowed number of nodes/.test(error.message);
