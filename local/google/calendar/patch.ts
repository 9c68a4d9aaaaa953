/**
 * Patch semantics of Google's JSON APIs: absent fields stay, null clears, objects merge, arrays replace.
 *
 * @module
 */
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns `change` merged into `before`, and modifies neither. */
export function patched(before: unknown, change: unknown): unknown {
  if (!isObject(change)) return change;
  const base = isObject(before) ? before : {};
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(change)) {
    if (value === null) merged.delete(key);
    else merged.set(key, patched(merged.get(key), value));
  }
  // fromEntries defines properties, so a key named __proto__ stays a plain key.
  return Object.fromEntries(merged);
}
