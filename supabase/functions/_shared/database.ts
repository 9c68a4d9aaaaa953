/**
 * Calls SQL functions through the data API, as `service_role` and in bounded time, and maps their failures
 * to codes.
 *
 * @module
 */
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import type { CallContext } from "./context.ts";
import { type Answer, checkAnswer, type Functions, PREFIX } from "./databaseAnswers.ts";
import type { Database } from "./database.types.ts";
import { DATABASE_MS, isTimeout, pause, SCHEMA_RELOAD_MS } from "./deadlines.ts";
import { projectSettings } from "./env.ts";
import { ApiError } from "./errors.ts";

/** The SQL functions that may be called. */
export type FunctionName = keyof Functions;

let client: SupabaseClient<Database> | undefined;

/** The client. It holds the secret key, so no answer may contain anything of it. */
function supabase(): SupabaseClient<Database> {
  const { supabaseUrl, secretKey } = projectSettings();
  return client ??= createClient<Database>(supabaseUrl, secretKey, {
    // Without this the client would look for a user's session at each call. The key alone is sent.
    accessToken: () => Promise.resolve(null),
  });
}

/**
 * The database rolled back the whole call because of a concurrent one: a deadlock, or a serialization
 * failure. https://www.postgresql.org/docs/17/mvcc-serialization-failure-handling.html
 */
const UNDONE = new Set(["40P01", "40001"]);

/**
 * The data API's schema cache is older than the last migration, or is being loaded: nothing was carried
 * out. The data API reloads the cache by itself, a moment after a migration.
 * https://docs.postgrest.org/en/v13/references/schema_cache.html
 */
const STALE = new Set(["PGRST002", "PGRST202", "PGRST203", "PGRST204", "PGRST205", "42883"]);

/** After the second call the cache cannot be the cause: the migrations are missing, or a permission is (42501). */
const NOT_SET_UP = new Set(["PGRST202", "PGRST203", "PGRST204", "PGRST205", "42883", "42501"]);

/**
 * The answer of the SQL function `public.google_calendar_<name>`. The call is a POST, which supabase-js does not repeat. A call that the
 * database has rolled back, or that a stale schema cache has refused, is made once more. Throws
 * `database_timeout`; `database_unavailable`, also if a row stays locked; `misconfigured` if the schema or
 * the key is wrong; `internal_error` if the answer is not of the function's kind.
 */
export async function callDatabase<Name extends FunctionName>(
  name: Name,
  args: Functions[Name]["Args"],
  { deadline, log }: CallContext,
): Promise<Answer<Name>> {
  const call = async () => {
    log?.count(`rpc ${name}`);
    // A missing setting is no timeout.
    const database = supabase();
    return await deadline.within(DATABASE_MS).run((signal) =>
      database.rpc(`${PREFIX}${name}`, args as never).abortSignal(signal)
    ).catch((cause) => {
      // The client returns every failure. It throws only if the call ignores the signal.
      throw new ApiError("database_timeout", { cause });
    });
  };
  let { data, error, status } = await call();
  if (error && UNDONE.has(error.code)) ({ data, error, status } = await call());
  else if (error && STALE.has(error.code) && deadline.left() > SCHEMA_RELOAD_MS) {
    await pause(SCHEMA_RELOAD_MS, deadline);
    ({ data, error, status } = await call());
  }
  if (error) throw databaseError(name, status, error);
  const answer: unknown = data;
  checkAnswer(name, answer);
  return answer;
}

/** SQLSTATE and PostgREST codes: https://docs.postgrest.org/en/v13/references/errors.html */
function databaseError(
  name: string,
  status: number,
  error: { code?: string; message: string },
): ApiError {
  const cause = new Error(`rpc ${name}: status ${status}, code ${error.code || "none"}`, {
    cause: new Error(error.message),
  });
  // 57014: the statement timeout.
  if (error.code === "57014" || (status === 0 && /TimeoutError|AbortError/.test(error.message))) {
    return new ApiError("database_timeout", { cause });
  }
  // 401: a wrong key.
  if (NOT_SET_UP.has(error.code ?? "") || status === 401) {
    return new ApiError("misconfigured", { cause });
  }
  // 55P03, a row that stays locked, and everything else: another try after Retry-After may succeed.
  return new ApiError(isTimeout(error) ? "database_timeout" : "database_unavailable", { cause });
}
