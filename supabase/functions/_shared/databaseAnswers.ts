/**
 * The answers that the SQL functions can give. Any other answer comes from another version of the
 * migrations, or not from the database at all: it fails the request at once.
 *
 * @module
 */
import type { Database } from "./database.types.ts";
import { ApiError } from "./errors.ts";

type Stored = Database["public"]["Functions"];

/** What the name of every SQL function that the Edge Functions call begins with. */
export const PREFIX = "google_calendar_";

/** The SQL functions of this project, by their names without the prefix. */
export type Functions = {
  [Name in keyof Stored as Name extends `${typeof PREFIX}${infer Short}` ? Short : never]:
    Stored[Name];
};

/** The kind of each SQL function's answer: one of a list of words, or a type. */
const ANSWERS = {
  abandon_refresh: "nothing",
  apply_delta: "rows",
  apply_page: "rows",
  begin_refresh: ["begun", "busy", "changed", "refused"],
  begin_sync: "rows",
  busy_of: "rows",
  channel_opened: "rows",
  channel_refused: "nothing",
  channels_due: "rows",
  claim_due: "rows",
  clear_connection: "boolean",
  confirm_connection: "rows",
  drop_channel: "nothing",
  end_refresh: "boolean",
  end_sync: "rows",
  extend_window: "rows",
  finish_rebuild: "rows",
  finish_revocation: "nothing",
  grants_to_touch: "rows",
  make_default: "boolean",
  mark_needs_reconnect: "boolean",
  mirror_calendar: "rows",
  note_access: "boolean",
  note_write: ["written", "stood_back"],
  oldest_google_identity: "text",
  open_channel: ["opening", "not_needed"],
  prune_events: "rows",
  push_received: "rows",
  put_series: "rows",
  read_account: "rows",
  read_connections: "rows",
  read_confirmation: "rows",
  read_grants: "rows",
  read_mirror_health: "rows",
  read_mirrors: "rows",
  read_resource: "rows",
  read_sealed: "rows",
  refresh_mirrors: "rows",
  reseal: "boolean",
  save_connection: [
    "saved",
    "to_confirm",
    "user_gone",
    "no_refresh_token",
    "account_in_use",
    "superseded",
  ],
  start_oauth: "rows",
  start_rebuild: "rows",
  sweep: "rows",
  take_channels: "rows",
  take_oauth_state: "rows",
  take_revocations: "rows",
  unmirror_calendar: "boolean",
} as const satisfies Record<
  keyof Functions,
  readonly string[] | "boolean" | "rows" | "text" | "nothing"
>;

/** The words that a SQL function can answer. */
export type Word<Name extends keyof Functions> = Extract<
  (typeof ANSWERS)[Name],
  readonly string[]
>[number];

/** A SQL function's answer: one of its words, or what the generated types say. */
export type Answer<Name extends keyof Functions> = (typeof ANSWERS)[Name] extends readonly string[]
  ? Word<Name>
  : Functions[Name]["Returns"];

/** Throws `internal_error` unless the answer is of the SQL function's kind. */
export function checkAnswer<Name extends keyof Functions>(
  name: Name,
  answer: unknown,
): asserts answer is Answer<Name> {
  const kind: (typeof ANSWERS)[keyof Functions] = ANSWERS[name];
  if (kind === "nothing" || isOf(kind, answer)) return;
  throw unknownAnswer(name, typeof kind === "string" ? "the answer" : "the word");
}

function isOf(kind: Exclude<(typeof ANSWERS)[keyof Functions], "nothing">, answer: unknown) {
  if (typeof kind !== "string") return (kind as readonly unknown[]).includes(answer);
  if (kind === "boolean") return typeof answer === "boolean";
  if (kind === "text") return typeof answer === "string";
  return Array.isArray(answer) && answer.every((row) => typeof row === "object" && row !== null);
}

/** The value, typed as one of a column's words. Throws `internal_error` for any other value. */
export function oneOf<T extends string>(
  words: readonly T[],
  value: unknown,
  name: keyof Functions,
  column: string,
): T {
  if (!words.includes(value as T)) throw unknownAnswer(name, column);
  return value as T;
}

/** The answer itself may hold anything, so it is not logged. */
function unknownAnswer(name: string, part: string): ApiError {
  return new ApiError("internal_error", {
    cause: new Error(`rpc ${name}: ${part} is not known; the migrations may be of another version`),
  });
}
