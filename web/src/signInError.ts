/**
 * Reads the error of a failed sign-in from the address. Auth's own texts are for developers, so the
 * app shows texts of its own.
 *
 * @module
 */

/** A text for the person; null if the address has no sign-in error. */
export function readSignInError(href: string): string | null {
  const url = new URL(href);
  if (url.searchParams.has("calendar")) return null;
  const code = url.searchParams.get("error") ??
    new URLSearchParams(url.hash.slice(1)).get("error");
  if (code === null) return null;
  return code === "access_denied"
    ? "You were not signed in, because you did not allow Google to share who you are. Nothing was changed."
    : "Signing in did not work this time. Please try again.";
}
