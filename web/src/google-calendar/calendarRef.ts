/**
 * Names a calendar of an account, and an event in it. The same event may be in two calendars: then it
 * has one id there, and counts as two events.
 *
 * @module
 */
import type { AccountConnection, Calendar, CalendarEvent } from "./client";

/** A calendar of one account, as requests and events name it. */
export interface CalendarRef {
  account_id: string;
  /** `primary`, or the id of another calendar. */
  calendar_id: string;
}

/** Names a calendar of the list. A primary calendar is always called `primary`, as in events. */
export function refOf({ id, account_id, primary }: Calendar): CalendarRef {
  return { account_id, calendar_id: primary ? "primary" : id };
}

/** A text that no other calendar has. */
export function refKey({ account_id, calendar_id }: CalendarRef): string {
  return `${account_id}/${calendar_id}`;
}

/** The calendar that a key names. */
export function refFrom(key: string): CalendarRef {
  const slash = key.indexOf("/");
  return { account_id: key.slice(0, slash), calendar_id: key.slice(slash + 1) };
}

/** A text that no other event has, in any calendar. */
export function eventKey(event: Pick<CalendarEvent, "id" | "account_id" | "calendar_id">): string {
  return `${refKey(event)}/${event.id}`;
}

/**
 * The calendar as fields of a request. The only account has no name in it, so that a form outlives
 * disconnecting and connecting it again.
 */
export function refFields(
  { account_id, calendar_id }: CalendarRef,
  accounts: AccountConnection[],
): Partial<CalendarRef> {
  return {
    ...(accounts.length > 1 && { account_id }),
    ...(calendar_id !== "primary" && { calendar_id }),
  };
}
