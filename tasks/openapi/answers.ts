/**
 * Every answer's schema by its name in `openapi.json`. The functions take their types from the same
 * schemas. Tests parse real answers with them.
 *
 * @module
 */
import { z } from "zod";
import {
  connection,
  disconnected,
  upkeepReport,
} from "../../supabase/functions/_shared/accounts/answers.ts";
import {
  callbackError,
  pendingConnection,
  signInStart,
} from "../../supabase/functions/_shared/connect/answers.ts";
import { calendarList } from "../../supabase/functions/_shared/calendars/answers.ts";
import { type ErrorCode, ERRORS } from "../../supabase/functions/_shared/errors.ts";
import { errorFields } from "../../supabase/functions/_shared/errorFields.ts";
import { event, eventPage, freeBusy } from "../../supabase/functions/_shared/events/answers.ts";
import { syncRun } from "../../supabase/functions/_shared/mirror/answers.ts";
import { resource } from "../../supabase/functions/_shared/resources/answers.ts";

/** The one body of every failure. */
const errorBody = z.strictObject({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]).describe("For programs."),
  ...errorFields,
});

/** By their names in the document. */
export const ANSWERS = {
  Connection: connection,
  Disconnected: disconnected,
  SignInStart: signInStart,
  PendingConnection: pendingConnection,
  Event: event,
  EventPage: eventPage,
  CalendarList: calendarList,
  FreeBusy: freeBusy,
  Resource: resource,
  UpkeepReport: upkeepReport,
  SyncRun: syncRun,
  Error: errorBody,
  CallbackError: callbackError,
};

export type AnswerName = keyof typeof ANSWERS;
