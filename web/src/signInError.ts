/**
 * What Auth says in the address when a sign-in did not work. Auth's own words are made for
 * developers and never shown.
 *
 * @module
 */

/** Words for the person, or null where the address tells of no failed sign-in. */
export function readSignInError(href: string): string | null {
  const url = new URL(href);
  if (url.searchParams.has("calendar")) return null;
  const code = url.searchParams.get("error") ??
    new URLSearchParams(url.hash.slice(1)).get("error");
  if (code === null) return null;
  return code === "access_denied"
    ? "You were not signed in, because Google was not allowed to tell who you are. Nothing was changed."
    : "Signing in did not work this time. Please try again.";
}
