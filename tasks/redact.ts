/**
 * Removes secrets from a text that is printed: credentials in an address, and values with a telling
 * name.
 *
 * @module
 */

/** `user:password@` of an address. An unencoded password may contain any character, also `@`. */
const USER_INFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>]*@/gi;
/** A parameter of an address, or of a connection string, that holds a secret. */
const PARAMETER =
  /\b((?:[\w-]*(?:password|passwd|pwd|secret|token|apikey|api_key|signature))|key|code|state)=[^\s&#"'<>,;]+/gi;

/** Returns the text without secrets. */
export function redact(text: string): string {
  return text.replace(USER_INFO, "$1…@").replace(PARAMETER, "$1=…");
}
