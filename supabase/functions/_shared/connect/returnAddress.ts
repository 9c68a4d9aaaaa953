/**
 * Addresses that the callback may redirect to: in the web app, or of another allowed origin or app.
 *
 * @module
 */
import type { WebSettings } from "../env.ts";
import { isAllowedOrigin, originOf } from "../origins.ts";

/** Common proxies refuse longer addresses. */
const MAX_LENGTH = 2000;
/** Browsers drop tabs and newlines from an address, and read a backslash as a slash. */
const DISGUISED = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\\]/u;

/**
 * The whole address for a path in the web app or an address of an allowed origin; undefined for anything
 * else. If the app is under a path, `/profile` is below that path. A path that already starts with it, as
 * in `location.pathname`, is not changed.
 */
export function returnAddress(
  returnTo: string,
  { appUrl, allowedOrigins }: WebSettings,
): string | undefined {
  if (returnTo.length > MAX_LENGTH || DISGUISED.test(returnTo)) return undefined;
  if (/^\/(?!\/)/.test(returnTo)) return pathInApp(returnTo, appUrl);
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(returnTo)) return undefined;
  const url = URL.parse(returnTo);
  if (!url || !isAllowedOrigin(allowedOrigins, originOf(url))) return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}

/** Undefined for a path that leaves the app by `..` in any spelling. */
function pathInApp(path: string, appUrl: string): string | undefined {
  const { origin, pathname } = new URL(appUrl);
  const base = pathname.replace(/\/$/, "");
  const isOwn = path === base || ["/", "?", "#"].some((next) => path.startsWith(base + next));
  const url = URL.parse(origin + (isOwn ? path : base + path));
  if (!url || url.origin !== origin) return undefined;
  return url.pathname === base || url.pathname.startsWith(`${base}/`) ? url.href : undefined;
}

/** The address of one of the app's own pages. `path` starts with a slash. */
export function appAddress(path: string, { appUrl }: WebSettings): string {
  return appUrl + path;
}

/** The address of the page at `CONNECT_PATH`, for a callback whose return address is unknown. */
export function connectAddress(settings: WebSettings): string {
  return appAddress(settings.connectPath, settings);
}

/** The address with the outcome as query parameters, which the page reads. */
export function withOutcome(address: string, error?: string): string {
  const url = new URL(address);
  url.searchParams.set("calendar", error === undefined ? "connected" : "error");
  if (error === undefined) url.searchParams.delete("error");
  else url.searchParams.set("error", error);
  return url.href;
}

/**
 * The address of the page that confirms a connection: always the web app's own at `CONNECT_PATH`, so that
 * the author of a link cannot choose it. The secret is in the fragment, which no server and no `Referer` gets.
 */
export function confirmationAddress(settings: WebSettings, confirmation: string): string {
  const url = new URL(connectAddress(settings));
  url.hash = new URLSearchParams({ calendar: "confirm", confirmation }).toString();
  return url.href;
}
