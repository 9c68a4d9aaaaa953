/**
 * When the series that begins at an occurrence starts and ends.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { EventTimes } from "../time/eventTime.ts";
import { type Instant, Temporal } from "../time/temporal.ts";
import { isTimeZone } from "../time/timeZones.ts";
import type { Division } from "./division.ts";
import { instantOf, momentOf } from "./moment.ts";

type Event = calendar_v3.Schema$Event;
type Time = calendar_v3.Schema$EventDateTime;

/** A start and an end as Google gets them. */
export type TailTimes = Required<Pick<Event, "start" | "end">>;

/** The start and end that the caller asks for, in the zones of the series unless others are given. */
export function tailTimesOf(division: Division, when: EventTimes | undefined): TailTimes {
  if (!when) return ownTimes(division);
  const { series } = division;
  const start = inZoneOf(when.start, series.start);
  return { start, end: inZoneOf(when.end, series.end?.timeZone ? series.end : start) };
}

function inZoneOf(asked: Time, stored: Time | undefined): Time {
  if (asked.date) return { date: asked.date };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value != null));
  return { timeZone: stored?.timeZone ?? undefined, ...given };
}

/** The series' own times on the occurrence's day. */
function ownTimes({ series, first, at, occurrence }: Division): TailTimes {
  if (at.zone === undefined) {
    const days = momentOf(series.end!).local.since(first.local).total("day");
    const start = at.local.toPlainDate();
    return {
      start: { date: start.toString() },
      end: { date: start.add({ days }).toString() },
    };
  }
  const start = instantOf(at);
  const stored = series.end?.timeZone;
  const endZone = stored && isTimeZone(stored) ? stored : at.zone;
  return {
    start: written(start, at.zone),
    end: written(endOf(series, occurrence, start, endZone), endZone),
  };
}

/**
 * When an occurrence of the series that starts at `start` ends: as long after its start as the series'
 * own end is. On a night on which the clocks change, two ends are possible: after the same time, or
 * at the same time of day. The occurrence shows which one Google means, unless it was moved or made
 * longer by itself.
 */
function endOf(series: Event, occurrence: Event, start: Instant, endZone: string): Instant {
  const byLength = start.add(instantIn(series.start!).until(instantIn(series.end!)));
  const onClock = momentOf(series.start!, endZone).local
    .until(momentOf(series.end!, endZone).local);
  const byClock = start.toZonedDateTimeISO(endZone).toPlainDateTime().add(onClock)
    .toZonedDateTime(endZone).toInstant();
  const isShown = occurrence.start?.dateTime && occurrence.end?.dateTime &&
    instantIn(occurrence.start).equals(start) && instantIn(occurrence.end).equals(byClock);
  return isShown ? byClock : byLength;
}

function instantIn({ dateTime }: Time): Instant {
  return Temporal.Instant.from(dateTime!);
}

function written(instant: Instant, timeZone: string): Time {
  const dateTime = instant.toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: "never", smallestUnit: "second" });
  return { dateTime, timeZone };
}
