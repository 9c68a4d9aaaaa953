/**
 * Lists the calendars of a user's connected accounts.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { type Account, readAccount } from "../accounts/accounts.ts";
import { type CalendarClient, openCalendar } from "../calendarClient.ts";
import type { CallContext } from "../context.ts";
import { ApiError, toApiError } from "../errors.ts";
import { CALENDAR_FIELDS, CALENDAR_LIST_FIELDS } from "../google/calendarFields.ts";
import { allows } from "../google/scopes.ts";
import type { Calendar, CalendarList } from "./answers.ts";

/** Google's names of what `conference` takes. */
const CONFERENCE_TYPES: Record<string, string> = { hangoutsMeet: "google_meet" };

/** The most pages that are read: 250 calendars each. Google's own page is unusable long before. */
const MAX_PAGES = 20;

/**
 * The calendars of several accounts of a user. One account's failure leaves the others as they are.
 * Throws the first account's failure if every account fails.
 */
export async function listCalendars(
  userId: string,
  accountIds: string[],
  context: CallContext,
): Promise<CalendarList> {
  const results = await Promise.allSettled(accountIds.map(async (accountId) => {
    const account = await readAccount({ userId, accountId, callsGoogle: true }, context);
    if (!account) throw new ApiError("unauthenticated", { cause: new Error("the user is gone") });
    return await calendarsOf(account, context);
  }));
  const list: CalendarList = { calendars: [], unavailable: [] };
  for (const [place, result] of results.entries()) {
    if (result.status === "fulfilled") list.calendars.push(...result.value);
    else {
      const { code } = toApiError(result.reason);
      list.unavailable.push({ account_id: accountIds[place]!, code });
    }
  }
  const first = results[0];
  if (list.unavailable.length === results.length && first?.status === "rejected") {
    throw first.reason;
  }
  return list;
}

/** The calendars of an account's own list; without the scope for the list, the primary one alone. */
async function calendarsOf(account: Account, context: CallContext): Promise<Calendar[]> {
  const client = await openCalendar(account, context);
  if (!allows(account.scopes, "calendar_list")) return [await primaryOf(client)];
  const found: Calendar[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.calendarList.list(
      {
        maxResults: 250,
        pageToken,
        fields: CALENDAR_LIST_FIELDS,
      } as Parameters<CalendarClient["calendarList"]["list"]>[0],
    );
    const items = answer.items ?? (answer.kind === "calendar#calendarList" ? [] : undefined);
    // A malformed answer must not look like an account without calendars.
    if (!Array.isArray(items)) {
      throw new ApiError("google_bad_response", {
        cause: new Error("calendarList.list: no items"),
      });
    }
    found.push(...items.filter(({ id }) => id).map((entry) => toCalendar(entry, account)));
    pageToken = answer.nextPageToken ?? undefined;
    if (pageToken === undefined) return found;
  }
  throw new ApiError("google_bad_response", {
    cause: new Error("calendarList.list: does not end"),
  });
}

/** What a list of the primary calendar's events says of the calendar. */
async function primaryOf(client: CalendarClient): Promise<Calendar> {
  const { account } = client;
  const { summary, description, timeZone, accessRole, defaultReminders } = await client.events.list(
    { calendarId: "primary", maxResults: 1, fields: CALENDAR_FIELDS } as Parameters<
      CalendarClient["events"]["list"]
    >[0],
  );
  return toCalendar({
    id: account.googleEmail ?? "primary",
    summary,
    description,
    timeZone,
    accessRole,
    defaultReminders,
    primary: true,
    selected: true,
    conferenceProperties: { allowedConferenceSolutionTypes: ["hangoutsMeet"] },
  }, account);
}

function toCalendar(
  entry: calendar_v3.Schema$CalendarListEntry,
  { accountId }: Account,
): Calendar {
  return {
    id: entry.id!,
    account_id: accountId,
    summary: entry.summaryOverride ?? entry.summary ?? null,
    description: entry.description ?? null,
    time_zone: entry.timeZone ?? null,
    color: entry.backgroundColor ?? null,
    access_role: entry.accessRole ?? null,
    primary: entry.primary ?? false,
    writable: entry.accessRole === "owner" || entry.accessRole === "writer",
    selected: entry.selected ?? false,
    default_reminders: (entry.defaultReminders ?? []).map(({ method, minutes }) => ({
      method: method ?? null,
      minutes: minutes ?? null,
    })),
    conference_types: (entry.conferenceProperties?.allowedConferenceSolutionTypes ?? [])
      .flatMap((type) => CONFERENCE_TYPES[type] ?? []),
  };
}
