/**
 * The one list of routes: `openapi.json`, the tests of who may call, the doctor's probes and the checks
 * of a deploy are made from it. `tests/routes_test.ts` compares it with the functions' own routes.
 *
 * @module
 */
import type { z } from "zod";
import type { ErrorCode } from "../supabase/functions/_shared/errors.ts";
import {
  eventQuery,
  freeTimeQuery,
  listQuery,
  removeQuery,
} from "../supabase/functions/_shared/events/querySchemas.ts";
import { disconnectQuery } from "../supabase/functions/_shared/accounts/answers.ts";
import type { AnswerName } from "./openapi/answers.ts";
import {
  ACCOUNT,
  ANY,
  BODY,
  CALENDAR,
  CALENDAR_WRITE,
  DATABASE,
  OWN_PATH,
  SIGNED_IN,
} from "./openapi/errorGroups.ts";
import { redirectQuery } from "./openapi/parameters.ts";

/** A success: what it says, and with which body, if any. */
type Success = [status: number, description: string, body?: AnswerName];

export interface Route {
  operationId: string;
  summary: string;
  description?: string;
  /** Whose credential is asked for; default a signed-in user's. Google's is a channel's token. */
  caller?: "anyone" | "operator" | "google";
  /** Whether the project's secret key is taken instead of a session, with the `user_id` to act for. */
  server?: true;
  /** Whether Auth is asked on each request, so that a session that was signed out is refused. */
  live?: true;
  query?: z.ZodObject;
  headers?: string[];
  /** The name of the body's schema, and whether the body may be left out. */
  body?: { name: string; optional?: true };
  successes: Success[];
  errors: ErrorCode[];
}

/** The method and the path of a key of `ROUTES`, and the function that the path leads to. */
export function partsOf(key: string): { method: string; path: string; name: string } {
  const [, method, path, name] = /^([A-Z]+) (\/([^/]+).*)$/.exec(key) ?? [];
  if (!method || !path || !name) throw new Error(`${key} is not METHOD /function/...`);
  return { method, path, name };
}

/** By `METHOD path`. */
export const ROUTES: Record<string, Route> = {
  "POST /oauth-initiate": {
    operationId: "startConnection",
    summary: "Starts connecting a calendar",
    description: "A session that was signed out cannot.",
    live: true,
    body: { name: "SignInOptions", optional: true },
    successes: [[200, "Where to send the browser.", "SignInStart"]],
    errors: [...SIGNED_IN, ...BODY, "account_not_found", "too_many_requests"],
  },
  "GET /oauth-callback": {
    operationId: "finishConnection",
    summary: "Where Google sends the browser back",
    description: "Not for programs. The state decides whose connection it is, and works once.",
    caller: "anyone",
    query: redirectQuery,
    successes: [[303, "To the web app, which is told the outcome."]],
    errors: [...ANY],
  },
  "POST /oauth-callback/pending": {
    operationId: "readPendingConnection",
    summary: "Which Google account waits to be confirmed",
    body: { name: "Confirmation" },
    successes: [[200, "The account.", "PendingConnection"]],
    errors: [...SIGNED_IN, ...BODY, "confirmation_expired"],
  },
  "POST /oauth-callback/confirm": {
    operationId: "confirmConnection",
    summary: "Connects the Google account that waits",
    description: "Only for the user who started. A session that was signed out cannot.",
    live: true,
    body: { name: "Confirmation" },
    successes: [[200, "Connected.", "Connection"]],
    errors: [
      ...SIGNED_IN,
      ...BODY,
      "confirmation_expired",
      "too_many_requests",
      "google_account_in_use",
      "reconnect_required",
    ],
  },
  "GET /calendar-connection/users/{user}": {
    operationId: "readConnection",
    summary: "Which Google accounts are connected",
    server: true,
    successes: [[200, "The connection.", "Connection"]],
    errors: [...ACCOUNT],
  },
  "PATCH /calendar-connection/users/{user}": {
    operationId: "makeDefault",
    summary: "Makes a connected account the default one",
    server: true,
    body: { name: "DefaultAccount" },
    successes: [[200, "The connection.", "Connection"]],
    errors: [...ACCOUNT, ...BODY],
  },
  "DELETE /calendar-connection/users/{user}": {
    operationId: "disconnect",
    summary: "Disconnects an account, or all, at Google too",
    description: "Nothing is forgotten while Google cannot be reached. A session that was signed " +
      "out cannot disconnect. If the default account is disconnected, the one that was connected " +
      "first becomes the default.",
    live: true,
    server: true,
    query: disconnectQuery,
    successes: [[200, "Disconnected.", "Disconnected"]],
    errors: [
      ...ACCOUNT,
      "body_too_large",
      "google_unavailable",
      "google_bad_response",
      "google_rate_limited",
    ],
  },
  "POST /create-calendar-event/users/{user}/calendar/events": {
    operationId: "createEvent",
    summary: "Creates an event, once for each key",
    description: "Sent again with the same key it answers the same event, however the earlier " +
      "attempts ended. Without a key, one request still creates at most one event.",
    server: true,
    headers: ["Idempotency-Key"],
    body: { name: "NewEvent" },
    successes: [
      [201, "Created.", "Event"],
      [200, "An earlier request with this key created it.", "Event"],
    ],
    errors: [
      ...OWN_PATH,
      ...BODY,
      ...CALENDAR_WRITE,
      "resource_not_found",
      "calendar_not_found",
      "event_deleted",
      "idempotency_mismatch",
    ],
  },
  "GET /calendar-events/users/{user}": {
    operationId: "listEvents",
    summary: "Lists events, a page at a time",
    server: true,
    query: listQuery,
    successes: [[200, "A page of events.", "EventPage"]],
    errors: [...OWN_PATH, ...CALENDAR, "calendar_not_found"],
  },
  "GET /calendar-events/users/{user}/{event_id}": {
    operationId: "readEvent",
    summary: "Reads one event",
    server: true,
    query: eventQuery,
    successes: [[200, "The event.", "Event"]],
    errors: [...OWN_PATH, ...CALENDAR, "event_not_found"],
  },
  "PATCH /calendar-events/users/{user}/{event_id}": {
    operationId: "changeEvent",
    summary: "Changes one event",
    description: "What is left out stays, null clears, start and end come together. With scope: " +
      "following, the answer is the series that begins at the occurrence; sent again, the request " +
      "finds that series.",
    server: true,
    headers: ["If-Match"],
    body: { name: "EventChange" },
    successes: [[200, "The event as it is now.", "Event"]],
    errors: [
      ...OWN_PATH,
      ...BODY,
      ...CALENDAR_WRITE,
      "event_not_found",
      "resource_not_found",
    ],
  },
  "DELETE /calendar-events/users/{user}/{event_id}": {
    operationId: "removeEvent",
    summary: "Removes one event",
    server: true,
    query: removeQuery,
    headers: ["If-Match"],
    successes: [[204, "Removed, now or before."]],
    errors: [
      ...OWN_PATH,
      ...CALENDAR_WRITE,
      "body_too_large",
      "event_not_found",
    ],
  },
  "POST /calendar-events/users/{user}/{event_id}/response": {
    operationId: "answerInvitation",
    summary: "Answers an invitation",
    description: "Only the caller's own entry in the guest list changes. Who is no guest of the " +
      "event is told so (`invalid_request`, `response_status`). The same answer again is not sent again.",
    server: true,
    headers: ["If-Match"],
    body: { name: "EventResponse" },
    successes: [[200, "The event with the answer.", "Event"]],
    errors: [...OWN_PATH, ...BODY, ...CALENDAR, "event_not_found"],
  },
  "GET /find-free-time/users/{user}": {
    operationId: "findFreeTime",
    summary: "Finds when calendars are busy and free",
    description: "At most 366 days. A calendar that cannot be read fails the request: it never " +
      "looks free.",
    server: true,
    query: freeTimeQuery,
    successes: [[200, "Busy and free slots.", "FreeBusy"]],
    errors: [...OWN_PATH, ...CALENDAR, "calendar_not_found"],
  },
  "GET /get-resource/users/{user}/resources/{resource_id}": {
    operationId: "readResource",
    summary: "Reads one of the user's resources",
    server: true,
    successes: [[200, "The resource.", "Resource"]],
    errors: [...OWN_PATH, "resource_not_found"],
  },
  "POST /touch-grants": {
    operationId: "touchGrants",
    summary: "One run of upkeep",
    description:
      "Uses grants that were long unused, revokes those of deleted users, and deletes what " +
      "has expired. For a scheduled job of the project's own. No user may call it.",
    caller: "operator",
    successes: [[200, "How many.", "UpkeepReport"]],
    errors: [...ANY, ...DATABASE, "unauthenticated", "body_too_large"],
  },
  "POST /calendar-push": {
    operationId: "receivePush",
    summary: "Where Google tells that a mirrored calendar has changed",
    description: "Not for programs. Google sends headers alone (X-Goog-Channel-Token, " +
      "X-Goog-Channel-Id, X-Goog-Resource-Id, X-Goog-Resource-State). The channel's token decides; " +
      "a forged push answers as an unknown one. The calendar is read after the answer.",
    caller: "google",
    successes: [[204, "Noted."]],
    errors: [...ANY, "database_unavailable", "not_found", "body_too_large"],
  },
  "POST /sync-calendars": {
    operationId: "syncCalendars",
    summary: "One run of the mirror",
    description: "Opens the channels by which Google tells of changes, and reads the calendars " +
      "that are due. For a scheduled job of the project's own. No user may call it.",
    caller: "operator",
    successes: [[200, "How many.", "SyncRun"]],
    errors: [...ANY, ...DATABASE, "unauthenticated", "body_too_large"],
  },
  "GET /list-calendars/users/{user}": {
    operationId: "listCalendars",
    summary: "Lists the calendars of every connected account, or of one",
    description:
      "Without the scope for the list (CALENDAR_LIST), an account's primary calendar alone. " +
      "An account that cannot be read now leaves the others as they are.",
    server: true,
    successes: [[200, "The calendars.", "CalendarList"]],
    errors: [...ACCOUNT, ...CALENDAR],
  },
};
