/**
 * Who may do what with each table: the expected outcome of every command on every column, as the
 * owner of the only row, as another signed-in user, without a session, and as the Edge Functions.
 *
 * - `rows`: allowed; the row is read or written.
 * - `none`: allowed by a grant, but no policy lets the row through: nothing is read or written.
 * - `deny`: refused outright, for there is no grant.
 *
 * @module
 */

export const ACTORS = ["anon", "stranger", "owner", "service_role"] as const;
export const COMMANDS = ["select", "insert", "update", "delete"] as const;

export type Actor = typeof ACTORS[number];
export type Command = typeof COMMANDS[number];
export type Outcome = "rows" | "none" | "deny";
/** In the order of `COMMANDS`. */
export type Outcomes = [Outcome, Outcome, Outcome, Outcome];
export type Access = Record<Actor, Outcomes>;

const SERVER_ONLY: Access = {
  anon: ["deny", "deny", "deny", "deny"],
  stranger: ["deny", "deny", "deny", "deny"],
  owner: ["deny", "deny", "deny", "deny"],
  service_role: ["rows", "rows", "rows", "rows"],
};

const READ_BY_THE_SERVER: Access = {
  ...SERVER_ONLY,
  service_role: ["rows", "deny", "deny", "deny"],
};

const READ_BY_ITS_OWNER: Access = {
  anon: ["deny", "deny", "deny", "deny"],
  stranger: ["none", "deny", "deny", "deny"],
  owner: ["rows", "deny", "deny", "deny"],
  service_role: ["rows", "rows", "rows", "rows"],
};

const KEPT_BY_ITS_OWNER: Access = {
  anon: ["deny", "deny", "deny", "deny"],
  stranger: ["none", "none", "none", "none"],
  owner: ["rows", "rows", "rows", "rows"],
  service_role: ["rows", "rows", "rows", "rows"],
};

/** Every table and view in `public` and `google_calendar`. One that is not here fails the test. */
export const ACCESS: Record<string, Access> = {
  "google_calendar.users": SERVER_ONLY,
  "google_calendar.accounts": READ_BY_THE_SERVER,
  "google_calendar.oauth_states": SERVER_ONLY,
  "google_calendar.confirmations": SERVER_ONLY,
  "google_calendar.revocations": SERVER_ONLY,
  "google_calendar.user_budgets": SERVER_ONLY,
  "google_calendar.upkeep_progress": SERVER_ONLY,
  "google_calendar.mirror_syncs": SERVER_ONLY,
  "google_calendar.mirror_channels": SERVER_ONLY,
  "google_calendar.mirror_seen": SERVER_ONLY,
  "google_calendar.mirror_days": SERVER_ONLY,
  "google_calendar.mirror_pause": SERVER_ONLY,
  "google_calendar.mirror_work": READ_BY_THE_SERVER,
  "public.google_connections": READ_BY_ITS_OWNER,
  "public.google_calendars": READ_BY_ITS_OWNER,
  "public.google_events": READ_BY_ITS_OWNER,
  "public.google_series": READ_BY_ITS_OWNER,
  "public.classes": KEPT_BY_ITS_OWNER,
  "public.resources": KEPT_BY_ITS_OWNER,
};

/** Every column that holds a token or a secret, sealed or not. Nobody but the server reaches them. */
export const SECRET_COLUMNS = [
  "google_calendar.accounts.google_access_token",
  "google_calendar.accounts.google_refresh_token",
  "google_calendar.accounts.google_token_expiry",
  "google_calendar.confirmations.access_token_expires_at",
  "google_calendar.confirmations.confirmation_hash",
  "google_calendar.confirmations.sealed_access_token",
  "google_calendar.confirmations.sealed_refresh_token",
  "google_calendar.mirror_channels.token_hash",
  "google_calendar.mirror_syncs.page_token",
  "google_calendar.mirror_syncs.pending_token",
  "google_calendar.mirror_syncs.sync_token",
  "google_calendar.mirror_work.access_token_expires_in",
  "google_calendar.mirror_work.access_token_lifetime",
  "google_calendar.mirror_work.access_token_refused",
  "google_calendar.mirror_work.page_token",
  "google_calendar.mirror_work.pending_token",
  "google_calendar.mirror_work.sealed_access_token",
  "google_calendar.mirror_work.sealed_refresh_token",
  "google_calendar.mirror_work.sync_token",
  "google_calendar.oauth_states.nonce",
  "google_calendar.oauth_states.sealed_code_verifier",
  "google_calendar.oauth_states.state_hash",
  "google_calendar.revocations.sealed_refresh_token",
  "google_calendar.users.google_access_token",
  "google_calendar.users.google_refresh_token",
  "google_calendar.users.google_token_expiry",
];

/** How such columns are named: one that is not in the list above fails the test. */
export const SECRET_NAME = /token|sealed|secret|verifier|nonce|_hash$/;

/**
 * The SQL functions in `public` and `google_calendar` that `anon` or `authenticated` may execute: one, which reads
 * with the caller's own rights.
 */
export const BROWSER_FUNCTIONS = [
  "google_busy(timestamp with time zone,timestamp with time zone,uuid[])",
];

/**
 * What the embedded data API, which grants every table in every schema to everyone after the migrations,
 * leaves to the policies.
 */
export function regranted(access: Access, table: string): Access {
  const isView = ["google_calendar.accounts", "google_calendar.mirror_work"].includes(table);
  const opened = (outcomes: Outcomes) =>
    outcomes.map((outcome, i) =>
      // Nobody can write a view.
      outcome === "deny" && !(isView && COMMANDS[i] !== "select") ? "none" : outcome
    ) as Outcomes;
  return Object.fromEntries(
    Object.entries(access).map(([actor, outcomes]) => [actor, opened(outcomes)]),
  ) as Access;
}
