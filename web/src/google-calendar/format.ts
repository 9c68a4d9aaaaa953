/**
 * Formats dates and durations in the person's own language.
 *
 * @module
 */
import type { CalendarEvent } from "./client";
import { addDays } from "./time";

const WHEN: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
};

/** A day, such as "15 August 2026". */
export function formatDay(iso: string, zone: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: zone })
    .format(new Date(iso));
}

/** The name of a zone at a moment, such as "British Summer Time". */
export function formatZone(zone: string, at: Date, locale?: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "long" })
    .formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

/** Start and end of an event; the empty string if Google gave no times. */
export function formatEventTime(event: CalendarEvent, zone: string, locale?: string): string {
  if (event.start_datetime && event.end_datetime) {
    return new Intl.DateTimeFormat(locale, { ...WHEN, timeZone: zone })
      .formatRange(new Date(event.start_datetime), new Date(event.end_datetime));
  }
  if (!event.start_date || !event.end_date) return "";
  // Dates have no zone, and Google's end date is the day after the last day.
  const lastDay = new Date(addDays(event.end_date, -1));
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" })
    .formatRange(new Date(event.start_date), lastDay);
}

/** By locale, because every component asks at each rendering. */
const dateLanguages = new Map<string | undefined, string>();

/** The language that dates are written in, for `lang` attributes within a page of another language. */
export function dateLanguage(locale?: string): string {
  let language = dateLanguages.get(locale);
  if (language === undefined) {
    language = Intl.DateTimeFormat(locale).resolvedOptions().locale;
    dateLanguages.set(locale, language);
  }
  return language;
}

/** Seconds as text, rounded up: "20 seconds", "2 minutes". */
export function formatWait(seconds: number, locale?: string): string {
  const [value, unit] = seconds < 90
    ? [Math.ceil(seconds), "second"]
    : seconds < 5400
    ? [Math.ceil(seconds / 60), "minute"]
    : [Math.ceil(seconds / 3600), "hour"];
  return new Intl.NumberFormat(locale, { style: "unit", unit: String(unit), unitDisplay: "long" })
    .format(Number(value));
}
