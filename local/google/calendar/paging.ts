/**
 * Pages of a list. A page token is valid for its own
 * query only, but `maxResults` and `fields` may change
 * (https://google.aip.dev/158).
 *
 * @module
 */
import { badParameter } from "./apiError.ts";

/** The entries of a page: without `maxResults`, and at most. */
export interface Sizes {
  byDefault: number;
  most: number;
}

interface Position {
  query: string;
  offset: number;
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

export function paged<T>(
  all: T[],
  parameters: URLSearchParams,
  { byDefault, most }: Sizes,
): { items: T[]; nextPageToken?: string } {
  const asked = parameters.get("maxResults") ?? String(byDefault);
  if (!/^\d+$/.test(asked) || Number(asked) < 1) throw badParameter("maxResults");
  const size = Math.min(Number(asked), most);
  const rest = new URLSearchParams(parameters);
  for (const name of ["pageToken", "maxResults", "fields"]) rest.delete(name);
  rest.sort();
  const query = rest.toString();
  const token = parameters.get("pageToken");
  const position = token ? decode(token) : { query, offset: 0 };
  if (position.query !== query) throw badParameter("pageToken", "Invalid page token value.");
  const next = position.offset + size;
  return {
    items: all.slice(position.offset, next),
    ...(next < all.length ? { nextPageToken: encode({ query, offset: next }) } : {}),
  };
}
