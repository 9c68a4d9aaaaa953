/**
 * Compares JSON values. It ignores the order of keys and keys whose value is undefined.
 *
 * @module
 */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

export function sameJson(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && a.length !== (b as unknown as unknown[]).length) return false;
  return Object.keys({ ...a, ...b }).every((key) => sameJson(a[key], b[key]));
}
