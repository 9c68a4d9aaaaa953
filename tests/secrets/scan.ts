/**
 * Looks for secrets where none may be. A part of a secret counts as the secret.
 *
 * @module
 */

/** What kind of secret it is, by its text. */
export type Canaries = Map<string, string>;

export interface Place {
  /** For instance `log line` or `answer of POST /oauth-initiate`. */
  name: string;
  text: string;
}

/** Long enough that no two of a suite's random texts share one. */
const FRAGMENT = 24;

/** The middle and the end of it: the beginning of a token is often the same for all. */
function fragmentsOf(secret: string): string[] {
  if (secret.length <= FRAGMENT) return [secret];
  const middle = Math.floor((secret.length - FRAGMENT) / 2);
  return [secret.slice(middle, middle + FRAGMENT), secret.slice(-FRAGMENT)];
}

/** Every place that holds a canary, plain or encoded for an address, as `kind in place`. */
export function scan(places: Iterable<Place>, canaries: Canaries): string[] {
  const wanted = [...canaries].flatMap(([secret, kind]) =>
    fragmentsOf(secret)
      .flatMap((fragment) => [...new Set([fragment, encodeURIComponent(fragment)])])
      .map((text) => ({ text, kind }))
  );
  const hits: string[] = [];
  for (const { name, text } of places) {
    for (const { text: fragment, kind } of wanted) {
      if (text.includes(fragment)) hits.push(`${kind} in ${name}`);
    }
  }
  return hits;
}
