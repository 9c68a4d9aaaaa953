/**
 * Remembers the page that asked for the sign-in. Auth always redirects to `/profile`, and the app
 * continues to that page.
 *
 * @module
 */

const KEY = "return-path";

/** Remembers a path in this tab. */
export function rememberReturnPath(path: string, storage: Storage = sessionStorage): void {
  storage.setItem(KEY, path);
}

/** Returns and forgets the path; null if there is no path, or if the path leaves the app. */
export function takeReturnPath(storage: Storage = sessionStorage): string | null {
  const path = storage.getItem(KEY);
  storage.removeItem(KEY);
  return path && isOwnPath(path) ? path : null;
}

/** True if a URL parser resolves `path` within this app, also with odd slashes or control characters. */
export function isOwnPath(path: string): boolean {
  const base = "https://app.invalid";
  return path.startsWith("/") && URL.canParse(path, base) && new URL(path, base).origin === base;
}
