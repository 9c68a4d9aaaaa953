/**
 * Calendar days as numbers, for arithmetic without a time zone.
 *
 * @module
 */

/** Days since 1 January 1970. */
export type Day = number;

/** Milliseconds of a day without a clock change. */
export const DAY_MS = 86_400_000;

/** Weekdays as RFC 5545 names them, in the order of `Date.getUTCDay`. */
export const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;

/** The day of a date. A month of 13 is January of the next year. */
export function dayOf(year: number, month: number, day: number): Day {
  const date = new Date(0);
  // Date.UTC reads years below 100 as years of the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / DAY_MS;
}

/** A day's date. `month` counts from 1, `weekday` from Sunday = 0. */
export interface CalendarDate {
  year: number;
  month: number;
  day: number;
  weekday: number;
}

/** The date of a day. */
export function dateOf(day: Day): CalendarDate {
  const date = new Date(day * DAY_MS);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
}

/** A stretch of days: `start` is in it, `end` is not. */
export interface DaySpan {
  start: Day;
  end: Day;
}

/** The month that the day is in. */
export function monthOf(day: Day): DaySpan {
  const { year, month } = dateOf(day);
  return { start: dayOf(year, month, 1), end: dayOf(year, month + 1, 1) };
}

/** The year that the day is in. */
export function yearOf(day: Day): DaySpan {
  const { year } = dateOf(day);
  return { start: dayOf(year, 1, 1), end: dayOf(year + 1, 1, 1) };
}
