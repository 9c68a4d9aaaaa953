/**
 * What the address says when the browser comes back from Google. Reading it changes nothing;
 * `withoutArrival` is the address to put in its place, so that a reload or a copied link does not
 * tell it again and no confirmation secret stays in the history.
 *
 * @module
 */

/** The way a connection ended, or the secret of one that the person has to confirm. */
export type Arrival =
  /** `again`: by a link that had led here before. */
  | { kind: "connected"; again?: boolean }
  | { kind: "error"; code: string }
  | { kind: "confirm"; confirmation: string };

/** Reads `?calendar=connected`, `?calendar=error&error=<code>` or `#calendar=confirm&...`. */
export function readArrival(href: string): Arrival | null {
  const url = new URL(href);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const confirmation = fragment.get("confirmation");
  if (fragment.get("calendar") === "confirm" && confirmation) {
    return { kind: "confirm", confirmation };
  }
  switch (url.searchParams.get("calendar")) {
    case "connected":
      return { kind: "connected" };
    case "error":
      return { kind: "error", code: url.searchParams.get("error") ?? "unexpected_answer" };
    default:
      return null;
  }
}

/**
 * Codes that also come back after everything worked: a callback or a confirmation that is opened a
 * second time, by a reload, a second tab or the Back button, and an answer that was lost after it
 * was saved. The connection itself tells whether anything failed.
 */
const AMBIGUOUS = new Set([
  "state_invalid",
  "connect_not_saved",
  "database_unavailable",
  "confirmation_expired",
]);

/** Whether only the connection can tell if an attempt that ended with this code has failed. */
export function isAmbiguous(code: string): boolean {
  return AMBIGUOUS.has(code);
}

/** The same address without what `readArrival` reads; path, search and fragment only. */
export function withoutArrival(href: string): string {
  const url = new URL(href);
  if (url.searchParams.has("calendar")) {
    url.searchParams.delete("calendar");
    url.searchParams.delete("error");
  }
  if (new URLSearchParams(url.hash.slice(1)).has("calendar")) url.hash = "";
  return url.pathname + url.search + url.hash;
}

/**
 * For supabase-js's `detectSessionInUrl`: Auth reads any `error` in the address as its own, also
 * the calendar's. With the PKCE flow only Auth's errors are left for this check to tell.
 */
export function isAuthError(url: URL, params: Record<string, string>): boolean {
  return !url.searchParams.has("calendar") && Boolean(params.error || params.error_description);
}
