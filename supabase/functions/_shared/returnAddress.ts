/**
 * Where the callback may send the browser: into the web app, or another allowed origin, and nowhere
 * else.
 *
 * @module
 */
import type { WebSettings } from "./env.ts";

/** Longer addresses are refused by common proxies. */
const MAX_LENGTH = 2000;
/** Browsers drop tabs and newlines from an address and read a backslash as a slash. */
const DISGUISED = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}\\]/u;

/** The whole address for a path in the web app or an address of an allowed origin; undefined for anything else. */
export function returnAddress(
  returnTo: string,
  { appUrl, allowedOrigins }: WebSettings,
): string | undefined {
  if (returnTo.length > MAX_LENGTH || DISGUISED.test(returnTo)) return undefined;
  if (!/^(\/(?!\/)|https?:\/\/)/.test(returnTo)) return undefined;
  const url = URL.parse(returnTo, appUrl);
  if (!url || !allowedOrigins.includes(url.origin)) return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}

/** Where to go when nothing else is known. */
export function profileAddress({ appUrl }: WebSettings): string {
  return new URL("/profile", appUrl).href;
}

/** The address with the outcome for the page to read. */
export function withOutcome(address: string, error?: string): string {
  const url = new URL(address);
  url.searchParams.set("calendar", error === undefined ? "connected" : "error");
  if (error === undefined) url.searchParams.delete("error");
  else url.searchParams.set("error", error);
  return url.href;
}

/**
 * Where a connection is confirmed: always the web app's own profile page, and the secret in a fragment,
 * which no server and no `Referer` sees. Whoever made the link cannot choose where it leads.
 */
export function confirmationAddress(settings: WebSettings, confirmation: string): string {
  const url = new URL(profileAddress(settings));
  url.hash = new URLSearchParams({ calendar: "confirm", confirmation }).toString();
  return url.href;
}
