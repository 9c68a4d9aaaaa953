/**
 * The days that a view shows, and those of the views before and after it.
 *
 * @module
 */
import { addDays, readLocal } from "../google-calendar/index.ts";
import type { Range } from "./eventStore.ts";
import { addMonths, DAYS, type View } from "./place.ts";

/** From `first` (inclusive) to `end` (exclusive), as `YYYY-MM-DD`. */
export interface Days {
  first: string;
  end: string;
}

/** A month is shown as six whole weeks. */
const MONTH_DAYS = 42;

/** The moments at which the days begin and end in a zone. */
export function rangeOf({ first, end }: Days, zone: string): Range {
  return { start: midnight(first, zone), end: midnight(end, zone) };
}

function midnight(day: string, zone: string): string {
  const local = readLocal(`${day}T00:00`, zone);
  // In some zones the clocks go forward at midnight: that day begins an hour later.
  const instant = "instant" in local
    ? local.instant
    : (readLocal(`${day}T01:00`, zone) as { instant: Date }).instant;
  return instant.toISOString();
}

/**
 * The days of the next view, then of the one before. `date` is the day that a month view is of;
 * `firstDay` is the week's, 0 for Sunday.
 */
export function neighbours(days: Days, view: View, date: string, firstDay: number): Days[] {
  if (view === "month") {
    return [1, -1].map((step) => {
      const month = addMonths(`${date.slice(0, 7)}-01`, step);
      const first = addDays(month, -((new Date(month).getUTCDay() - firstDay + 7) % 7));
      return { first, end: addDays(first, MONTH_DAYS) };
    });
  }
  const length = DAYS[view];
  return [length, -length].map((shift) => ({
    first: addDays(days.first, shift),
    end: addDays(days.end, shift),
  }));
}
