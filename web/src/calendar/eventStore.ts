/**
 * Loads ranges of events, page by page.
 *
 * @module
 */
import {
  type CalendarClient,
  type CalendarEvent,
  type CalendarRef,
  eventKey,
  spanOf,
} from "../google-calendar/index.ts";
import type { Reminder } from "./reminders.ts";

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Range {
  start: string;
  end: string;
}

/** Events of one calendar, with the calendar's own zone and its default reminders. */
export interface RangeData {
  events: CalendarEvent[];
  zone: string;
  /** Null if only the list of calendars says them. */
  defaultReminders: Reminder[] | null;
  /** False while only a part of the range is known. */
  isWhole: boolean;
}

/** Small, because a week that is crowded shows its first events sooner. Most weeks fit into it. */
const FIRST_PAGE = 100;

/** Google's largest page, for the fewest calls. */
const PAGE = 250;

/** All events of a range in one calendar. `onPart` gets what is known before the last page. */
export async function loadRange(
  client: Pick<CalendarClient, "listEvents">,
  { start, end }: Range,
  ref: Partial<CalendarRef> = {},
  onPart: (part: RangeData) => void = () => {},
): Promise<RangeData> {
  const events: CalendarEvent[] = [];
  let page_token: string | undefined;
  for (;;) {
    const page = await client.listEvents({
      ...ref,
      time_min: start,
      time_max: end,
      limit: page_token === undefined ? FIRST_PAGE : PAGE,
      page_token,
    });
    events.push(...page.events);
    const { time_zone: zone, default_reminders: defaultReminders = [] } = page;
    const isWhole = page.next_page_token === null;
    const data = { events: [...events], zone, defaultReminders, isWhole };
    if (isWhole) return data;
    onPart(data);
    page_token = page.next_page_token!;
  }
}

/** The events with one event added or replaced. */
export function withEvent(events: CalendarEvent[], event: CalendarEvent): CalendarEvent[] {
  return [...events.filter((one) => eventKey(one) !== eventKey(event)), event];
}

/** True if one range includes the other. */
export function includes(outer: Range, inner: Range): boolean {
  return Date.parse(outer.start) <= Date.parse(inner.start) &&
    Date.parse(inner.end) <= Date.parse(outer.end);
}

/** An all-day event counts a day more on both sides, because its days may be another zone's. */
export function touches(event: CalendarEvent, range: Range): boolean {
  const span = spanOf(event);
  if (!span) return false;
  const slack = span.allDay ? 86_400_000 : 0;
  return Date.parse(span.start) - slack < Date.parse(range.end) &&
    Date.parse(span.end) + slack > Date.parse(range.start);
}
