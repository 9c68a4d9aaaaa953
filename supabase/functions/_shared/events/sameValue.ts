/**
 * Compares what a caller sends back with what Google has.
 *
 * @module
 */
import { readTime } from "../time/dateTime.ts";
import { Temporal } from "../time/temporal.ts";

/** True if two JSON values are equal. Null equals absence, and the order of fields does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a == null || b == null) return a == b;
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .every((name) => sameValue(one[name], other[name]));
}

/** True if two date-times are the same instant, in any offset. Those without an offset are read in `zone`. */
export function sameMoment(
  a: string | null | undefined,
  b: string | null | undefined,
  zone?: string | null,
): boolean {
  if (a == null || b == null || a === b) return (a ?? null) === (b ?? null);
  const [one, other] = [readTime(a, zone ?? undefined), readTime(b, zone ?? undefined)];
  return "instant" in one && "instant" in other &&
    Temporal.Instant.compare(one.instant, other.instant) === 0;
}
