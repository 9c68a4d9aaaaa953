/**
 * Dates and times as recurrence lines write them (RFC 5545, sections 3.3.4 and 3.3.5), in UNTIL, EXDATE
 * and RDATE. Lists can have thousands of values, so they are numbers here: `Temporal` is asked only if
 * time zones matter.
 *
 * @module
 */
import { DAY_MS, dayOf } from "./days.ts";
import { dayOfMoment, instantOf, type Moment } from "./moment.ts";
import { type PlainDateTime, Temporal, type ZonedDateTime } from "../time/temporal.ts";
import { isTimeZone } from "../time/timeZones.ts";

/** What a clock and a calendar on the wall show, in milliseconds, as if the wall were in UTC. */
export type WallTime = number;

/** A date or time of a recurrence line. */
export interface ListedTime {
  wall: WallTime;
  /** Whose wall it is. Undefined: the series' own zone, or only the day is meant. */
  zone?: string;
  /** True if only the day is meant. */
  isWholeDay: boolean;
}

const LISTED = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?/;

/**
 * Parses a value of UNTIL, EXDATE or RDATE of a series in `zone`. `lineZone` is the zone that the line
 * names: if this runtime does not know it, the series' own zone is the best guess. Undefined if the
 * value is not a date.
 */
export function listedTime(
  value: string,
  zone: string | undefined,
  lineZone = zone,
): ListedTime | undefined {
  const [, year, month, day, hour, minute, second, utc] = LISTED.exec(value.trim()) ?? [];
  if (year === undefined) return undefined;
  const date = dayOf(Number(year), Number(month), Number(day)) * DAY_MS;
  if (new Date(date).getUTCMonth() !== Number(month) - 1) return undefined;
  // A whole-day series uses only the day of a time in its lines.
  if (hour === undefined || zone === undefined) return { wall: date, isWholeDay: true };
  const time = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  if (time >= DAY_MS / 1000) return undefined;
  const named = utc ? "UTC" : lineZone;
  return {
    wall: date + time * 1000,
    zone: named !== zone && named !== undefined && (utc || isTimeZone(named)) ? named : undefined,
    isWholeDay: false,
  };
}

/** The wall time in the series' own zone. */
function wallIn(zone: string | undefined, { wall, zone: named }: ListedTime): WallTime {
  if (named === undefined || zone === undefined) return wall;
  return wallOf(localOf(wall).toZonedDateTime(named).withTimeZone(zone));
}

function localOf(wall: WallTime): PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO("UTC").toPlainDateTime();
}

function wallOf(
  { year, month, day, hour, minute, second }: PlainDateTime | ZonedDateTime,
): WallTime {
  return dayOf(year, month, day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000;
}

const daysFrom = (moment: Moment, wall: WallTime) =>
  Math.floor(wall / DAY_MS) - dayOfMoment(moment);

/** Two clocks are at most this many days apart. */
const MAX_ZONE_DAYS = 2;

/** Negative if the listed time is before the moment, 0 if it means this very moment. */
export function compareListed(listed: ListedTime, moment: Moment): number {
  const rough = daysFrom(moment, listed.wall);
  if (Math.abs(rough) > MAX_ZONE_DAYS) return rough;
  const wall = wallIn(moment.zone, listed);
  const days = daysFrom(moment, wall);
  if (days !== 0 || listed.isWholeDay) return days;
  // As instants, because a time that the clocks skip means a later one.
  const instant = instantOf({ local: localOf(wall), zone: moment.zone });
  return Temporal.Instant.compare(instant, instantOf(moment));
}

/** How the listed times of a series move when it begins at `to` instead of `from`. */
export function listedMove(from: Moment, to: Moment): (listed: ListedTime) => WallTime {
  const [before, after] = [wallOf(from.local), wallOf(to.local)];
  const timeOfDay = before - dayOfMoment(from) * DAY_MS;
  return (listed) =>
    // A date in the lines of a timed series means its occurrence on that day.
    wallIn(from.zone, listed) + (listed.isWholeDay ? timeOfDay : 0) + (after - before);
}

const basic = (iso: string) => iso.replaceAll(/[-:]/g, "");
const basicTime = (wall: WallTime) => basic(new Date(wall).toISOString().slice(0, -".000Z".length));
const basicDate = (wall: WallTime) => basic(new Date(wall).toISOString().slice(0, 10));

/** `UNTIL` of a rule whose last possible occurrence is at this wall time in the zone. */
export function untilAt(wall: WallTime, zone: string | undefined): string {
  if (zone === undefined) return basicDate(wall);
  return `${basicTime(instantOf({ local: localOf(wall), zone }).epochMilliseconds)}Z`;
}

/** `UNTIL` of a rule whose last possible occurrence is just before this moment. */
export function untilBefore(moment: Moment): string {
  if (moment.zone === undefined) return basicDate(wallOf(moment.local) - DAY_MS);
  return `${basicTime(instantOf(moment).epochMilliseconds - 1000)}Z`;
}

/** A recurrence line that lists these wall times of the zone; whole days if there is no zone. */
export function listLine(name: string, walls: WallTime[], zone: string | undefined): string {
  return zone === undefined
    ? `${name};VALUE=DATE:${walls.map(basicDate).join()}`
    : `${name};TZID=${zone}:${walls.map(basicTime).join()}`;
}
