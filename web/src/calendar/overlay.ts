/**
 * What the screen shows of changes that Google has not confirmed yet. Nothing is written over what
 * Google said: a change that fails is simply no longer laid over it.
 *
 * @module
 */
import {
  addDays,
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  eventKey,
  type EventResponse,
  type NewEvent,
  newIdempotencyKey,
  refKey,
  type Span,
  spanOf,
} from "../google-calendar/index.ts";
import { type Deletion, isDeleted, seriesTime } from "./deletion.ts";
import { withEvent } from "./eventStore.ts";

/** A change that is on its way. */
export type Write =
  | { kind: "create"; event: CalendarEvent }
  | { kind: "change"; before: CalendarEvent; request: EventChange }
  | { kind: "answer"; event: CalendarEvent; response: EventResponse }
  | { kind: "delete"; deletion: Deletion };

const UNSAVED = "unsaved-";

/** True for an event that Google has not stored yet. It has no version that could be changed. */
export function isUnsaved({ id }: Pick<CalendarEvent, "id">): boolean {
  return id.startsWith(UNSAVED);
}

/** A new event as the screen shows it until Google stores it: of a series the first occurrence. */
export function unsavedEvent(request: NewEvent, ref: CalendarRef): CalendarEvent {
  const { attendees: _guests, recurrence: _rule, reminders: _reminders, ...shown } = request;
  return {
    status: "confirmed",
    event_type: "default",
    attendees: null,
    attendees_omitted: false,
    ...shown,
    ...ref,
    id: `${UNSAVED}${newIdempotencyKey()}`,
  } as unknown as CalendarEvent;
}

/** The events with all changes laid over them, the oldest first. */
export function withWrites(events: CalendarEvent[], writes: Write[]): CalendarEvent[] {
  return writes.reduce(withWrite, events);
}

function withWrite(events: CalendarEvent[], write: Write): CalendarEvent[] {
  switch (write.kind) {
    case "create":
      return withEvent(events, write.event);
    case "delete":
      return events.filter((event) => !isDeleted(event, write.deletion));
    case "answer":
      return overEach(events, write.event, undefined, (event) => answered(event, write.response));
    case "change":
      return overEach(
        events,
        write.before,
        write.request.scope,
        (event, isSeries) => changed(event, write, isSeries),
      );
  }
}

/** Changes one event, or those occurrences of a series that the change is for. */
function overEach(
  events: CalendarEvent[],
  target: CalendarEvent,
  scope: EventChange["scope"],
  change: (event: CalendarEvent, isSeries: boolean) => CalendarEvent,
): CalendarEvent[] {
  const series = scope === "following" ? target.recurring_event_id : target.recurrence && target.id;
  if (!series) {
    const key = eventKey(target);
    const current = events.find((event) => eventKey(event) === key);
    return withEvent(events, change(current ?? target, false));
  }
  return events.map((event) => {
    const isOfSeries = refKey(event) === refKey(target) && event.recurring_event_id === series;
    if (!isOfSeries) return event;
    if (scope === "following" && seriesTime(event) < seriesTime(target)) return event;
    return change(event, true);
  });
}

function answered(event: CalendarEvent, { response_status, comment }: EventResponse) {
  return {
    ...event,
    attendees:
      event.attendees?.map((guest) =>
        guest.self
          ? { ...guest, response_status, ...(comment !== undefined && { comment }) }
          : guest
      ) ?? null,
  };
}

/** Fields of a request that are not what the event then has. */
const NOT_SHOWN = ["send_updates", "calendar_id", "account_id", "attendees", "scope", "conference"];
const TIMES = ["start_datetime", "end_datetime", "start_date", "end_date"];

function changed(
  event: CalendarEvent,
  { before, request }: Extract<Write, { kind: "change" }>,
  isSeries: boolean,
): CalendarEvent {
  const hidden = isSeries ? [...NOT_SHOWN, ...TIMES, "recurrence"] : NOT_SHOWN;
  const fields = Object.fromEntries(
    Object.entries(request).filter(([name, value]) =>
      value !== undefined && !hidden.includes(name)
    ),
  );
  const next = spanOf(request as unknown as CalendarEvent);
  if (!next) return { ...event, ...fields };
  const span = isSeries ? movedWith(spanOf(event), spanOf(before), next) : next;
  return { ...event, ...fields, ...(span && timesOf(span)) };
}

/** The span of an occurrence whose series moves from one span to another. */
function movedWith(own: Span | null, from: Span | null, to: Span): Span | null {
  if (!own || !from || own.allDay !== to.allDay || from.allDay !== to.allDay) return own;
  const shift = Date.parse(to.start) - Date.parse(from.start);
  const length = Date.parse(to.end) - Date.parse(to.start);
  if (own.allDay) {
    const start = addDays(own.start, Math.round(shift / DAY));
    return { start, end: addDays(start, Math.round(length / DAY)), allDay: true };
  }
  const start = Date.parse(own.start) + shift;
  return {
    start: new Date(start).toISOString(),
    end: new Date(start + length).toISOString(),
    allDay: false,
  };
}

const DAY = 86_400_000;

function timesOf({ start, end, allDay }: Span): Partial<CalendarEvent> {
  return allDay
    ? { start_date: start, end_date: end, start_datetime: null, end_datetime: null }
    : { start_datetime: start, end_datetime: end, start_date: null, end_date: null };
}
