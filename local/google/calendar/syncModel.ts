/**
 * How lists can treat clients that synchronize.
 *
 * @module
 */

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
