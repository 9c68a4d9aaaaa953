/**
 * Everything that the functions answer, as schemas: for `openapi.json`, and for tests that hold real
 * answers against them. That each is the interface the functions use is checked by the compiler, in
 * `tests/openapi/answers_test.ts`.
 *
 * @module
 */
import { z } from "zod";
import { type ErrorCode, ERRORS } from "../../supabase/functions/_shared/errors.ts";

const dateTime = z.string().meta({ format: "date-time" });
const date = z.string().meta({ format: "date" });
const reason = z.enum(["revoked_or_expired", "session_control", "scope_missing"]);

export const connection = z.strictObject({
  status: z.enum(["connected", "needs_reconnect", "not_connected"]),
  reason: reason.nullable().describe("Why the person must reconnect; else null."),
  google_email: z.string().nullable().describe("The Google account that is connected."),
  scopes: z.array(z.string()).describe("What Google granted."),
  features: z.strictObject({
    events: z.boolean().describe("Events can be created, read, changed and removed."),
    free_busy: z.boolean().describe("Free time can be looked for."),
  }),
  connected_at: dateTime.nullable(),
  expires_at: dateTime.nullable().describe("Only where Google limits the grant's time."),
});

export const disconnected = z.strictObject({
  ...connection.shape,
  revoked: z.boolean().describe(
    "False where the stored tokens could not be opened: they are gone, but the grant still stands " +
      "at Google until its owner removes it there.",
  ),
});

export const signInStart = z.strictObject({
  authorization_url: z.string().meta({ format: "uri" }).describe("Open it in the browser."),
  expires_at: dateTime.describe("Until when the person can come back from Google."),
});

export const pendingConnection = z.strictObject({
  google_email: z.string().nullable(),
  scopes: z.array(z.string()),
  expires_at: dateTime,
});

const attendee = z.strictObject({
  email: z.string().nullable(),
  optional: z.boolean(),
  display_name: z.string().nullable(),
  response_status: z.enum(["needs_action", "declined", "tentative", "accepted"]).nullable(),
  comment: z.string().nullable().describe("What the guest wrote beside the answer."),
  self: z.boolean().describe("Whether this is the account whose calendar the event is in."),
  organizer: z.boolean(),
  resource: z.boolean().describe("A room or another resource."),
});

const override = z.strictObject({
  method: z.string().nullable(),
  minutes: z.int().nullable().describe("Minutes before the start."),
});

export const event = z.strictObject({
  id: z.string(),
  status: z.string().nullable().describe("confirmed, tentative or cancelled."),
  html_link: z.string().nullable().describe("The event in Google Calendar."),
  etag: z.string().nullable().describe("For If-Match."),
  event_type: z.enum([
    "default",
    "out_of_office",
    "focus_time",
    "working_location",
    "birthday",
    "from_gmail",
  ]).nullable().describe("Null if Google has a type that this version does not know."),
  summary: z.string().nullable(),
  description: z.string().nullable(),
  location: z.string().nullable(),
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
  visibility: z.string().nullable(),
  transparency: z.string().nullable(),
  color_id: z.string().nullable(),
  created_at: dateTime.nullable(),
  updated_at: dateTime.nullable(),
  recurring_event_id: z.string().nullable().describe("Of an occurrence: its series."),
  original_start: z.string().nullable().describe(
    "Of an occurrence: when its series has it. A date-time with an offset, or a date.",
  ),
  calendar_id: z.string().describe("primary for the primary calendar, else its id."),
  resource_id: z.string().nullable().describe("The resource that the event was made for."),
  meeting: z.strictObject({
    status: z.enum(["pending", "ready", "failed"]),
    url: z.string().nullable().describe("A web page. Null if people join by phone or SIP alone."),
    phone: z.array(z.strictObject({ number: z.string(), pin: z.string().nullable() })),
  }).nullable().describe(
    "A meeting. While it is pending, read the event again for the ways to join.",
  ),
  replayed: z.boolean().describe("True where an earlier request had created this event."),
});

export const eventPage = z.strictObject({
  events: z.array(event),
  next_page_token: z.string().nullable().describe("For page_token; null on the last page."),
  time_zone: z.string().describe("The calendar's own."),
  default_reminders: z.array(override).describe("What use_default: true means in this calendar."),
});

const slot = z.strictObject({ start: dateTime, end: dateTime });

export const freeBusy = z.strictObject({
  busy: z.array(slot).describe("When any of the calendars is busy; in order, none overlap."),
  free: z.array(slot).describe("When all of the calendars are free."),
  time_zone: z.string().describe("The zone that start and end are written in."),
});

export const resource = z.strictObject({
  id: z.string(),
  class_id: z.string(),
  user_id: z.string(),
  type: z.string(),
  name: z.string(),
  created_at: dateTime,
  content: z.record(z.string(), z.unknown()).optional().describe("Left out where there is none."),
});

export const upkeepReport = z.strictObject({
  touched: z.int().describe("Grants that were long unused, and now were used."),
  needs_reconnect: z.int().describe("Dead already: their users are asked to reconnect."),
  failed: z.int().describe("Could not be used now; tried again in a day."),
  revoked: z.int().describe("Grants of deleted users and of former accounts that Google revoked."),
  revocations_failed: z.int().describe("Could not be revoked now; tried again later."),
  deleted_users: z.int().describe("Soft-deleted and banned users whose tokens were removed."),
  expired: z.int().describe("Sign-ins and confirmations that ended without a connection."),
});

const problem = z.strictObject({
  path: z.string().describe("The field or parameter; attendees.0.email for what is inside one."),
  message: z.string(),
});

export const errorBody = z.strictObject({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).describe("For programs."),
  message: z.string().describe("For the person at the screen."),
  details: z.union([
    z.array(problem),
    z.strictObject({ reason: z.string().nullable(), message: z.string().nullable().optional() }),
    z.null(),
  ]).describe(
    "invalid_request: one entry per problem. reconnect_required: the reason, as in Connection. " +
      "google_rejected_event and google_permission_denied: Google's reason, and its message. " +
      "invalid_json: body_incomplete, if the body took too long to arrive or was cut off.",
  ),
  hint: z.string().nullable().describe("For the programmer."),
  request_id: z.string().describe("As in the x-request-id header."),
});

export const callbackError = z.enum([
  "access_denied",
  "state_invalid",
  "google_scope_missing",
  "google_no_refresh_token",
  "google_identity_invalid",
  "google_account_in_use",
  "google_unavailable",
  "google_client_misconfigured",
  "connect_not_saved",
  "database_unavailable",
  "user_gone",
]);

/** By their names in the document. */
export const ANSWERS = {
  Connection: connection,
  Disconnected: disconnected,
  SignInStart: signInStart,
  PendingConnection: pendingConnection,
  Event: event,
  EventPage: eventPage,
  FreeBusy: freeBusy,
  Resource: resource,
  UpkeepReport: upkeepReport,
  Error: errorBody,
  CallbackError: callbackError,
};

export type AnswerName = keyof typeof ANSWERS;
