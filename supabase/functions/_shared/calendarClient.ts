/**
 * The way to a user's Google Calendar: looks up the tokens, refuses when not connected, refreshes when
 * due, saves, and hands back a client whose methods are Google's. Needs no request and no session, so
 * a cron job or a webhook can use it; routes check who is calling first.
 *
 * @module
 */
import { type Account, readAccount } from "./accounts/accounts.ts";
import { type CallContext, jobContext } from "./context.ts";
import { ApiError } from "./errors.ts";
import { type GoogleCalendar, googleCalendar, loadGoogleLibrary } from "./google/calendarApi.ts";
import { InvalidAccessTokenError } from "./google/calendarErrors.ts";
import { accountChanged, assertConnected, reconnectRequired } from "./accounts/grants.ts";
import { freshGrant, refreshGrant } from "./accounts/refresh.ts";
import { noteAnswer, replaceRefused } from "./accounts/refusedTokens.ts";
import { allows, type Feature } from "./google/scopes.ts";

/**
 * A user's calendar in one Google account, for the client's whole life. Each method throws
 * `google_account_changed`, and calls nothing, if it needs a new token and finds that the user has
 * connected another account meanwhile.
 */
export interface CalendarClient extends GoogleCalendar {
  /** The account that every call is made in, as it was when the client was made. */
  readonly account: Account;
}

/** `google_account_changed`, but an event may have been created in the account before: nothing starts over. */
export class ChangedAfterCreation extends ApiError {
  constructor(cause: ApiError) {
    super("google_account_changed", { cause });
  }
}

/** How often one call is made with another token, after Google has refused the one before. */
const MAX_REFUSALS = 3;

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
  let grant = await freshGrant(account, context);
  let mayHaveCreated = false;

  /** Calls with the token; one that Google refuses is replaced, by another of the same account only. */
  async function withToken<T>(call: (calendar: GoogleCalendar) => Promise<T>): Promise<T> {
    for (let refusals = 1;; refusals++) {
      const used = grant;
      try {
        const answer = await call(googleCalendar(used.accessToken, context));
        await noteAnswer(used.account, undefined, context);
        return answer;
      } catch (error) {
        if (!(error instanceof InvalidAccessTokenError)) {
          await noteAnswer(used.account, error, context);
          throw error;
        }
        if (refusals === MAX_REFUSALS) throw new ApiError("google_unavailable", { cause: error });
      }
      if (grant !== used) continue;
      try {
        grant = await (refusals === 1 ? refreshGrant : replaceRefused)(used.account, context);
      } catch (error) {
        throw mayHaveCreated && accountChanged(error) ? new ChangedAfterCreation(error) : error;
      }
    }
  }

  return {
    account,
    events: {
      insert: (params) =>
        withToken(async (calendar) => {
          try {
            return await calendar.events.insert(params);
          } catch (error) {
            mayHaveCreated ||= !(error instanceof InvalidAccessTokenError) || error.afterOthers;
            throw error;
          }
        }),
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

export { accountChanged, loadGoogleLibrary };
