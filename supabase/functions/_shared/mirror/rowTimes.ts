/**
 * Reads the times of Google's events for rows: instants in UTC, or dates. A time that PostgreSQL would
 * refuse is null.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";

type GoogleTime = calendar_v3.Schema$EventDateTime | null | undefined;

/** When an event is. All-day: the dates, the end exclusive, and no instants, because the calendar's zone decides them. */
export interface RowTimes {
  starts_at: string | null;
  ends_at: string | null;
  all_day: boolean;
  start_date: string | null;
  end_date: string | null;
  time_zone: string | null;
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const WITH_OFFSET = /([Zz]|[+-]\d{2}:?\d{2})$/;
/** The years that both Google and PostgreSQL have in four digits. */
const FIRST_MS = Date.parse("0001-01-02T00:00:00Z");
const LAST_MS = Date.parse("9999-12-30T00:00:00Z");
const DAY_MS = 86_400_000;

/** The instant in UTC, such as `2026-08-15T16:00:00.000Z`. Null if it cannot be read. */
export function instantOf(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const milliseconds = Date.parse(WITH_OFFSET.test(text) ? text : `${text}Z`);
  return milliseconds >= FIRST_MS && milliseconds <= LAST_MS
    ? new Date(milliseconds).toISOString()
    : null;
}

/** The date if there is such a day, else null. */
export function dateOf(text: unknown): string | null {
  if (typeof text !== "string" || !DATE.test(text)) return null;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  if (!(milliseconds >= FIRST_MS && milliseconds <= LAST_MS)) return null;
  // JavaScript reads 30 February as 2 March.
  return new Date(milliseconds).toISOString().startsWith(text) ? text : null;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** The times of an event. An end that is missing, or before the start, is the earliest possible. Null without a start. */
export function timesOf(start: GoogleTime, end: GoogleTime, zone: string | null): RowTimes | null {
  const startDate = dateOf(start?.date);
  if (startDate !== null) {
    const endDate = dateOf(end?.date);
    return {
      starts_at: null,
      ends_at: null,
      all_day: true,
      start_date: startDate,
      end_date: endDate !== null && endDate > startDate ? endDate : dayAfter(startDate),
      time_zone: zone,
    };
  }
  const startsAt = instantOf(start?.dateTime);
  if (startsAt === null) return null;
  const endsAt = instantOf(end?.dateTime);
  return {
    starts_at: startsAt,
    ends_at: endsAt !== null && endsAt > startsAt ? endsAt : startsAt,
    all_day: false,
    start_date: null,
    end_date: null,
    time_zone: zone,
  };
}
