/**
 * Leads the person on from the page that confirms a connection, to the page that they connected from.
 *
 * @module
 */
import { withoutArrival } from "./client";

/** Where a `return_to` leads, seen from the open page. */
export type WayBack =
  | { kind: "here" }
  /** A page of the same origin: its path with query and fragment. */
  | { kind: "page"; path: string }
  /** Another origin or an app: the addresses that tell it the outcome. */
  | { kind: "elsewhere"; connected: string; refused: string };

/** `returnTo` is a whole address, and `here` is that of the open page. */
export function wayBack(returnTo: string, here: string): WayBack {
  const { origin, pathname, search, hash } = new URL(returnTo);
  // The origin of an app's address is "null".
  if (origin !== new URL(here).origin) {
    return {
      kind: "elsewhere",
      connected: withArrival(returnTo),
      refused: withArrival(returnTo, "access_denied"),
    };
  }
  const path = pathname + search + hash;
  return path === withoutArrival(here) ? { kind: "here" } : { kind: "page", path };
}

/**
 * Goes on to `returnTo`. A page of this origin is opened by `navigate`, or loaded if there is none.
 * The functions let no other `returnTo` through than an address of an allowed origin or app.
 */
export function goOn(
  returnTo: string,
  outcome: "connected" | "refused",
  navigate?: ((path: string) => void) | undefined,
): void {
  const way = wayBack(returnTo, location.href);
  if (way.kind === "elsewhere") return location.assign(way[outcome]);
  if (way.kind === "here") return;
  if (navigate) return navigate(way.path);
  // A loaded page knows the outcome from its address only.
  location.assign(outcome === "connected" ? withArrival(returnTo) : returnTo);
}

/** The address with an outcome that `readArrival` reads: connected, or the code of an error. */
function withArrival(href: string, error?: string): string {
  const url = new URL(href);
  url.searchParams.set("calendar", error === undefined ? "connected" : "error");
  if (error === undefined) url.searchParams.delete("error");
  else url.searchParams.set("error", error);
  return url.href;
}
