/**
 * Checks that `{user}` in the path is the caller. Another user's id and an unknown id both answer
 * `user_not_found`.
 *
 * @module
 */
import { type Account, type AccountQuery, readAccount } from "../accounts/accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import type { Session } from "./session.ts";

/** `me`, or a possible Google id: at most 255 ASCII characters (OpenID Connect Core, section 2). */
const USER = /^[\x21-\x7e]{1,255}$/;

/** The Google id in a path's `{user}`; undefined for `me`. Throws `user_not_found` if it cannot be a Google id. */
export function parseUserParam(user: string): string | undefined {
  if (!USER.test(user)) throw new ApiError("user_not_found");
  return user === "me" ? undefined : user;
}

/** Throws `unauthenticated` if the caller is gone, or `user_not_found` if the path is not the caller's own. */
export function assertOwner<Found extends { googleIdMatches: boolean }>(
  found: Found | undefined,
): asserts found is Found {
  if (!found) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
  if (!found.googleIdMatches) throw new ApiError("user_not_found");
}

/**
 * The caller's own account, for a path's `{user}`: the one that is named, by default the default one.
 * Throws as `assertOwner` does, or `account_not_found`. With `callsGoogle` the
 * request counts against the caller's budget, and `too_many_requests` is thrown if the budget is spent.
 */
export async function readOwnAccount(
  { userId }: Session,
  user: string,
  context: CallContext,
  more: Pick<AccountQuery, "accountId" | "resourceId" | "callsGoogle"> = {},
): Promise<Account> {
  const account = await readAccount({ userId, googleId: parseUserParam(user), ...more }, context);
  assertOwner(account);
  if (!account.accountFound) throw new ApiError("account_not_found");
  return account;
}
