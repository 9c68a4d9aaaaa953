/**
 * The series that begins at an occurrence of another series: everything that Google stores of the old
 * series, changed as the caller asks.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { ChangeEventBody } from "../events/changeSchema.ts";
import { type Owner, patchBody } from "../events/googleEvent.ts";
import { invalidRequest } from "../http/validation.ts";
import { isTimeZone } from "../time/timeZones.ts";
import { divideRecurrence, type Division, scopeProblem } from "./division.ts";
import { type Moment, momentOf } from "./moment.ts";
import { moveRecurrence, NotMovable } from "./moveRecurrence.ts";
import { contentOf, patched } from "./seriesCopy.ts";
import { takesTimeFromStart } from "./splitRecurrence.ts";
import { tailTimesOf } from "./tailTimes.ts";

type Event = calendar_v3.Schema$Event;

/**
 * The new series as Google gets it. Throws `invalid_request` if its rule does not say how it goes on
 * from the occurrence.
 */
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
  const times = tailTimesOf(division, change.when);
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
  const { after } = divideRecurrence(division);
  const { first, at } = division;
  // A rule's time of day is that of the series' start. This occurrence may be at another time: it was
  // added by date, or the clocks skip the time on its day.
  const byRule: Moment = { ...at, local: at.local.withPlainTime(first.local.toPlainTime()) };
  if (!change.when && !byRule.local.equals(at.local) && after.some(takesTimeFromStart)) {
    throw scopeProblem(
      "cannot be following here without start and end: the rule is at another time of day",
    );
  }
  const zone = start.timeZone ?? division.series.start?.timeZone ?? "UTC";
  try {
    // Google may know the zone that a caller names beside an offset, but a rule cannot be moved by it.
    if (!start.date && !isTimeZone(zone)) throw new NotMovable();
    const moved = moveRecurrence(after, change.when ? byRule : at, momentOf(start, zone));
    return moved.length > 0 ? moved : undefined;
  } catch (error) {
    if (!(error instanceof NotMovable)) throw error;
    throw invalidRequest([{
      path: "recurrence",
      message: "is needed: the series' own rule does not tell where it moves to",
    }]);
  }
}
