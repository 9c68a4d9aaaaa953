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
const sync = { p_calendar_id: NOBODY, p_lease: NOBODY };
const channel = { p_channel_id: NOBODY };
const rows = { p_items: [], p_series: [] };
const THEN = "2000-01-01T00:00:00Z";

/**
 * `start_oauth` and `prune_events` are left out, because they delete expired rows, and `claim_due`, because
 * it keeps the limit of calls that it is given.
 */
export const PROBES: Probes = {
  abandon_refresh: lease,
  apply_delta: { ...sync, ...rows, p_local_writes: -1, p_gone: [] },
  apply_page: { ...sync, ...rows, p_rebuild: -1 },
  begin_refresh: { ...grant, ...lease },
  begin_sync: sync,
  busy_of: { p_user_id: NOBODY, p_account_id: NOBODY, p_from: THEN, p_to: THEN },
  channel_opened: { ...channel, p_resource_id: "none" },
  channel_refused: { ...channel, p_reason: "failed" },
  channels_due: { p_limit: 0 },
  clear_connection: { ...grant, p_user_id: NOBODY },
  confirm_connection: { p_user_id: NOBODY, ...none },
  drop_channel: channel,
  end_sync: { ...sync, p_outcome: "done" },
  extend_window: { ...sync, p_local_writes: -1, p_items: [], p_until: THEN },
  finish_rebuild: { ...sync, p_rebuild: -1 },
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
  mirror_calendar: {
    p_account_id: NOBODY,
    p_google_calendar_id: "none",
    p_is_primary: false,
  },
  note_access: { ...grant, p_refused: false },
  note_write: { p_calendar_id: NOBODY, p_syncs: -1, p_items: [], p_gone: [], p_due: false },
  oldest_google_identity: { p_user_id: NOBODY },
  open_channel: { p_calendar_id: NOBODY, ...channel, p_token_hash: "none" },
  push_received: {
    ...channel,
    p_token_hash: "none",
    p_resource_id: "none",
    p_state: "exists",
    p_lease: NOBODY,
  },
  put_series: { ...sync, p_asked: [], p_series: [] },
  read_account: { p_user_id: NOBODY },
  read_confirmation: { p_user_id: NOBODY, ...none },
  read_connections: { p_user_id: NOBODY },
  read_grants: { p_limit: 0 },
  read_mirror_health: {},
  read_mirrors: { p_user_id: NOBODY },
  refresh_mirrors: { p_user_id: NOBODY },
  read_resource: { p_user_id: NOBODY },
  read_sealed: { p_after: "ffffffff-ffff-ffff-ffff-ffffffffffff", p_limit: 0 },
  reseal: { ...grant, p_sealed_refresh_token: "", p_sealed_access_token: "" },
  save_connection: {
    p_user_id: NOBODY,
    p_connection_epoch: 0,
    p_disconnects: 0,
    p_taken_at: THEN,
    ...none,
    p_return_to: "",
    p_google_account_id: "",
    p_scopes: [],
    p_sealed_access_token: "",
    p_access_token_expires_in: 0,
  },
  start_rebuild: { ...sync, p_parameters: 0, p_reason: "first" },
  sweep: { p_limit: 0 },
  take_channels: { p_account_id: NOBODY },
  take_oauth_state: { p_state_hash: "none" },
  take_revocations: { p_limit: 0 },
  unmirror_calendar: { p_user_id: NOBODY, p_account_id: NOBODY, p_google_calendar_id: "none" },
};

/** Returns the arguments for a function of this whole name, or undefined if it must not be called. */
export function probeOf(name: string): Record<string, unknown> | undefined {
  return PROBES[name.replace(PREFIX, "") as keyof Functions];
}
