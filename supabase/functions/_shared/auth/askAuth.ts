/**
 * Asks Supabase Auth whether a session is active.
 *
 * @module
 */
import type { CallContext } from "../context.ts";
import { AUTH_MS } from "../deadlines.ts";
import { projectSettings } from "../env.ts";
import { ApiError } from "../errors.ts";

/**
 * Throws `unauthenticated` unless the token's session is active and belongs to the user `sub`, or
 * `auth_unavailable` if Auth gives no answer. `GET /auth/v1/user` returns the session's user, or 401 or
 * 403 if the session has ended: https://supabase.com/docs/reference/api
 */
export async function askAuth(
  token: string,
  sub: string | undefined,
  { deadline, log }: CallContext,
): Promise<void> {
  const { supabaseUrl, publishableKey } = projectSettings();
  log?.count("auth user");
  // Not through supabase-js, because its getUser takes no signal and would go on after the deadline.
  const { status, user } = await deadline.within(AUTH_MS).run(async (signal) => {
    const response = await fetch(`${supabaseUrl}/auth/v1/user`, {
      headers: { apikey: publishableKey, authorization: `Bearer ${token}` },
      redirect: "manual",
      signal,
    });
    return { status: response.status, user: parseUser(await response.text()) };
  }).catch((cause) => {
    throw new ApiError("auth_unavailable", { cause: new Error(String(cause)) });
  });
  const cause = new Error(`Auth answered ${status}`);
  if (status >= 400 && status < 500 && status !== 429) {
    throw new ApiError("unauthenticated", { cause });
  }
  if (status !== 200 || user === undefined) throw new ApiError("auth_unavailable", { cause });
  if (user.id !== sub) throw new ApiError("unauthenticated");
}

function parseUser(text: string): { id?: unknown } | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}
