/**
 * The events that are known: what was loaded stays, and a range that is loaded again replaces what
 * was known of it.
 *
 * @module
 */
import { type CalendarClient, type CalendarEvent, spanOf } from "../google-calendar/index.ts";

/** From `start` (inclusive) to `end` (exclusive), RFC 3339. */
export interface Range {
  start: string;
  end: string;
}

/** Google's own limit: the fewest calls. */
const PAGE = 250;

/** All events of a range, page by page; the calendar's own zone, and its default reminders. */
export async function loadRange(client: CalendarClient, { start, end }: Range) {
  const events: CalendarEvent[] = [];
  let page_token: string | undefined;
  for (;;) {
    const page = await client.listEvents({
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

/** What is known after `range` was loaded: whatever of it was known before may be gone. */
export function withRange(known: CalendarEvent[], range: Range, loaded: CalendarEvent[]) {
  const ids = new Set(loaded.map(({ id }) => id));
  return [...known.filter((event) => !ids.has(event.id) && !touches(event, range)), ...loaded];
}

/** What is known after one event became another. */
export function withEvent(known: CalendarEvent[], event: CalendarEvent): CalendarEvent[] {
  return [...known.filter(({ id }) => id !== event.id), event];
}

/** All-day events are counted a day longer on both sides: their days are another zone's. */
function touches(event: CalendarEvent, range: Range): boolean {
  const span = spanOf(event);
  if (!span) return false;
  const slack = span.allDay ? 86_400_000 : 0;
  return Date.parse(span.start) - slack < Date.parse(range.end) &&
    Date.parse(span.end) + slack > Date.parse(range.start);
}
