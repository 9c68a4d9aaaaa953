/**
 * Tells who calls a route that acts on a user's calendar: the signed-in user, or the project's own server,
 * which holds a secret key and names the user.
 *
 * @module
 */
import type { AppContext } from "../http/app.ts";
import { invalidRequest } from "../http/validation.ts";
import { isSecretKey } from "./secretKey.ts";
import { type Session, signedIn } from "./session.ts";

/** A caller whose credential has been checked. */
export interface Caller {
  /**
   * The user to act for. `userId` is the request's `user_id`, a UUID: the server must give it, and nobody
   * else may. Throws `invalid_request`. Whether the user exists is checked when their account is read.
   */
  actFor(userId: string | undefined): Session;
}

/**
 * Checks the request's credential, before anything else of the request is read. A secret key in `apikey`
 * makes the caller the server, whatever `Authorization` holds: supabase-js sends the same key there. Any
 * other caller needs a session. With `live`, Auth is asked about the session in any case. Throws what
 * `signedIn` throws.
 *
 * @example
 * ```ts
 * const caller = await callerOf(c);
 * const { userId, accountId, query } = readQueryFor(c, listQuery);
 * const session = caller.actFor(userId);
 * ```
 */
export async function callerOf(c: AppContext, options: { live?: boolean } = {}): Promise<Caller> {
  if (isSecretKey(c.req.header("apikey"))) {
    c.var.log.caller = "server";
    return { actFor: (userId) => serverFor(userId, c) };
  }
  const session = await signedIn(c, options);
  return { actFor: (userId) => sessionFor(userId, session) };
}

function serverFor(userId: string | undefined, c: AppContext): Session {
  if (userId === undefined) {
    const message = "is required: the secret key acts for the user whose id this is";
    throw invalidRequest([{ path: "user_id", message }]);
  }
  c.var.log.userId = userId;
  return { userId, caller: "server" };
}

function sessionFor(userId: string | undefined, session: Session): Session {
  if (userId === undefined) return session;
  const message = "is only taken beside the project's secret key: a session acts for its own user";
  throw invalidRequest([{ path: "user_id", message }]);
}
