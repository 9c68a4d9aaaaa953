/**
 * The schema of a run's report. The functions take its type and load nothing of this file.
 *
 * @module
 */
import * as z from "zod";

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

export type SyncRun = z.output<typeof syncRun>;
