/**
 * Answer schemas: events and free time. The functions take types from
 * these schemas and load nothing of this file. `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";
import { CONTENT_FIELDS, DISPLAY_FIELDS, each } from "../google/plainFields.ts";
import { EVENT_TYPES, RESPONSE_STATUSES } from "./eventWords.ts";

const dateTime = z.string().meta({ format: "date-time" });
const date = z.string().meta({ format: "date" });
const keysOf = <Name extends string>(words: Record<Name, string>) =>
  Object.keys(words) as [Name, ...Name[]];

/** A guest. */
const attendee = z.strictObject({
  email: z.string().nullable(),
  optional: z.boolean(),
  display_name: z.string().nullable(),
  response_status: z.enum(keysOf(RESPONSE_STATUSES)).nullable(),
  comment: z.string().nullable().describe("What the guest wrote beside the answer."),
  self: z.boolean().describe("Whether this is the account whose calendar the event is in."),
  organizer: z.boolean(),
  resource: z.boolean().describe("A room or another resource."),
});

const override = z.strictObject({
  method: z.string().nullable(),
  minutes: z.int().nullable().describe("Minutes before the start."),
});

const meeting = z.strictObject({
  status: z.enum(["pending", "ready", "failed"]),
  url: z.string().nullable().describe("A web page. Null if people join by phone or SIP alone."),
  phone: z.array(z.strictObject({ number: z.string(), pin: z.string().nullable() })),
});

/** An event. Null if Google has no such field. */
export const event = z.strictObject({
  id: z.string(),
  status: z.string().nullable().describe("confirmed, tentative or cancelled."),
  html_link: z.string().nullable().describe("The event in Google Calendar."),
  etag: z.string().nullable().describe("For If-Match."),
  event_type: z.enum(keysOf(EVENT_TYPES)).nullable().describe(
    "Null if Google has a type that this version does not know.",
  ),
  summary: z.string().nullable(),
  ...each(CONTENT_FIELDS, () => z.string().nullable()),
  start_datetime: dateTime.nullable().describe("Of a timed event."),
  end_datetime: dateTime.nullable(),
  time_zone: z.string().nullable().describe(
    "The zone that the event starts and repeats in. Usually an IANA name; other programs write " +
      "other names. start_datetime need not have its offset.",
  ),
  end_time_zone: z.string().nullable().describe("Another than time_zone for a flight."),
  start_date: date.nullable().describe("Of an all-day event."),
  end_date: date.nullable().describe("The day after the last one."),
  recurrence: z.array(z.string()).nullable().describe("RFC 5545 lines, of a series."),
  organizer: z.strictObject({
    email: z.string().nullable(),
    display_name: z.string().nullable(),
    self: z.boolean(),
  }).nullable(),
  attendees: z.array(attendee).nullable(),
  attendees_omitted: z.boolean().describe(
    "True if Google left out guests. Such a list cannot be changed here.",
  ),
  reminders: z.strictObject({ use_default: z.boolean(), overrides: z.array(override) }).nullable(),
  ...each(DISPLAY_FIELDS, () => z.string().nullable()),
  created_at: dateTime.nullable(),
  updated_at: dateTime.nullable(),
  recurring_event_id: z.string().nullable().describe("Of an occurrence: its series."),
  original_start: z.string().nullable().describe(
    "Of an occurrence: when its series has it. A date-time with an offset, or a date.",
  ),
  calendar_id: z.string().describe("primary for the primary calendar, else its id."),
  account_id: z.string().describe("The account whose calendar it is in."),
  resource_id: z.string().nullable().describe("The resource that the event was made for."),
  meeting: meeting.nullable().describe(
    "A meeting. While it is pending, read the event again for the ways to join.",
  ),
  replayed: z.boolean().describe("True where an earlier request had created this event."),
});

/** One page of a list. */
export const eventPage = z.strictObject({
  events: z.array(event),
  next_page_token: z.string().nullable().describe("For page_token; null on the last page."),
  time_zone: z.string().describe("The calendar's own."),
  default_reminders: z.array(override).describe("What use_default: true means in this calendar."),
});

/** RFC 3339, in the zone that was asked for. */
const slot = z.strictObject({ start: dateTime, end: dateTime });

/** When some calendars are busy, and when all of them are free. */
export const freeBusy = z.strictObject({
  busy: z.array(slot).describe("When any of the calendars is busy; in order, none overlap."),
  free: z.array(slot).describe("When all of the calendars are free."),
  time_zone: z.string().describe("The zone that start and end are written in."),
  as_of: dateTime.describe(
    "When Google said so: now, or with source: mirror when it was last asked about the calendar " +
      "that was not asked for longest.",
  ),
});

export type Attendee = z.output<typeof attendee>;
export type Meeting = z.output<typeof meeting>;
export type CalendarEvent = z.output<typeof event>;
export type EventPage = z.output<typeof eventPage>;
export type Slot = z.output<typeof slot>;
export type FreeTime = z.output<typeof freeBusy>;
