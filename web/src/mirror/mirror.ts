/**
 * A calendar whose events are in the project's own tables, and what the page may take from there.
 *
 * @module
 */
import { type CalendarRef, type Mirror, refKey } from "../google-calendar/index.ts";
import { includes, type Range } from "../calendar/eventStore.ts";

/** A row of `google_calendars`. */
export interface MirrorRow {
  id: string;
  account_id: string;
  google_calendar_id: string;
  is_primary: boolean;
  time_zone: string;
  status: Mirror["status"];
  mirrored_from: string | null;
  mirrored_until: string | null;
  /** Increases whenever the events would look different. */
  version: number;
}

/** By the calendar's key. */
export type Mirrors = ReadonlyMap<string, MirrorRow>;

/** The calendar of a row, as events and requests name it. */
export function refOfRow({ account_id, google_calendar_id, is_primary }: MirrorRow): CalendarRef {
  return { account_id, calendar_id: is_primary ? "primary" : google_calendar_id };
}

/** The rows by the calendar's key. */
export function byCalendar(rows: MirrorRow[]): Mirrors {
  return new Map(rows.map((row) => [refKey(refOfRow(row)), row]));
}

/** True if the rows are what Google has, or had: `loading` has not all of them, and `paused` may have none. */
export function isReadable(mirror: MirrorRow | undefined): mirror is MirrorRow {
  return mirror?.status === "live" || mirror?.status === "stale";
}

/** True if the events of the whole range are in the table. */
export function covers({ mirrored_from, mirrored_until }: MirrorRow, range: Range): boolean {
  return mirrored_from !== null && mirrored_until !== null &&
    includes({ start: mirrored_from, end: mirrored_until }, range);
}

/** Differs if the page would show other events. */
export function stateOf(mirror: MirrorRow): string {
  const { id, version, mirrored_from, mirrored_until } = mirror;
  return [id, version, isReadable(mirror), mirrored_from, mirrored_until].join();
}
