/**
 * Reads the error of a failed sign-in from the address. Auth's own texts are for developers, so the
 * app has texts of its own for each.
 *
 * @module
 */

/** Why a sign-in failed. The texts of the pages have each as `signIn_...`. */
export type SignInError = "access_denied" | "failed" | "not_started";

/** The error; null if the address has no sign-in error. */
export function readSignInError(href: string): SignInError | null {
  const url = new URL(href);
  if (url.searchParams.has("calendar")) return null;
  const code = url.searchParams.get("error") ??
    new URLSearchParams(url.hash.slice(1)).get("error");
  if (code === null) return null;
  return code === "access_denied" ? code : "failed";
}
