/**
 * What is a UUID in the form that Postgres writes (RFC 9562, section 4): anything else names nobody
 * and nothing here.
 *
 * @module
 */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(value: string): boolean {
  return UUID.test(value);
}
