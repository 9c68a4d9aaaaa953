/**
 * The way to a user's Google Calendar: looks up the tokens, refuses when not connected, refreshes when
 * due, saves, and hands back a client whose methods are Google's. Needs no request and no session, so
 * a cron job or a webhook can use it; routes check who is calling first.
 *
 * @module
 */
import { type Account, readAccount } from "./accounts.ts";
import { type CallContext, jobContext } from "./database.ts";
import { ApiError } from "./errors.ts";
import { type GoogleCalendar, googleCalendar, loadGoogleLibrary } from "./googleCalendar.ts";
import { AccessTokenRefused } from "./googleErrors.ts";
import { assertConnected, liveGrant, reconnectRequired, refreshGrant } from "./refresh.ts";
import { allows, type Feature } from "./scopes.ts";

/** A user's calendar, and the account it belongs to. */
export interface CalendarClient extends GoogleCalendar {
  /** As of now: a refresh may have found that it changed. */
  readonly account: Account;
}

/**
 * The calendar of the user with this id, or with this Google identity. Throws `user_not_found`,
 * `calendar_not_connected`, `reconnect_required`, and whatever refreshing can fail with.
 */
export async function getCalendarClient(
  user: { userId: string } | { googleId: string },
  context: CallContext = jobContext(),
): Promise<CalendarClient> {
  const account = await readAccount(user, context);
  if (!account) throw new ApiError("user_not_found");
  return await openCalendar(account, context);
}

/** The calendar of an account that was just read. `feature` is what the caller needs of the grant. */
export async function openCalendar(
  account: Account,
  context: CallContext,
  feature: Feature = "events",
): Promise<CalendarClient> {
  assertConnected(account);
  if (!allows(account.scopes, feature)) throw reconnectRequired("scope_missing");
  let grant = await liveGrant(account, context);

  /** Calls with the token; one that Google refuses is refreshed, once. */
  async function withToken<T>(call: (calendar: GoogleCalendar) => Promise<T>): Promise<T> {
    const used = grant;
    try {
      return await call(googleCalendar(used.accessToken, context));
    } catch (error) {
      if (!(error instanceof AccessTokenRefused)) throw error;
    }
    if (grant === used) grant = await refreshGrant(used.account, context);
    try {
      return await call(googleCalendar(grant.accessToken, context));
    } catch (error) {
      if (!(error instanceof AccessTokenRefused)) throw error;
      throw reconnectRequired("revoked_or_expired", error);
    }
  }

  return {
    get account() {
      return grant.account;
    },
    events: {
      insert: (params) => withToken((calendar) => calendar.events.insert(params)),
      get: (params) => withToken((calendar) => calendar.events.get(params)),
      list: (params) => withToken((calendar) => calendar.events.list(params)),
      instances: (params) => withToken((calendar) => calendar.events.instances(params)),
      patch: (params, condition) =>
        withToken((calendar) => calendar.events.patch(params, condition)),
      delete: (params, condition) =>
        withToken((calendar) => calendar.events.delete(params, condition)),
    },
    freebusy: { query: (params) => withToken((calendar) => calendar.freebusy.query(params)) },
  };
}

export { loadGoogleLibrary };
