/**
 * Reads the result of connecting from the address, after the browser comes back from Google.
 * `withoutArrival` is the address to replace it with, so that a reload or a copied link does not
 * repeat the result, and no confirmation secret stays in the history.
 *
 * @module
 */

/** The result, or the secret of a connection that the person has to confirm. */
export type Arrival =
  /** `again`: the link was used before. */
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
 * Codes that can also follow a success: a reload, a second tab or the Back button opens a callback
 * or a confirmation a second time, or an answer is lost after the connection was saved. The
 * connection itself shows whether anything failed.
 */
const AMBIGUOUS = new Set([
  "state_invalid",
  "connect_not_saved",
  "database_unavailable",
  "confirmation_expired",
]);

/** True if only the connection itself shows whether the attempt failed. */
export function isAmbiguous(code: string): boolean {
  return AMBIGUOUS.has(code);
}

/** Path, search and fragment of the address, without the parts that `readArrival` reads. */
export function withoutArrival(href: string): string {
  const url = new URL(href);
  if (url.searchParams.has("calendar")) {
    url.searchParams.delete("calendar");
    url.searchParams.delete("error");
  }
  if (new URLSearchParams(url.hash.slice(1)).has("calendar")) url.hash = "";
  return url.pathname + url.search + url.hash;
}

/** The address with an outcome that `readArrival` reads: connected, or the code of an error. */
export function withArrival(href: string, error?: string): string {
  const url = new URL(href);
  url.searchParams.set("calendar", error === undefined ? "connected" : "error");
  if (error === undefined) url.searchParams.delete("error");
  else url.searchParams.set("error", error);
  return url.href;
}

/**
 * For supabase-js's `detectSessionInUrl`. Without it Auth takes every `error` in the address for its
 * own, also the calendar's. In the PKCE flow this check has to recognize Auth's errors only.
 */
export function isAuthError(url: URL, params: Record<string, string>): boolean {
  return !url.searchParams.has("calendar") && Boolean(params.error || params.error_description);
}
