/**
 * Pages of a list. A page token is valid for its own query only, but `maxResults` and `fields` may change
 * (https://google.aip.dev/158). A page begins after the last entry of the page before, so that a change in
 * between hides no entry.
 *
 * @module
 */
import { badParameter } from "./apiError.ts";

/** A place in the order of a list. */
export type Key = readonly [number, string];

/** The entries of a page: without `maxResults`, and at most. */
export interface Sizes {
  byDefault: number;
  most: number;
}

interface Options extends Sizes {
  /** Passed on from the first page to the last. */
  carried?: number;
  /** See `SyncSettings`. */
  ragged_pages?: boolean;
  page_tokens_die?: boolean;
}

interface Position {
  query: string;
  page: number;
  after?: Key;
  carried?: number;
}

const encode = (position: Position) =>
  new TextEncoder().encode(JSON.stringify(position)).toBase64({ alphabet: "base64url" });

function decode(token: string): Position {
  try {
    const bytes = Uint8Array.fromBase64(token, { alphabet: "base64url" });
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw badParameter("pageToken", "Invalid page token value.");
  }
}

const isAfter = (key: Key, [number, text]: Key) =>
  key[0] > number || (key[0] === number && key[1] > text);

/** Returns the size of a ragged page: nothing, a third, nothing, all. */
const raggedSize = (size: number, page: number) =>
  page % 2 === 0 ? 0 : page % 4 === 1 ? Math.ceil(size / 3) : size;

/** Returns a page of entries that are in the order of their keys, and what the first page carried. */
export function paged<T>(
  all: { key: Key; entry: T }[],
  parameters: URLSearchParams,
  { byDefault, most, carried, ragged_pages, page_tokens_die }: Options,
): { items: T[]; nextPageToken?: string; carried?: number } {
  const asked = parameters.get("maxResults") ?? String(byDefault);
  if (!/^\d+$/.test(asked) || Number(asked) < 1) throw badParameter("maxResults");
  const whole = Math.min(Number(asked), most);
  const rest = new URLSearchParams(parameters);
  for (const name of ["pageToken", "maxResults", "fields"]) rest.delete(name);
  rest.sort();
  const query = rest.toString();
  const token = parameters.get("pageToken");
  const position: Position = token ? decode(token) : { query, page: 0, carried };
  if (position.query !== query || (token && page_tokens_die)) {
    throw badParameter("pageToken", "Invalid page token value.");
  }
  const { page, after } = position;
  const size = ragged_pages ? raggedSize(whole, page) : whole;
  const left = after ? all.filter(({ key }) => isAfter(key, after)) : all;
  const shown = left.slice(0, size);
  const more = left.length > size || (ragged_pages && (page === 0 || size > 0));
  const next = { ...position, page: page + 1, after: shown.at(-1)?.key ?? after };
  return {
    items: shown.map(({ entry }) => entry),
    carried: position.carried,
    ...(more ? { nextPageToken: encode(next) } : {}),
  };
}
