/** Longest word that is kept; what is longer is found by its beginning. */
const LONGEST = 64;
/** Words of a search that are looked at. */
const MOST_SEARCHED = 8;

/** The words of some texts, in small letters, each once: letters and digits, with dots, dashes and underscores inside. */
export function wordsOf(texts: readonly (string | null)[]): string[] {
  const words = texts.flatMap((text) => (text ?? '').toLowerCase().split(/[^\p{L}\p{N}_.-]+/u));
  const whole = words.map((word) => word.replaceAll(/^[.-]+|[.-]+$/g, '').slice(0, LONGEST));
  return [...new Set(whole)].filter((word) => word !== '');
}

/** What a search looks for: requests with all of these words, or words that begin so. */
export const searchedWords = (search: string): string[] => wordsOf([search]).slice(0, MOST_SEARCHED);

/**
 * The words by which a request is found. A number such as `SR-000123` is found by its digits, too, with and without the
 * zeros before them.
 */
export function wordsOfRequest(request: {
  number: string;
  requesterId: string;
  requestedFor: string | null;
  notes: string | null;
}): string[] {
  const digits = request.number.replace(/^\D+/, '');
  const { number, requesterId, requestedFor, notes } = request;
  return wordsOf([number, digits, digits.replace(/^0+/, ''), requesterId, requestedFor, notes]);
}
