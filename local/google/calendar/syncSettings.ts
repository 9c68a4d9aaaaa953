/**
 * The settings of a calendar's lists, and their defaults: every member is off.
 *
 * @module
 */
import type { World } from "../world.ts";
import type { Calendar } from "./model.ts";
import type { SyncSettings } from "./syncModel.ts";

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
