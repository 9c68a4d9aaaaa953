/**
 * Recognises UUIDs.
 *
 * @module
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True if `value` is a UUID in Postgres's text form (RFC 9562, section 4). */
export function isUuid(value: string): boolean {
  return UUID.test(value);
}
