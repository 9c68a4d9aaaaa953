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

/** `start_oauth` is left out, because it deletes expired rows. */
export const PROBES: Probes = {
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
