/**
 * Puts what the app itself has written to Google into the mirror at once, before the request is answered.
 * If the mirror was written since the request began it stands back: the sync that wrote it has read the
 * change, or the next one does.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Mirrored } from "../accounts/accounts.ts";
import type { CalendarClient } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import type { Json } from "../database.types.ts";
import { NOTE_WRITE_MS } from "../deadlines.ts";
import { hasId, isSeries, type Item, toItem } from "./eventRow.ts";

interface OwnWrite {
  items: Item[];
  gone: string[];
  /** Whether a series was touched: its occurrences are read from Google, in a moment. */
  due: boolean;
}

/** Notes the event as it is now. Never throws. */
export async function noteEvent(
  { account: { mirror } }: CalendarClient,
  event: calendar_v3.Schema$Event,
  context: CallContext,
): Promise<void> {
  if (mirror === null) return;
  if (isSeries(event) || !hasId(event)) return await noteSeries(mirror, context);
  const item = toItem(event, { timesOnly: false });
  await note(mirror, { items: item ? [item] : [], gone: [], due: false }, context);
}

/** Notes that the event is gone. Its id may be a series'. Never throws. */
export async function noteRemoval(
  { account: { mirror } }: CalendarClient,
  eventId: string,
  context: CallContext,
): Promise<void> {
  if (mirror !== null) await note(mirror, { items: [], gone: [eventId], due: false }, context);
}

/** Notes that an occurrence and the following ones were changed or removed. Never throws. */
export async function noteFollowing(
  { account: { mirror } }: CalendarClient,
  context: CallContext,
): Promise<void> {
  if (mirror !== null) await noteSeries(mirror, context);
}

async function noteSeries(mirror: Mirrored, context: CallContext): Promise<void> {
  await note(mirror, { items: [], gone: [], due: true }, context);
}

async function note(
  { id, syncs }: Mirrored,
  { items, gone, due }: OwnWrite,
  { deadline, log }: CallContext,
): Promise<void> {
  await callDatabase("note_write", {
    p_calendar_id: id,
    p_syncs: syncs,
    p_items: items as unknown as Json,
    p_gone: gone,
    p_due: due,
  }, { deadline: deadline.within(NOTE_WRITE_MS), log }).catch(() => {
    // Google has the change and tells of it, or the daily check finds it.
  });
}
