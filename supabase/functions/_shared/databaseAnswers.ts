/**
 * What the SQL functions may answer. An answer that is not among these comes from another version of
 * the migrations, or from no database at all: it fails the request at once and is never guessed at.
 *
 * @module
 */
import type { Database } from "./database.types.ts";
import { ApiError } from "./errors.ts";

type Functions = Database["public"]["Functions"];

/** Each SQL function's kind of answer: one of some words, or a type. */
const ANSWERS = {
  abandon_refresh: "nothing",
  begin_refresh: ["begun", "busy", "changed", "refused"],
  clear_connection: "boolean",
  confirm_connection: "rows",
  end_refresh: "boolean",
  finish_revocation: "nothing",
  grants_to_touch: "rows",
  mark_needs_reconnect: "boolean",
  note_access: "boolean",
  oldest_google_identity: "text",
  read_account: "rows",
  read_confirmation: "rows",
  read_resource: "rows",
  read_sealed: "rows",
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
  sweep: "rows",
  take_oauth_state: "rows",
  take_revocations: "rows",
  // Only SQL functions call these.
  claim_google_account: "text",
  delete_expired: "nothing",
  google_account_lock: "nothing",
  lock_user: "nothing",
  refusal_stands: "boolean",
  spend: "nothing",
  store_grant: "text",
  user_stands: "boolean",
} as const satisfies Record<
  keyof Functions,
  readonly string[] | "boolean" | "rows" | "text" | "nothing"
>;

/** One of the words of a SQL function that answers words. */
export type Word<Name extends keyof Functions> = Extract<
  (typeof ANSWERS)[Name],
  readonly string[]
>[number];

/** Throws `internal_error` unless the answer is of the SQL function's kind. */
export function checkAnswer(name: keyof Functions, answer: unknown): void {
  const kind = ANSWERS[name];
  if (kind === "nothing" || isOf(kind, answer)) return;
  throw unknownAnswer(name, typeof kind === "string" ? "the answer" : "the word");
}

function isOf(kind: Exclude<(typeof ANSWERS)[keyof Functions], "nothing">, answer: unknown) {
  if (typeof kind !== "string") return (kind as readonly unknown[]).includes(answer);
  if (kind === "boolean") return typeof answer === "boolean";
  if (kind === "text") return typeof answer === "string";
  return Array.isArray(answer) && answer.every((row) => typeof row === "object" && row !== null);
}

/** The value, if it is one of a column's words. Throws `internal_error` for every other. */
export function oneOf<T extends string>(
  words: readonly T[],
  value: unknown,
  name: keyof Functions,
  column: string,
): T {
  if (!words.includes(value as T)) throw unknownAnswer(name, column);
  return value as T;
}

/** The answer itself may hold anything, so the log does not get it. */
function unknownAnswer(name: string, part: string): ApiError {
  return new ApiError("internal_error", {
    cause: new Error(`rpc ${name}: ${part} is not known; the migrations may be of another version`),
  });
}
