/**
 * Where a series is divided, and into what: the lines that remain of it, and the series that begins
 * at the occurrence.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { ApiError } from "../errors.ts";
import { type Owner, patchBody } from "../events/googleEvent.ts";
import type { ChangeEventBody } from "../events/eventSchema.ts";
import { moveRecurrence, NotMovable } from "./moveRecurrence.ts";
import { instantOf, type Moment, momentOf } from "./recurrenceTimes.ts";
import { contentOf, patched } from "./seriesCopy.ts";
import { NotDivisible, splitRecurrence, takesTimeFromStart } from "./splitRecurrence.ts";
import { Temporal } from "../time/temporal.ts";

type Event = calendar_v3.Schema$Event;

/** A series and the occurrence that it is divided at. */
export interface Division {
  series: Event;
  occurrence: Event;
  /** How many occurrences come before, where the rule alone does not tell. */
  counted?: number;
}

function refusal(path: string, message: string): ApiError {
  return new ApiError("invalid_request", { details: [{ path, message }] });
}

const zoneOf = ({ start }: Event) => start?.timeZone ?? "UTC";

/** When the occurrence would have been, in the series' own zone. */
export function originalStart({ series, occurrence }: Division): Moment {
  return momentOf(occurrence.originalStartTime ?? occurrence.start!, zoneOf(series));
}

/** Whether the occurrence is where the series starts, so that following means all of it. */
export function isFirst(division: Division): boolean {
  const [start, at] = [momentOf(division.series.start!), originalStart(division)];
  return start.zone === at.zone && instantOf(start).equals(instantOf(at));
}

/** The recurrence that stays with the series and the one that goes on. Throws `invalid_request`. */
export function divided(division: Division) {
  const { series, counted } = division;
  try {
    return splitRecurrence(
      series.recurrence ?? [],
      momentOf(series.start!),
      originalStart(division),
      counted,
    );
  } catch (error) {
    if (!(error instanceof NotDivisible)) throw error;
    throw refusal(
      "scope",
      "cannot be following here: the rule with INTERVAL skips this occurrence",
    );
  }
}

/** The new series, changed as the caller asks. Throws `invalid_request` if its rule cannot be told. */
export function tailOf(
  division: Division,
  change: ChangeEventBody,
  owner: Owner,
  { eventId, properties }: { eventId: string; properties: Record<string, string> },
): Event {
  const { start: _start, end: _end, recurrence: _rule, ...fields } = patchBody(
    change,
    eventId,
    properties,
    owner,
  );
  const times = timesOf(division, change);
  return {
    ...patched(contentOf(division.series, eventId), fields),
    id: eventId,
    ...times,
    recurrence: recurrenceOf(division, change, times.start),
  };
}

function recurrenceOf(
  division: Division,
  change: ChangeEventBody,
  start: calendar_v3.Schema$EventDateTime,
): string[] | undefined {
  if (change.recurrence !== undefined) return change.recurrence ?? undefined;
  const { after } = divided(division);
  const at = originalStart(division);
  // A rule's time of day is that of the series' start. This occurrence may be at another one: it was
  // added by date, or the clocks skip the time on its day.
  const time = momentOf(division.series.start!).local.toPlainTime();
  const byRule: Moment = { ...at, local: at.local.withPlainTime(time) };
  if (!change.when && !byRule.local.equals(at.local) && after.some(takesTimeFromStart)) {
    throw refusal(
      "scope",
      "cannot be following here without start and end: the rule is at another time of day",
    );
  }
  try {
    const moved = moveRecurrence(
      after,
      change.when ? byRule : at,
      momentOf(start, start.timeZone ?? zoneOf(division.series)),
    );
    return moved.length > 0 ? moved : undefined;
  } catch (error) {
    if (!(error instanceof NotMovable)) throw error;
    throw refusal("recurrence", "is needed: the series' own rule does not tell where it moves to");
  }
}

type Times = Required<Pick<Event, "start" | "end">>;

/** The caller's start and end, or the occurrence's own, in the zones of the series. */
function timesOf(division: Division, { when }: ChangeEventBody): Times {
  const { series } = division;
  if (!when) return ownTimes(division);
  const zoned = (
    time: calendar_v3.Schema$EventDateTime,
    stored: calendar_v3.Schema$EventDateTime | undefined,
  ) =>
    time.date ? { date: time.date } : { timeZone: stored?.timeZone ?? undefined, ...defined(time) };
  const start = zoned(when.start, series.start);
  return { start, end: zoned(when.end, series.end?.timeZone ? series.end : start) };
}

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value != null),
  ) as T;
}

/**
 * The series' times on the occurrence's day. The occurrence may have been moved or made longer by
 * itself, so its end counts only if it is as far from its start as the series' own.
 */
function ownTimes(division: Division): Times {
  const { series, occurrence } = division;
  const at = originalStart(division);
  if (at.zone === undefined) {
    const days = momentOf(series.end!).local.since(momentOf(series.start!).local).total("day");
    return {
      start: { date: at.local.toPlainDate().toString() },
      end: { date: at.local.toPlainDate().add({ days }).toString() },
    };
  }
  const instant = (time: calendar_v3.Schema$EventDateTime) => Temporal.Instant.from(time.dateTime!);
  const begin = instantOf(at);
  const length = instant(series.start!).until(instant(series.end!));
  // By the clock on the wall, a night on which the clocks change is longer or shorter.
  const endZone = series.end?.timeZone ?? at.zone;
  const wall = momentOf(series.start!, endZone).local.until(momentOf(series.end!, endZone).local);
  const byWall = begin.toZonedDateTimeISO(endZone).toPlainDateTime().add(wall)
    .toZonedDateTime(endZone).toInstant();
  const unmoved = occurrence.start?.dateTime && occurrence.end?.dateTime &&
    instant(occurrence.start).equals(begin);
  const end = unmoved && instant(occurrence.end!).equals(byWall) ? byWall : begin.add(length);
  const written = (moment: typeof begin, timeZone: string) => ({
    dateTime: moment.toZonedDateTimeISO(timeZone).toString({
      timeZoneName: "never",
      smallestUnit: "second",
    }),
    timeZone,
  });
  return { start: written(begin, at.zone), end: written(end, endZone) };
}
