/**
 * Converts events and spans to and from the types of the calendar library.
 *
 * @module
 */
import type { EventInput } from "@fullcalendar/react";
import {
  addDays,
  type CalendarEvent,
  eventKey,
  readLocal,
  type Span,
  spanOf,
  toLocal,
} from "../google-calendar/index.ts";
import { colorOf, textOn } from "./eventColors.ts";
import { english, type Texts } from "./english.ts";
import { isMarker, mayChangeShared, ownAnswer } from "./eventKinds.ts";
import { isUnsaved } from "./overlay.ts";

/** A selection or a moved event, as the library reports it. */
export interface Moved {
  startStr: string;
  /** The empty string if the library has no end: the event was all-day, or has no length. */
  endStr: string;
  allDay: boolean;
}

const HOUR = 3_600_000;
const DAY = 86_400_000;

/** The span of a selection. */
export function spanFrom({ startStr, endStr, allDay }: Moved, zone: string): Span {
  return allDay ? { start: startStr, end: endStr || addDays(startStr, 1), allDay } : {
    start: moment(startStr, zone),
    end: endStr ? moment(endStr, zone) : later(startStr, HOUR, zone),
    allDay,
  };
}

/** The span of a dropped event. It keeps its exact length, unless it becomes all-day or timed. */
export function droppedSpan(before: Span, moved: Moved, zone: string): Span {
  if (moved.allDay !== before.allDay) return spanFrom({ ...moved, endStr: "" }, zone);
  const length = Date.parse(before.end) - Date.parse(before.start);
  const { startStr, allDay } = moved;
  return allDay
    ? { start: startStr, end: addDays(startStr, Math.max(1, Math.round(length / DAY))), allDay }
    : { start: moment(startStr, zone), end: later(startStr, length, zone), allDay };
}

/** The span of a resized event. Its start stays exactly the same. */
export function resizedSpan(before: Span, moved: Moved, zone: string): Span {
  return { ...before, end: spanFrom(moved, zone).end };
}

function moment(time: string, zone: string): string {
  // The library writes an offset only if it knows the zone's offset.
  const local = readLocal(time, zone);
  return "instant" in local ? local.instant.toISOString() : new Date(time).toISOString();
}

function later(time: string, milliseconds: number, zone: string): string {
  return new Date(Date.parse(moment(time, zone)) + milliseconds).toISOString();
}

/** How the event's calendar is shown, and what the person may do in it. */
interface CalendarLook {
  /** Any CSS colour, for events without their own; the app's own if undefined. */
  color?: string | undefined;
  writable: boolean;
}

/**
 * An event as input of the library; empty if Google gave no times, or if the person deleted it. An
 * invitation that its organizer cancelled is shown as such.
 */
export function inputOf(
  event: CalendarEvent,
  zone: string,
  { color, writable }: CalendarLook = { writable: true },
  texts: Texts = english,
): EventInput[] {
  const span = spanOf(event);
  const answer = ownAnswer(event);
  const isCancelled = event.status === "cancelled";
  if (!span || (isCancelled && answer === null)) return [];
  const look = LOOKS[event.event_type ?? "default"];
  const own = colorOf(event, color);
  // A colour that is not written in hexadecimal is the app's own.
  const contrastColor = textOn(own) ?? "var(--gc-on-accent)";
  const free = event.transparency === "transparent";
  const title = event.summary || texts[look?.title ?? "untitled"];
  const state = isCancelled ? CANCELLED : ANSWERS[answer ?? ""];
  const isFree = free && !isMarker(event);
  const notes = [
    event.summary && look?.note && texts[look.note],
    state ? texts[state.note] : isFree && answer === null && texts.noteFree,
  ].filter(Boolean);
  const classes = [look?.className, state?.className, isFree && "is-free"].filter(Boolean);
  return [{
    ...(isMarker(event) ? daysOf(span, zone) : drawn(span)),
    id: eventKey(event),
    title,
    ...(notes.length > 0 && { note: notes.join(", ") }),
    className: classes.join(" ") || undefined,
    ...(own !== undefined && { color: own }),
    contrastColor,
    // The library takes an undefined `editable` for false.
    ...(writable && mayChangeShared(event) && !isUnsaved(event) ? {} : { editable: false }),
  }];
}

/** How a type or an answer looks, and the names of its texts. */
interface Look {
  title?: keyof Texts;
  note?: keyof Texts;
  className: string;
}

/** The looks of the types that are not meetings. */
const LOOKS: Partial<Record<string, Look>> = {
  working_location: {
    title: "kind_working_location",
    note: "noteWorkingLocation",
    className: "is-marker",
  },
  birthday: { title: "kind_birthday", className: "is-marker" },
  out_of_office: { title: "outOfOffice", note: "noteOutOfOffice", className: "is-away" },
  focus_time: { title: "focusTime", note: "noteFocusTime", className: "is-focus" },
};

/** The looks of invitations. An accepted one looks like any event. */
const ANSWERS: Partial<Record<string, Required<Omit<Look, "title">>>> = {
  needs_action: { note: "answer_needs_action", className: "is-unanswered" },
  tentative: { note: "answer_tentative", className: "is-tentative" },
  declined: { note: "answer_declined", className: "is-declined" },
};

const CANCELLED = { note: "noteCancelled", className: "is-cancelled" } as const;

/** Without an end the library shows the start only. With an equal end it would show an hour. */
function drawn(span: Span): Partial<EventInput> {
  const isEmpty = Date.parse(span.start) >= Date.parse(span.end);
  return isEmpty ? { start: span.start, allDay: span.allDay } : { ...span };
}

/** The days of a marker, because markers are shown above the day and not at their hours. */
function daysOf({ start, end, allDay }: Span, zone: string): Span {
  if (allDay) return { start, end, allDay };
  const first = toLocal(new Date(start), zone).slice(0, 10);
  // The end is exclusive: a marker that ends at midnight does not include the next day.
  const last = toLocal(new Date(Math.max(Date.parse(end) - 1, Date.parse(start))), zone);
  return { start: first, end: addDays(last.slice(0, 10), 1), allDay: true };
}
