/**
 * Where a person wanted to be before signing in. Auth always comes back to `/profile`; the page
 * goes on from there.
 *
 * @module
 */

const KEY = "return-path";

/** Keeps a path for the way to the sign-in page and back, in this tab. */
export function rememberReturnPath(path: string, storage: Storage = sessionStorage): void {
  storage.setItem(KEY, path);
}

/** The kept path, once; null where there is none, or none within this app. */
export function takeReturnPath(storage: Storage = sessionStorage): string | null {
  const path = storage.getItem(KEY);
  storage.removeItem(KEY);
  return path && isOwnPath(path) ? path : null;
}

/** True for a path of this very app, whatever a URL parser makes of slashes and control characters. */
export function isOwnPath(path: string): boolean {
  const base = "https://app.invalid";
  return path.startsWith("/") && URL.canParse(path, base) && new URL(path, base).origin === base;
}
