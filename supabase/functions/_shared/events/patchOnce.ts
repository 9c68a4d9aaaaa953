/**
 * Changes an event exactly once. Each try is bound to an etag. After a failure that leaves open whether
 * Google made the change, the event is read and this request's own mark is looked for before another
 * try. So no guest is told twice, and no later change is undone.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { CalendarClient } from "../calendarClient.ts";
import { markIn, newMark, withMark } from "./changeMarks.ts";
import { type Deadline, FIRST_BACKOFF_MS, MAX_RETRY_AFTER_MS, pause } from "../deadlines.ts";
import { ApiError, type ErrorCode } from "../errors.ts";
import { retryDelay } from "../google/retry.ts";
import { isEventChanged, isUncertain } from "./failures.ts";
import { type EventAddress, readEvent } from "./readEvent.ts";

/** One change of one event. */
export interface EventPatch {
  address: EventAddress;
  /** The etag that the caller demands. Without it, the change is bound to the event as it is read. */
  ifMatch?: string;
  /** The event, if it has been read already. */
  before?: calendar_v3.Schema$Event;
  /** Google's other parameters. */
  params?: Omit<calendar_v3.Params$Resource$Events$Patch, "requestBody" | "calendarId" | "eventId">;
  /**
   * The change of an event as it is before a try. `before` is undefined only if the caller demands an
   * etag and gave no event. An undefined result means that the event needs no change.
   */
  change(
    before: calendar_v3.Schema$Event | undefined,
  ): calendar_v3.Schema$Event | undefined | Promise<calendar_v3.Schema$Event>;
}

/** Another try needs at least this long, in milliseconds. */
const LEAST_TIME_MS = 1_000;

/**
 * The event after the change. Throws `event_changed` if its etag is not `ifMatch`, `event_not_found` if
 * it is gone, and Google's failure if it is not certain that the change was made.
 */
export async function patchOnce(
  calendar: CalendarClient,
  { address, ifMatch, before: given, params, change }: EventPatch,
  deadline: Deadline,
): Promise<calendar_v3.Schema$Event> {
  const mark = newMark();
  let before = given;
  if (!before && ifMatch === undefined) before = await readEvent(calendar, address);

  for (let tries = 1;; tries++) {
    let failure: ApiError;
    try {
      const changed = await change(before);
      if (before && changed === undefined) return before;
      const event = await calendar.events.patch({
        ...address,
        ...params,
        requestBody: withMark(changed ?? {}, mark),
      }, { ifMatch: ifMatch ?? before?.etag ?? undefined });
      if (event.status === "cancelled") throw new ApiError("event_not_found");
      return event;
    } catch (error) {
      if (!isUncertain(error) && !isEventChanged(error)) throw error;
      failure = error;
    }
    const delay = delayAfter(failure, tries, ifMatch);
    const again = delay !== undefined && deadline.left() > delay + LEAST_TIME_MS;
    if (again) await pause(delay, deadline);
    const now = await readAfter(failure, calendar, address);
    if (markIn(now, mark) === mark.value) return now;
    // Another change has overwritten the mark, so it cannot be told whether this change was made.
    const hidden = before !== undefined && markIn(now, mark) !== markIn(before, mark);
    if (!again || hidden) throw failure;
    before = now;
  }
}

/** Milliseconds before the next try. Undefined: the failure is final unless the mark is found. */
function delayAfter(failure: ApiError, tries: number, ifMatch?: string): number | undefined {
  if (failure.code !== "event_changed") {
    return retryDelay(failure, tries, MAX_RETRY_AFTER_MS, Math.random());
  }
  // Somebody else's change came in between. Only a caller who demanded an etag has to know.
  return ifMatch === undefined ? Math.random() * FIRST_BACKOFF_MS : undefined;
}

/** Failures of reading the event that say more than the failed try itself. */
const TELLING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "event_not_found",
  "google_account_changed",
]);

/** The event after a failed try. Throws `event_not_found` if it is gone, otherwise the try's own failure. */
async function readAfter(
  failure: ApiError,
  calendar: CalendarClient,
  address: EventAddress,
): Promise<calendar_v3.Schema$Event> {
  try {
    return await readEvent(calendar, address);
  } catch (error) {
    throw error instanceof ApiError && TELLING.has(error.code) ? error : failure;
  }
}
