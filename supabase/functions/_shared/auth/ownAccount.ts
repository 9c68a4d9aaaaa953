/**
 * Checks that `{user}` in the path is the user that the request acts for. Another user's id and an unknown
 * id both answer `user_not_found`.
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

/** The failure if the user is gone: the session of one has ended, but the server has named nobody. */
export function userGone({ caller }: Session): ApiError {
  const cause = new Error("the user is gone");
  return new ApiError(caller === "server" ? "user_not_found" : "unauthenticated", { cause });
}

/** Throws `userGone` if nobody was found, or `user_not_found` if the path is not the user's own. */
export function assertOwner<Found extends { googleIdMatches: boolean }>(
  found: Found | undefined,
  session: Session,
): asserts found is Found {
  if (!found) throw userGone(session);
  if (!found.googleIdMatches) throw new ApiError("user_not_found");
}

/**
 * An account of the user that the request acts for, for a path's `{user}`: the one that is named, by
 * default the default one. Throws as `assertOwner` does, or `account_not_found`. With `callsGoogle` the
 * request counts against the caller's budget, and `too_many_requests` is thrown if the budget is spent.
 */
export async function readOwnAccount(
  session: Session,
  user: string,
  context: CallContext,
  more: Pick<AccountQuery, "accountId" | "resourceId" | "calendarId" | "callsGoogle"> = {},
): Promise<Account> {
  const { userId } = session;
  const account = await readAccount({ userId, googleId: parseUserParam(user), ...more }, context);
  assertOwner(account, session);
  if (!account.accountFound) throw new ApiError("account_not_found");
  return account;
}
