/**
 * One row in every table, all of one user's; a second user has none.
 *
 * @module
 */
import type { Query } from "./query.ts";

export const OWNER = crypto.randomUUID();
export const STRANGER = crypto.randomUUID();
/** The owner's class. */
export const CLASS = crypto.randomUUID();
/** The owner's mirrored calendar. */
const CALENDAR = crypto.randomUUID();

const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

/** In the order in which they can be inserted. What is left out is null or the column's default. */
const ROWS: [table: string, row: Record<string, unknown>][] = [
  ["auth.users", { id: OWNER, email: "owner@example.com" }],
  ["auth.users", { id: STRANGER, email: "stranger@example.com" }],
  ["google_calendar.users", {
    id: OWNER,
    user_id: OWNER,
    is_default: true,
    google_id: "1",
    google_account_id: "1",
    google_refresh_token: "sealed",
    google_access_token: "sealed",
    google_token_expiry: inAnHour,
  }],
  ["public.google_connections", {
    account_id: OWNER,
    user_id: OWNER,
    is_default: true,
    status: "connected",
  }],
  ["google_calendar.oauth_states", {
    state_hash: "hash",
    user_id: OWNER,
    sealed_code_verifier: "sealed",
    nonce: "nonce",
    return_to: "/profile",
    expires_at: inAnHour,
  }],
  ["google_calendar.confirmations", {
    confirmation_hash: "hash",
    user_id: OWNER,
    google_account_id: "2",
    scopes: [],
    sealed_access_token: "sealed",
    access_token_expires_at: inAnHour,
    return_to: "/profile",
    expires_at: inAnHour,
  }],
  ["google_calendar.revocations", {
    google_account_id: "3",
    user_id: OWNER,
    sealed_refresh_token: "sealed",
  }],
  ["google_calendar.user_budgets", { user_id: OWNER, budget: "calls", used: 1, ends_at: inAnHour }],
  ["public.google_calendars", {
    id: CALENDAR,
    user_id: OWNER,
    account_id: OWNER,
    google_calendar_id: "primary",
    is_primary: true,
    status: "live",
    mirrored_from: "2026-01-01",
    mirrored_until: inAnHour,
  }],
  ["public.google_events", {
    calendar_id: CALENDAR,
    id: "event",
    user_id: OWNER,
    status: "confirmed",
    starts_at: inAnHour,
    ends_at: inAnHour,
    all_day: false,
    busy: true,
  }],
  ["public.google_series", { calendar_id: CALENDAR, id: "series", user_id: OWNER, recurrence: [] }],
  ["google_calendar.mirror_syncs", { calendar_id: CALENDAR, days_back: 30, days_ahead: 180 }],
  ["google_calendar.mirror_channels", {
    id: crypto.randomUUID(),
    account_id: OWNER,
    calendar_id: CALENDAR,
    token_hash: "hash",
    expires_at: inAnHour,
  }],
  ["google_calendar.mirror_seen", {
    calendar_id: CALENDAR,
    rebuild: 1,
    is_series: false,
    ids: ["event"],
  }],
  ["google_calendar.mirror_days", { day: "2026-01-01" }],
  ["public.classes", { id: CLASS, user_id: OWNER, name: "Analytical Engines" }],
  ["public.resources", { class_id: CLASS, user_id: OWNER, type: "lecture", name: "Lecture 5" }],
];

/** Inserts them. Needs the tables to be empty. */
export async function insertRows(query: Query): Promise<void> {
  for (const [table, row] of ROWS) {
    const columns = Object.keys(row).join(", ");
    await query(
      `insert into ${table} (${columns})
       select ${columns} from jsonb_populate_record(null::${table}, $1::text::jsonb)`,
      [JSON.stringify(row)],
    );
  }
}
