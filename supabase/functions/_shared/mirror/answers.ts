/**
 * Answer schemas: the calendars that are mirrored, those that can be, and the report of a run. The functions take types from
 * these schemas and load nothing of this file. `openapi.json` is made from them.
 *
 * @module
 */
import * as z from "zod";
import { calendarId } from "../events/eventFields.ts";
import { MIRROR_REASONS, MIRROR_STATUSES } from "./states.ts";

const dateTime = z.string().meta({ format: "date-time" });

/** A calendar that is mirrored, and how current its copy is. Times are ISO 8601. */
export const mirror = z.strictObject({
  id: z.string().describe("The calendar_id of its rows in public.google_events."),
  calendar_id: z.string().describe(
    "For calendar_id in requests: Google's id, or primary for the account's own calendar.",
  ),
  account_id: z.string().describe("The connected account that it is read by."),
  summary: z.string().nullable(),
  time_zone: z.string(),
  primary: z.boolean(),
  status: z.enum(MIRROR_STATUSES).describe(
    "loading until everything is there for the first time; live; stale if it is no longer kept " +
      "current; paused if nobody looks at it; failed if it cannot be read.",
  ),
  reason: z.enum(MIRROR_REASONS).nullable().describe("Why it is not live."),
  push: z.boolean().describe(
    "Whether Google tells of changes. Else it is asked from time to time.",
  ),
  mirrored_from: dateTime.nullable().describe("Events that end after it are there."),
  mirrored_until: dateTime.nullable().describe(
    "Occurrences of series that start before it are there. Single events are there however late they are.",
  ),
  version: z.int().describe("Increases whenever the events would look different."),
  checked_at: dateTime.nullable().describe("When Google was last asked for changes."),
  progress: z.strictObject({
    pages: z.int().describe("Pages of Google's that were read."),
    events: z.int().describe("Events that were on them."),
  }).nullable().describe("Of the first sync, while status is loading."),
});

/** The calendars that are mirrored. */
export const mirrorList = z.strictObject({
  calendars: z.array(mirror),
  allowed: z.boolean().describe("Whether others may be mirrored. False with MIRROR=off."),
});

/** The body of `POST calendar-mirror/.../refresh`, which checks it without zod. */
export const refreshBody = z.strictObject({ calendar_id: calendarId.optional() });

/** The calendars of all accounts, or of the one that was named, and which of them are mirrored. */
export const availableCalendars = z.strictObject({
  calendars: z.array(z.strictObject({
    id: z.string().describe("Google's id."),
    account_id: z.string().describe("The account whose list it is in."),
    summary: z.string().nullable(),
    time_zone: z.string().nullable(),
    access_role: z.string().nullable().describe(
      "owner, writer, reader, or freeBusyReader, which cannot be mirrored.",
    ),
    primary: z.boolean(),
    mirrored: z.boolean(),
  })),
  unavailable: z.array(z.strictObject({
    account_id: z.string(),
    code: z.string().describe("As in an error's answer, for instance reconnect_required."),
  })).describe("Accounts whose calendars could not be read. The others are complete."),
});

/** How many of each in one run of `sync-calendars`. */
export const syncRun = z.strictObject({
  synced: z.int().describe("Calendars that are current now."),
  rebuilt: z.int().describe("Calendars of which everything was read."),
  pages: z.int().describe("Pages that were read from Google."),
  renewed: z.int().describe("Channels that were opened: Google tells of changes through them."),
  needs_reconnect: z.int().describe("Calendars whose user is asked to reconnect."),
  failed: z.int().describe("Could not be read or watched now; tried again later."),
  left: z.int().describe("Calendars that the next run goes on with."),
});

export type Mirror = z.output<typeof mirror>;
export type MirrorList = z.output<typeof mirrorList>;
export type AvailableCalendars = z.output<typeof availableCalendars>;
export type SyncRun = z.output<typeof syncRun>;
