/**
 * Whether a path belongs to who is calling. A path of somebody else's and one of nobody's answer the
 * same.
 *
 * @module
 */
import { type Account, type AccountQuery, readAccount } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import type { Session } from "./session.ts";

/** `me`, or what can be a Google id: at most 255 ASCII characters (OpenID Connect Core, section 2). */
const USER = /^[\x21-\x7e]{1,255}$/;

/** The Google id that a path's `{user}` names; undefined for `me`. Throws `user_not_found` for what names nobody. */
export function parseUserParam(user: string): string | undefined {
  if (!USER.test(user)) throw new ApiError("user_not_found");
  return user === "me" ? undefined : user;
}

/** Throws unless the row says that the caller exists and that the path is theirs. */
export function assertOwner(
  found: { googleIdMatches: boolean } | undefined,
): asserts found is { googleIdMatches: boolean } {
  if (!found) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
  if (!found.googleIdMatches) throw new ApiError("user_not_found");
}

/**
 * The caller's own account, read through a path's `{user}`. `callsGoogle` counts the request against the
 * caller's budget: then it throws `too_many_requests` if that is spent.
 */
export async function readOwnAccount(
  { userId }: Session,
  user: string,
  context: CallContext,
  more: Pick<AccountQuery, "resourceId" | "callsGoogle"> = {},
): Promise<Account> {
  const account = await readAccount({ userId, googleId: parseUserParam(user), ...more }, context);
  assertOwner(account);
  return account;
}
