/**
 * Opens a user's Google Calendar: reads the account, refuses if it is not connected, refreshes the access
 * token if necessary, and returns a client whose methods are Google's. Needs no request and no session, so
 * a cron job or a webhook can use it; a route must first check who is calling.
 *
 * @module
 */
import { type Account, readAccount } from "./accounts/accounts.ts";
import { type CallContext, jobContext } from "./context.ts";
import { ApiError } from "./errors.ts";
import { googleCalendar } from "./google/calendarApi.ts";
import { InvalidAccessTokenError } from "./google/calendarErrors.ts";
import type { GoogleCalendar, Method } from "./google/calendarMethods.ts";
import { loadGoogleLibrary } from "./google/library.ts";
import { accountChanged, assertConnected, reconnectRequired } from "./accounts/grants.ts";
import { freshGrant, refreshShared } from "./accounts/refresh.ts";
import { noteAnswer, replaceRefused } from "./accounts/refusedTokens.ts";
import { allows, type Feature } from "./google/scopes.ts";

/**
 * A user's calendar in one Google account, which never changes. If a method needs a new token and the user
 * has connected another account meanwhile, it makes no call and throws `google_account_changed`.
 */
export interface CalendarClient extends GoogleCalendar {
  /** The account of every call, as it was when the client was opened. */
  readonly account: Account;
}

/** `google_account_changed` after an event may have been created in the former account: nothing may start over. */
export class ChangedAfterCreation extends ApiError {
  constructor(cause: ApiError) {
    super("google_account_changed", { cause });
  }
}

/** The number of tokens that one call is made with: Google has refused all but the last. */
const MAX_REFUSALS = 3;

/**
 * The calendar of the user with this Supabase id, or with this Google id, in the account that is named, by
 * default the default one. The caller decides whose calendar that may be. Throws `user_not_found`,
 * `account_not_found`, `calendar_not_connected`, `reconnect_required`,
 * `tokens_unreadable`, or a failure of Google or the database. Every call ends with the context's
 * deadline, by default 25 seconds from now.
 *
 * @example
 * ```ts
 * const calendar = await getCalendarClient({ userId });
 * const { items = [] } = await calendar.events.list({ calendarId: "primary", maxResults: 10 });
 * ```
 */
export async function getCalendarClient(
  user: { userId: string; accountId?: string } | { googleId: string; accountId?: string },
  context: CallContext = jobContext(),
): Promise<CalendarClient> {
  const account = await readAccount(user, context);
  if (!account) throw new ApiError("user_not_found");
  if (!account.accountFound) throw new ApiError("account_not_found");
  return await openCalendar(account, context);
}

/**
 * The calendar of an account that has just been read. `feature` is what the granted scopes must allow.
 * Throws as `getCalendarClient` does.
 */
export async function openCalendar(
  account: Account,
  context: CallContext,
  feature: Feature = "events",
): Promise<CalendarClient> {
  assertConnected(account);
  if (!allows(account.scopes, feature)) throw reconnectRequired("scope_missing");
  let grant = await freshGrant(account, context);
  let mayHaveCreated = false;

  /** Makes the call with the grant's token. A token that Google refuses is replaced by another of the same account. */
  async function withToken<T>(
    call: (accessToken: string) => Promise<T>,
    { creates }: Method,
  ): Promise<T> {
    for (let refusals = 1;; refusals++) {
      const used = grant;
      try {
        const answer = await call(used.accessToken);
        await noteAnswer(used.account, undefined, context);
        return answer;
      } catch (error) {
        if (!(error instanceof InvalidAccessTokenError)) {
          mayHaveCreated ||= creates === true;
          await noteAnswer(used.account, error, context);
          throw error;
        }
        mayHaveCreated ||= creates === true && error.afterOthers;
        if (refusals === MAX_REFUSALS) throw new ApiError("google_unavailable", { cause: error });
      }
      if (grant !== used) continue;
      try {
        grant = await (refusals === 1 ? refreshShared : replaceRefused)(used.account, context);
      } catch (error) {
        throw mayHaveCreated && accountChanged(error) ? new ChangedAfterCreation(error) : error;
      }
    }
  }

  return { account, ...googleCalendar(withToken, context) };
}

export { accountChanged, loadGoogleLibrary };
