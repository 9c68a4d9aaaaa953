/**
 * The requests that take a change back.
 *
 * @module
 */
import {
  type CalendarEvent,
  type EventChange,
  type EventResponse,
  spanFields,
  spanOf,
} from "../google-calendar/index.ts";
import { ownInvitation } from "./eventKinds.ts";

const TIMES = new Set([
  ...["start_datetime", "end_datetime", "start_date", "end_date"],
  ...["time_zone", "end_time_zone"],
]);
const ABOUT_THE_REQUEST = new Set(["send_updates", "calendar_id", "account_id", "if_match"]);

/**
 * The change that gives the event the values that it had. Null if there is none: a split series cannot
 * be joined again, and a new meeting would have another link.
 */
export function reverseOf(before: CalendarEvent, request: EventChange): EventChange | null {
  if (request.scope === "following") return null;
  if (request.conference === null && before.meeting) return null;
  const reverse: Record<string, unknown> = {};
  for (const name of Object.keys(request)) {
    if (TIMES.has(name) || ABOUT_THE_REQUEST.has(name)) continue;
    reverse[name] = name === "conference" ? null : before[name as keyof CalendarEvent] ?? null;
  }
  const span = spanOf(before);
  const isMoved = Object.keys(request).some((name) => TIMES.has(name));
  if (span && isMoved) Object.assign(reverse, spanFields(span, before, "UTC"));
  const { send_updates } = request;
  return { ...reverse, ...(send_updates && { send_updates }) } as EventChange;
}

/** The answer that the person gave before; null for an event that is no invitation. */
export function answerBefore(event: CalendarEvent): EventResponse | null {
  const own = ownInvitation(event);
  return own && {
    response_status: own.response_status ?? "needs_action",
    comment: own.comment,
    send_updates: "all",
  };
}
