/**
 * Arguments for each SQL function that have no effect, because they match no row.
 *
 * @module
 */
import { type Functions, PREFIX } from "../../supabase/functions/_shared/databaseAnswers.ts";

type Probes = { [Name in keyof Functions]?: Functions[Name]["Args"] };

const NOBODY = "00000000-0000-0000-0000-000000000000";
const grant = { p_account_id: NOBODY, p_grant_version: -1 };
const lease = { p_account_id: NOBODY, p_lease: NOBODY };
const none = { p_confirmation_hash: "none" };

const calendar = { p_calendar_id: NOBODY };
const sync = { ...calendar, p_lease: NOBODY };

/** The functions of the mirror. */
const MIRROR: Probes = {
  apply_delta: { ...sync, p_local_writes: 0, p_gone: [], p_items: [], p_series: [] },
  apply_page: { ...sync, p_rebuild: 0, p_items: [], p_series: [] },
  begin_sync: sync,
  busy_of: {
    p_user_id: NOBODY,
    p_account_id: NOBODY,
    p_from: "2000-01-01T00:00:00Z",
    p_to: "2000-01-01T00:00:00Z",
  },
  channel_opened: { p_channel_id: NOBODY, p_resource_id: "" },
  channel_refused: { p_channel_id: NOBODY, p_reason: "failed" },
  channels_due: { p_limit: 0 },
  claim_due: { p_lease: NOBODY, p_limit: 0, p_calls_per_day: 1 },
  drop_channel: { p_channel_id: NOBODY },
  end_sync: { ...sync, p_outcome: "done" },
  extend_window: {
    ...sync,
    p_local_writes: 0,
    p_items: [],
    p_until: "2000-01-01T00:00:00Z",
  },
  finish_rebuild: { ...sync, p_rebuild: 0 },
  mirror_calendar: {
    p_account_id: NOBODY,
    p_google_calendar_id: "primary",
    p_is_primary: true,
  },
  note_write: { ...calendar, p_syncs: 0, p_items: [], p_gone: [], p_due: false },
  open_channel: { ...calendar, p_channel_id: NOBODY, p_token_hash: "" },
  prune_events: { p_limit: 0 },
  push_received: {
    p_channel_id: NOBODY,
    p_lease: NOBODY,
    p_resource_id: "",
    p_state: "exists",
    p_token_hash: "none",
  },
  read_mirrors: { p_user_id: NOBODY },
  refresh_mirrors: { p_user_id: NOBODY },
  start_rebuild: { ...sync, p_parameters: 0, p_reason: "first" },
  take_channels: { p_account_id: NOBODY },
  unmirror_calendar: {
    p_user_id: NOBODY,
    p_account_id: NOBODY,
    p_google_calendar_id: "primary",
  },
};

/** `start_oauth` is left out, because it deletes expired rows. */
export const PROBES: Probes = {
  ...MIRROR,
  abandon_refresh: lease,
  begin_refresh: { ...grant, ...lease },
  clear_connection: { ...grant, p_user_id: NOBODY },
  confirm_connection: { p_user_id: NOBODY, ...none },
  end_refresh: {
    ...grant,
    ...lease,
    p_sealed_access_token: "",
    p_access_token_expires_in: 0,
  },
  finish_revocation: { p_id: NOBODY },
  grants_to_touch: { p_limit: 0 },
  make_default: { p_user_id: NOBODY, p_account_id: NOBODY },
  mark_needs_reconnect: { ...grant, p_reason: "revoked_or_expired" },
  note_access: { ...grant, p_refused: false },
  oldest_google_identity: { p_user_id: NOBODY },
  read_account: { p_user_id: NOBODY },
  read_confirmation: { p_user_id: NOBODY, ...none },
  read_connections: { p_user_id: NOBODY },
  read_grants: { p_limit: 0 },
  read_resource: { p_user_id: NOBODY },
  read_sealed: { p_after: "ffffffff-ffff-ffff-ffff-ffffffffffff", p_limit: 0 },
  reseal: { ...grant, p_sealed_refresh_token: "", p_sealed_access_token: "" },
  save_connection: {
    p_user_id: NOBODY,
    p_connection_epoch: 0,
    p_disconnects: 0,
    p_taken_at: "2000-01-01T00:00:00Z",
    ...none,
    p_return_to: "",
    p_google_account_id: "",
    p_scopes: [],
    p_sealed_access_token: "",
    p_access_token_expires_in: 0,
  },
  sweep: { p_limit: 0 },
  take_oauth_state: { p_state_hash: "none" },
  take_revocations: { p_limit: 0 },
};

/** Returns the arguments for a function of this whole name, or undefined if it must not be called. */
export function probeOf(name: string): Record<string, unknown> | undefined {
  return PROBES[name.replace(PREFIX, "") as keyof Functions];
}
