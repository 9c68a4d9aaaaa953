/**
 * Shows an event as text: the whole event if the person may not change it, else what the form leaves
 * out.
 *
 * @module
 */
import { type CalendarEvent, dateLanguage, formatEventTime } from "../google-calendar/index.ts";
import { UNTITLED } from "./eventKinds.ts";
import { readableNotes } from "./notes.ts";
import { type Reminder, remindersText } from "./reminders.ts";
import { readableZone } from "./zones.ts";

interface EventSummaryProps {
  event: CalendarEvent;
  zone: string;
}

/** Title, time, place and notes. */
export function EventSummary({ event, zone }: EventSummaryProps) {
  return (
    <div className="event-summary">
      <p className="event-summary-title">{event.summary || UNTITLED}</p>
      <p lang={dateLanguage()}>{formatEventTime(event, zone)}</p>
      {event.location && <p>{event.location}</p>}
      {event.description && (
        <p className="event-notes" tabIndex={0}>{readableNotes(event.description)}</p>
      )}
    </div>
  );
}

/** Both local times of an event that ends in another zone, such as a flight. */
export function TwoZones({ event }: { event: CalendarEvent }) {
  const { start_datetime, end_datetime, time_zone, end_time_zone } = event;
  if (!start_datetime || !end_datetime || !time_zone || !end_time_zone) return null;
  if (time_zone === end_time_zone) return null;
  const local = (time: string, zone: string) =>
    new Intl.DateTimeFormat(undefined, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: zone,
    }).format(new Date(time));
  return (
    <p className="two-zones">
      Starts <span lang={dateLanguage()}>{local(start_datetime, time_zone)}</span> in{" "}
      {readableZone(time_zone)}, ends{" "}
      <span lang={dateLanguage()}>{local(end_datetime, end_time_zone)}</span> in{" "}
      {readableZone(end_time_zone)}
    </p>
  );
}

interface RemindersProps {
  event: CalendarEvent | null;
  defaults: Reminder[] | null;
}

/** The reminders. A new event has its calendar's reminders. */
export function Reminders({ event, defaults }: RemindersProps) {
  return (
    <p className="gc-muted">Reminders: {remindersText(event?.reminders ?? undefined, defaults)}</p>
  );
}
