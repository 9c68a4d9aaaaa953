/**
 * Reads what the user that the request acts for has connected, for a path's `{user}`.
 *
 * @module
 */
import type { Connection } from "../accounts/answers.ts";
import { NOT_CONNECTED, readConnections } from "../accounts/connection.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { assertOwner, parseUserParam } from "./ownAccount.ts";
import type { Session } from "./session.ts";

/**
 * The user's connection, for a path's `{user}`: the account that is named, by default the default one,
 * and with it all. Throws as `readOwnAccount` does.
 */
export async function readOwnConnection(
  session: Session,
  user: string,
  context: CallContext,
  accountId?: string,
): Promise<Connection> {
  const found = await readConnections(session.userId, parseUserParam(user), context);
  assertOwner(found, session);
  const { accounts } = found;
  const named = accountId === undefined
    ? accounts[0] ?? NOT_CONNECTED
    : accounts.find(({ account_id }) => account_id === accountId);
  if (!named) throw new ApiError("account_not_found");
  return { ...named, accounts };
}
