/**
 * Whether two values say the same: what a caller sends back, and what Google has.
 *
 * @module
 */
import { readTime } from "../time/dateTime.ts";
import { Temporal } from "../time/temporal.ts";

/** Whether two JSON values are equal. Null and absence are the same; the order of fields does not matter. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a == null || b == null) return a == b;
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  if (Array.isArray(a) && a.length !== (b as unknown[]).length) return false;
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .every((name) => sameValue(one[name], other[name]));
}

/** Whether two date-times are the same moment, in whatever offset each is written. `zone`: of those without one. */
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
