/**
 * Makes anything that other people put into a calendar fit into a text or jsonb column of PostgreSQL.
 *
 * @module
 */

/** The longest text of a row, in UTF-16 code units. Google's own texts are shorter; an imported calendar's may not be. */
const MAX_LENGTH = 65_536;

/**
 * The text without NUL characters and half surrogate pairs, which PostgreSQL refuses, and of bounded
 * length. Null for anything that is not a text.
 */
export function storedText(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return value.slice(0, MAX_LENGTH).replaceAll("\0", "").toWellFormed();
}

/** The same for every text within plain data. */
export function storedData<T>(value: T): T {
  if (typeof value === "string") return storedText(value) as T;
  if (Array.isArray(value)) return value.map(storedData) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, storedData(inner)]),
  ) as T;
}
