/**
 * Opens the caller's own calendar: checks that the path is theirs, reads the account while Google's
 * library loads, counts the request against their budget, finds the resource, and refreshes the grant.
 *
 * @module
 */
import { type Account, readAccount } from "./accounts/accounts.ts";
import { accountChanged } from "./accounts/grants.ts";
import { readOwnAccount, userGone } from "./auth/ownAccount.ts";
import type { Session } from "./auth/session.ts";
import {
  type CalendarClient,
  ChangedAfterCreation,
  loadGoogleLibrary,
  openCalendar,
} from "./calendarClient.ts";
import type { CallContext } from "./context.ts";
import { ApiError } from "./errors.ts";
import type { Feature } from "./google/scopes.ts";

/** What a request needs beside a calendar that is connected. */
export interface Needs {
  /** Which of the user's accounts; by default the default one. */
  accountId?: string;
  /** What the grant must allow. */
  feature?: Feature;
  /** The calendar that is written to. Its mirror is told. */
  calendarId?: string;
  /** The resource that the request names. Throws `resource_not_found` if it is not the caller's. */
  resourceId?: string | null;
  /** Whether a resource that is gone is no failure yet, because the event may have named it before. */
  resourceMayBeGone?: boolean;
}

async function readCaller(
  session: Session,
  user: string,
  context: CallContext,
  { accountId, resourceId, calendarId, resourceMayBeGone = false }: Needs,
): Promise<Account> {
  const [account] = await Promise.all([
    readOwnAccount(session, user, context, {
      accountId,
      resourceId: resourceId ?? undefined,
      calendarId,
      callsGoogle: true,
    }),
    loadGoogleLibrary(),
  ]);
  if (resourceId != null && account.resourceName === null && !resourceMayBeGone) {
    throw new ApiError("resource_not_found");
  }
  return account;
}

/**
 * The caller's calendar, for work that names something of one Google account: an event, a page token.
 * `user` is the path's `{user}`. Throws `user_not_found`, `too_many_requests`, `resource_not_found`,
 * `calendar_not_connected`, `reconnect_required`, and whatever refreshing can fail with.
 *
 * @example
 * ```ts
 * const caller = await callerOf(c);
 * const { userId, accountId, query } = readQueryFor(c, eventQuery);
 * const session = caller.actFor(userId);
 * const calendar = await openOwnCalendar(session, c.req.param("user"), c.var, { accountId });
 * await calendar.events.get({ calendarId: "primary", eventId });
 * ```
 */
export async function openOwnCalendar(
  session: Session,
  user: string,
  context: CallContext,
  needs: Needs = {},
): Promise<CalendarClient> {
  const account = await readCaller(session, user, context, needs);
  return await openCalendar(account, context, needs.feature);
}

/**
 * Does work in the caller's calendar that names nothing of one Google account: a new event, a first
 * page, free time. If the user connects another Google account meanwhile, the work is done once more
 * from its start in that one, and nothing of the first is used. Throws what `openOwnCalendar` throws,
 * and `google_account_changed` if the account changes again, or if an event may have been created in
 * the first.
 */
export async function inOwnCalendar<T>(
  session: Session,
  user: string,
  context: CallContext,
  work: (calendar: CalendarClient) => Promise<T>,
  needs: Needs = {},
): Promise<T> {
  const account = await readCaller(session, user, context, needs);
  try {
    return await work(await openCalendar(account, context, needs.feature));
  } catch (error) {
    if (!accountChanged(error) || error instanceof ChangedAfterCreation) throw error;
  }
  const { userId, accountId } = account;
  const { calendarId } = needs;
  const current = await readAccount({ userId, accountId, calendarId }, context);
  if (!current) throw userGone(session);
  // A resource is the user's, whichever Google account is connected.
  const { resourceName, resourceLink } = account;
  return await work(
    await openCalendar({ ...current, resourceName, resourceLink }, context, needs.feature),
  );
}
