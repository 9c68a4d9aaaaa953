/**
 * Expands a series into occurrences. Changed and deleted occurrences are stored under their own ids; the
 * others are computed.
 *
 * @module
 */
import { type EventTime, millisOf } from "./eventTime.ts";
import type { Calendar, StoredEvent } from "./model.ts";
import { occurrenceEnd, occurrenceId, occurrenceStarts } from "./recurrence.ts";

export const isSeries = (event: StoredEvent): boolean => event.content.recurrence !== undefined;

/** Returns the changed and deleted occurrences of a series. */
export function exceptionsOf(calendar: Calendar, series: StoredEvent): StoredEvent[] {
  return [...calendar.events.values()].filter((event) => event.occurrence?.series === series.id);
}

/** True if an event is listed with its series. An occurrence without its series in this calendar is not. */
export function comesWithSeries(calendar: Calendar, event: StoredEvent): boolean {
  return event.occurrence !== undefined && calendar.events.has(event.occurrence.series);
}

function made(series: StoredEvent, original: EventTime): StoredEvent {
  const { recurrence: _, ...content } = series.content;
  const { earlier: _earlier, ...kept } = series;
  return {
    ...kept,
    id: occurrenceId(series.id, original),
    occurrence: { series: series.id, original },
    content: { ...content, start: original, end: occurrenceEnd(series.content, original) },
  };
}

/** Returns all occurrences, including deleted ones, that overlap `from` to `to` (milliseconds). */
export function occurrencesOf(
  calendar: Calendar,
  series: StoredEvent,
  { from, to }: { from: number; to: number },
): StoredEvent[] {
  const zone = calendar.time_zone;
  const changed = exceptionsOf(calendar, series);
  const ids = new Set(changed.map((event) => event.id));
  const regular = occurrenceStarts(series.content, { from, to, zone })
    .map((original) => made(series, original))
    .filter((event) => !ids.has(event.id));
  return [...regular, ...changed.filter((event) => overlaps(event, { from, to, zone }))];
}

/** True if the series now has an occurrence with this original start. */
export function hasOccurrence(
  calendar: Calendar,
  series: StoredEvent,
  original: EventTime,
): boolean {
  const at = millisOf(original, calendar.time_zone);
  const near = { from: at - 2 * 86_400_000, to: at + 2 * 86_400_000, zone: calendar.time_zone };
  return occurrenceStarts(series.content, near)
    .some((start) => occurrenceId("", start) === occurrenceId("", original));
}

/**
 * True if an event ends after `from` and begins before `to`. An event without duration counts at
 * its start.
 */
export function overlaps(
  { content: { start, end } }: StoredEvent,
  { from, to, zone }: { from: number; to: number; zone: string },
): boolean {
  const begin = millisOf(start, zone);
  return begin < to && Math.max(millisOf(end, zone), begin + 1) > from;
}

/** Returns the stored event or the occurrence with this id, or undefined. */
export function findEvent(calendar: Calendar, id: string): StoredEvent | undefined {
  const stored = calendar.events.get(id);
  if (stored) return stored;
  const [, seriesId, date, time] = /^(.+)_(\d{8})(T\d{6}Z)?$/.exec(id) ?? [];
  const series = seriesId && calendar.events.get(seriesId);
  if (!date || !series || !isSeries(series)) return undefined;
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  try {
    const around = millisOf({ date: day }, "UTC") + (time ? secondsOf(time) * 1000 : 0);
    const near = { from: around - 2 * 86_400_000, to: around + 2 * 86_400_000 };
    const starts = occurrenceStarts(series.content, { ...near, zone: calendar.time_zone });
    const original = starts.find((start) => occurrenceId(series.id, start) === id);
    return original && made(series, original);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // no such day
    throw error;
  }
}

/** Returns the second of the day of `T090000Z`. */
function secondsOf(time: string): number {
  return Number(time.slice(1, 3)) * 3600 + Number(time.slice(3, 5)) * 60 + Number(time.slice(5, 7));
}
