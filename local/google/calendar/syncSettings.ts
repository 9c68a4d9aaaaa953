/**
 * How lists treat clients that synchronize. Every member is off by default.
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Calendar } from "./model.ts";

export interface SyncSettings {
  /** Sync tokens older than this many seconds answer 410. */
  sync_tokens_expire: number | null;
  /** Every sync token answers 410, as those of holiday calendars do. */
  always_410: boolean;
  /** Some pages are short or empty and still have a `nextPageToken`. The last page is empty. */
  ragged_pages: boolean;
  /** Lists show the calendar as it was this many milliseconds ago, at most ten minutes. */
  lag_ms: number;
  /** Every page token answers 400. */
  page_tokens_die: boolean;
  /** Deleted events keep their details, as in the organizer's calendar. Else they have their id only. */
  deleted_details: boolean;
  /** Deleted occurrences have their id only, without `recurringEventId` and `originalStartTime`. */
  bare_occurrences: boolean;
}

const byDefault: SyncSettings = {
  sync_tokens_expire: null,
  always_410: false,
  ragged_pages: false,
  lag_ms: 0,
  page_tokens_die: false,
  deleted_details: false,
  bare_occurrences: false,
};

/** Returns what applies to a calendar, or to lists of calendars. */
export function syncSettingsOf({ state }: World, calendar?: Calendar): SyncSettings {
  return { ...byDefault, ...state.sync, ...calendar?.sync };
}
