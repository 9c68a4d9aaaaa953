/**
 * Shows added events: the confirmation of one, and lists of several.
 *
 * @module
 */
import { dateLanguage, formatEventTime } from "./format";
import { useGoogleCalendar } from "./GoogleCalendar";
import { Notice } from "./Notice";
import { browserTimeZone } from "./time";
import type { CalendarEvent } from "./client";

/** The confirmation for one event. */
export function EventAdded({ event }: { event: CalendarEvent }) {
  return (
    <Notice tone="success" title={`“${event.summary ?? "Your event"}” is in your calendar`}>
      <p>
        <EventTime event={event} />
      </p>
      <EventLink event={event} />
    </Notice>
  );
}

/** The events that were added since the page was loaded, newest first. Hidden while empty. */
export function AddedEvents({ resourceId }: { resourceId?: string }) {
  const { added } = useGoogleCalendar();
  const events = resourceId ? added.filter((event) => event.resource_id === resourceId) : added;
  if (events.length === 0) return null;
  return (
    <section className="gcal gc-card" aria-labelledby="gc-added-title">
      <h2 id="gc-added-title">Added just now</h2>
      <EventList events={events} />
    </section>
  );
}

/** Events with their times and links, or a note that there are no events. */
export function EventList({ events: all }: { events: CalendarEvent[] }) {
  const events = all.filter(({ status }) => status !== "cancelled");
  if (events.length === 0) return <p className="gc-muted">Nothing yet.</p>;
  return (
    <ul className="gcal gc-events">
      {events.map((event) => (
        <li key={event.id}>
          <span>
            <strong>{event.summary ?? "Untitled event"}</strong>
            <br />
            <span className="gc-muted">
              <EventTime event={event} />
            </span>
          </span>
          <EventLink event={event} />
        </li>
      ))}
    </ul>
  );
}

function EventTime({ event }: { event: CalendarEvent }) {
  const at = event.start_datetime ?? event.start_date;
  if (!at) return null;
  return (
    <time dateTime={at} lang={dateLanguage()}>
      {formatEventTime(event, browserTimeZone())}
    </time>
  );
}

/** A link to the event in Google Calendar. */
export function EventLink({ event }: { event: CalendarEvent }) {
  if (!event.html_link) return null;
  return (
    <a className="gcal gc-link" href={event.html_link} target="_blank" rel="noreferrer">
      Open in Google Calendar
      <span className="gc-hidden">
        : {event.summary ?? "event"} (opens in a new tab)
      </span>
    </a>
  );
}
