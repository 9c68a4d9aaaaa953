/**
 * Takes secrets out of a text that a person is to read: whatever was pasted into an address, or stands
 * behind a telling name.
 *
 * @module
 */

/** `user:password@` of an address. A password that is not encoded may hold any other character, `@` too. */
const USER_INFO = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'<>]*@/gi;
/** A parameter of an address, or of a connection string, that holds a secret. */
const PARAMETER =
  /\b((?:[\w-]*(?:password|passwd|pwd|secret|token|apikey|api_key|signature))|key|code|state)=[^\s&#"'<>,;]+/gi;

/** The text without them. */
export function redact(text: string): string {
  return text.replace(USER_INFO, "$1…@").replace(PARAMETER, "$1=…");
}

/** What a person reads of a failure. */
export function shown(error: unknown): string {
  return redact(error instanceof Error ? error.message : String(error));
}
