/**
 * Gives a grant an access token that is valid for the time of a request, from the stored one to Google's
 * token endpoint. Each step calls the next if it has no answer itself:
 *
 * 1. `freshGrant` takes the stored token if it is fresh.
 * 2. `refreshShared` makes one refresh at a time in an instance, by a shared promise.
 * 3. `refreshUnderLease` makes one at a time across instances, by a lease in the database.
 * 4. `callTokenEndpoint` asks Google.
 *
 * @module
 */
import { type Account, markNeedsReconnect, type ReconnectReason } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import {
  Deadline,
  LEASE_POLL_MS,
  MAX_GRANT_CHANGES,
  pause,
  REFRESH_MS,
  REQUEST_MS,
  SAVE_MS,
  TURN_MS,
} from "../deadlines.ts";
import { ApiError } from "../errors.ts";
import { isFresh, type LiveGrant, readAgain, reconnectRequired, storedGrant } from "./grants.ts";
import { allows } from "../google/scopes.ts";
import { InvalidGrantError, refreshAccessToken, type TokenGrant } from "../google/tokenEndpoint.ts";
import { abandonLease, beginLease, saveUnderLease } from "./lease.ts";
import { openRefreshToken } from "./tokens.ts";

/**
 * The grant with the stored token if it is fresh, else with a refreshed one. Throws as `refreshShared`
 * does, or `tokens_unreadable`.
 */
export async function freshGrant(account: Account, context: CallContext): Promise<LiveGrant> {
  return isFresh(account) ? await storedGrant(account) : await refreshShared(account, context);
}

const inFlight = new Map<string, Promise<LiveGrant>>();

/**
 * The grant with a token that was refreshed since the account was read. Throws `reconnect_required` if
 * the grant is dead, `google_account_changed` if the user has connected another Google account,
 * `google_timeout` at the context's deadline, or a failure of Google or the database.
 */
export async function refreshShared(account: Account, context: CallContext): Promise<LiveGrant> {
  const key = JSON.stringify([account.accountId, account.googleAccountId, account.grantVersion]);
  let refresh = inFlight.get(key);
  if (!refresh) {
    // Callers with different deadlines share the refresh, so it has a deadline of its own.
    const own = { ...context, deadline: Deadline.in(REQUEST_MS) };
    refresh = refreshUnderLease(account, own).finally(() => inFlight.delete(key));
    inFlight.set(key, refresh);
  }
  if (context.log) context.log.refreshed = true;
  return await context.deadline.race(refresh, () => new ApiError("google_timeout"));
}

/** Refreshes if the lease is granted. While another instance holds it, waits and reads the account again. */
async function refreshUnderLease(account: Account, context: CallContext): Promise<LiveGrant> {
  const lease = crypto.randomUUID();
  for (let changes = 0; changes <= MAX_GRANT_CHANGES;) {
    // The lease begins after this moment, so what ends within the turn ends within the lease.
    const turn = { ...context, deadline: context.deadline.within(TURN_MS) };
    const began = await beginLease(account, lease, turn);
    if (began === "refused") throw reconnectRequired("revoked_or_expired");
    if (began === "begun") {
      const granted = await callTokenEndpoint(account, lease, turn, context);
      const saved = granted && await saveUnderLease(account, lease, granted, turn);
      if (saved) return saved;
    }
    if (began === "busy") await waitForLease(context);
    else changes++;
    const current = await readAgain(account, context);
    const isChanged = current.grantVersion !== account.grantVersion;
    if (isChanged && isFresh(current)) return await storedGrant(current);
    // Refused, but not changed: the database contradicts itself, for a moment at best.
    if (!isChanged && began !== "busy") await waitForLease(context);
    account = current;
  }
  throw new ApiError("database_unavailable", { cause: new Error("the grant keeps changing") });
}

/**
 * Google's answer to the refresh token. Marks a dead grant, and throws `reconnect_required`; undefined if
 * another grant has replaced it meanwhile. After any other failure the lease is given back.
 */
async function callTokenEndpoint(
  account: Account,
  lease: string,
  turn: CallContext,
  context: CallContext,
): Promise<TokenGrant | undefined> {
  let reason: ReconnectReason = "scope_missing";
  try {
    const grant = await refreshAccessToken(await openRefreshToken(account), {
      ...turn,
      deadline: turn.deadline.before(SAVE_MS).within(REFRESH_MS),
    });
    if (!grant.scopes || allows(grant.scopes, "events")) return grant;
  } catch (error) {
    if (!(error instanceof InvalidGrantError)) {
      await abandonLease(account, lease, context);
      throw error;
    }
    reason = error.subtype === "invalid_rapt" ? "session_control" : "revoked_or_expired";
  }
  if (await markNeedsReconnect(account, reason, context)) throw reconnectRequired(reason);
}

/** Waits before the next look. Throws `google_timeout` if no time is left. */
async function waitForLease({ deadline }: CallContext): Promise<void> {
  await pause(LEASE_POLL_MS * (0.5 + Math.random()), deadline);
  if (deadline.left() > 0) return;
  throw new ApiError("google_timeout", { cause: new Error("the refresh did not end in time") });
}
