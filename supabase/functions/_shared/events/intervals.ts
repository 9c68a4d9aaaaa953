/**
 * Arithmetic with intervals of time.
 *
 * @module
 */

/** From `start` (inclusive) to `end` (exclusive), in milliseconds since the epoch. */
export interface Interval {
  start: number;
  end: number;
}

/** The interval cut into parts of at most `length` milliseconds, without gap or overlap. */
export function splitInterval({ start, end }: Interval, length: number): Interval[] {
  const parts: Interval[] = [];
  for (let from = start; from < end; from += length) {
    parts.push({ start: from, end: Math.min(from + length, end) });
  }
  return parts;
}

/** What the intervals cover of the span: in order, and no two of the results touch. */
export function mergeIntervals(intervals: Interval[], span: Interval): Interval[] {
  const merged: Interval[] = [];
  const within = intervals
    .map(({ start, end }) => ({
      start: Math.max(start, span.start),
      end: Math.min(end, span.end),
    }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start);
  for (const interval of within) {
    const last = merged.at(-1);
    if (last && interval.start <= last.end) last.end = Math.max(last.end, interval.end);
    else merged.push(interval);
  }
  return merged;
}

/** What the merged intervals leave uncovered of the span. */
export function complement(merged: Interval[], span: Interval): Interval[] {
  const gaps: Interval[] = [];
  let start = span.start;
  for (const covered of [...merged, { start: span.end, end: span.end }]) {
    if (start < covered.start) gaps.push({ start, end: covered.start });
    start = covered.end;
  }
  return gaps;
}
