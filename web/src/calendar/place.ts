/**
 * Where the person is in the calendar: the view, the day and the time zone, as the address has them.
 *
 * @module
 */
import { addDays } from "../google-calendar/index.ts";
import { isZone } from "./zones.ts";

/** The views, in the order that they are offered. The names are those of the address. */
export const VIEWS = ["month", "week", "3-days", "day", "agenda"] as const;

/** One of the views. */
export type View = typeof VIEWS[number];

/** An absent part is the default: this device's view and zone, and today. */
export interface Place {
  view?: View | undefined;
  /** `YYYY-MM-DD` */
  date?: string | undefined;
  /** An IANA zone. */
  zone?: string | undefined;
}

/** How many days the agenda shows. */
export const AGENDA_DAYS = 30;

/** How far the arrows go; the month has its own length. */
export const DAYS: Record<Exclude<View, "month">, number> = {
  "week": 7,
  "3-days": 3,
  "day": 1,
  "agenda": AGENDA_DAYS,
};

/** What the address says. Whatever is not valid is ignored. */
export function readPlace(query: URLSearchParams): Place {
  const [view, date, zone] = ["view", "date", "zone"].map((name) => query.get(name) ?? "");
  return {
    view: VIEWS.find((name) => name === view),
    date: isDate(date!) ? date : undefined,
    zone: isZone(zone!) ? zone : undefined,
  };
}

/** The query with the place in it. Other parts of the query stay. */
export function withPlace(query: URLSearchParams, place: Place): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const name of ["view", "date", "zone"] as const) {
    const value = place[name];
    if (value === undefined) next.delete(name);
    else next.set(name, value);
  }
  return next;
}

/** The day to be shown after one step forward (1) or back (-1). */
export function stepped(view: View, date: string, step: 1 | -1): string {
  return view === "month" ? addMonths(date, step) : addDays(date, step * DAYS[view]);
}

/**
 * The day to be shown after a change of the view. Agenda and three days begin at their day, so after a
 * week or a month they begin with it. `firstDay` is the week's, 0 for Sunday.
 */
export function dateIn(next: View, view: View, date: string, firstDay: number): string {
  if (next !== "agenda" && next !== "3-days") return date;
  if (view === "month") return `${date.slice(0, 7)}-01`;
  return view === "week" ? addDays(date, -((new Date(date).getUTCDay() - firstDay + 7) % 7)) : date;
}

/** The same day of another month; its last day if it is shorter. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(day, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

/** True for an existing day, in years that calendars and inputs can show. */
export function isDate(text: string): boolean {
  if (!/^(19|20|21)\d\d-\d\d-\d\d$/.test(text)) return false;
  const moment = Date.parse(text);
  return !isNaN(moment) && new Date(moment).toISOString().startsWith(text);
}
