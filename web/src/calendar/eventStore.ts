/**
 * Loads ranges of events and merges them into the loaded events.
 *
 * @module
 */
import {
  type CalendarClient,
  type CalendarEvent,
  type CalendarRef,
  eventKey,
  refKey,
  spanOf,
} from "../google-calendar/index.ts";

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Range {
  start: string;
  end: string;
}

/** Google's largest page, for the fewest calls. */
const PAGE = 250;

/** All events of a range in one calendar, with the calendar's own zone and its default reminders. */
export async function loadRange(
  client: CalendarClient,
  { start, end }: Range,
  ref: Partial<CalendarRef> = {},
) {
  const events: CalendarEvent[] = [];
  let page_token: string | undefined;
  for (;;) {
    const page = await client.listEvents({
      ...ref,
      time_min: start,
      time_max: end,
      limit: PAGE,
      page_token,
    });
    events.push(...page.events);
    if (page.next_page_token === null) {
      const { time_zone: zone, default_reminders: defaultReminders = [] } = page;
      return { events, zone, defaultReminders };
    }
    page_token = page.next_page_token;
  }
}

/**
 * The events after `range` of one calendar was loaded. An event of that calendar in `range` that was
 * not loaded again is removed.
 */
export function withRange(
  events: CalendarEvent[],
  range: Range,
  loaded: CalendarEvent[],
  calendar: CalendarRef,
) {
  const keys = new Set(loaded.map(eventKey));
  const isGone = (event: CalendarEvent) =>
    refKey(event) === refKey(calendar) && touches(event, range);
  return [...events.filter((event) => !keys.has(eventKey(event)) && !isGone(event)), ...loaded];
}

/** The events with one event added or replaced. */
export function withEvent(events: CalendarEvent[], event: CalendarEvent): CalendarEvent[] {
  return [...events.filter((one) => eventKey(one) !== eventKey(event)), event];
}

/** An all-day event counts a day more on both sides, because its days may be another zone's. */
function touches(event: CalendarEvent, range: Range): boolean {
  const span = spanOf(event);
  if (!span) return false;
  const slack = span.allDay ? 86_400_000 : 0;
  return Date.parse(span.start) - slack < Date.parse(range.end) &&
    Date.parse(span.end) + slack > Date.parse(range.start);
}
