/**
 * Answer schemas: calendars. The functions take types from these schemas and load nothing of this file.
 * `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";

/** One calendar of a connected account. Null if Google has no such field, or was not asked. */
export const calendar = z.strictObject({
  id: z.string().describe(
    "For calendar_id in requests. The primary calendar is also called primary.",
  ),
  account_id: z.string().describe("The account whose list it is in. For account_id in requests."),
  summary: z.string().nullable().describe("The name, as this person has changed it."),
  description: z.string().nullable(),
  time_zone: z.string().nullable(),
  color: z.string().nullable().describe("The background colour, such as #9fe1e7."),
  access_role: z.string().nullable().describe("owner, writer, reader or freeBusyReader."),
  primary: z.boolean(),
  writable: z.boolean().describe("Whether events can be created and changed in it."),
  selected: z.boolean().describe("Whether Google's own page shows it."),
  default_reminders: z.array(z.strictObject({
    method: z.string().nullable(),
    minutes: z.int().nullable().describe("Minutes before the start."),
  })),
  conference_types: z.array(z.string()).describe("What conference takes, such as google_meet."),
});

/** The calendars of all accounts, or of the one that was named. */
export const calendarList = z.strictObject({
  calendars: z.array(calendar),
  unavailable: z.array(z.strictObject({
    account_id: z.string(),
    code: z.string().describe("As in an error's answer, for instance reconnect_required."),
  })).describe("Accounts whose calendars could not be read. The others are complete."),
});

export type Calendar = z.output<typeof calendar>;
export type CalendarList = z.output<typeof calendarList>;
