"use client";

/**
 * Shows added events: the confirmation of one, and lists of several.
 *
 * @module
 */
import { useId } from "react";
import { eventKey } from "./calendarRef";
import { fill } from "./fill";
import { dateLanguage, formatEventTime } from "./format";
import { useGoogleCalendar } from "./GoogleCalendar";
import { useLanguage } from "./Language";
import { Notice } from "./Notice";
import { browserTimeZone } from "./time";
import type { CalendarEvent } from "./client";

/** The confirmation for one event. */
export function EventAdded({ event }: { event: CalendarEvent }) {
  const { messages } = useLanguage();
  const title = fill(messages.added, { title: event.summary ?? messages.yourEvent });
  return (
    <Notice tone="success" title={title}>
      <p>
        <EventTime event={event} />
      </p>
      <EventLink event={event} />
    </Notice>
  );
}

/** The events that were added since the page was loaded, newest first. Hidden while empty. */
export function AddedEvents({ resourceId }: { resourceId?: string | undefined }) {
  const { added } = useGoogleCalendar();
  const { messages } = useLanguage();
  const titleId = useId();
  const events = resourceId ? added.filter((event) => event.resource_id === resourceId) : added;
  if (events.length === 0) return null;
  return (
    <section className="gcal gc-card" aria-labelledby={titleId}>
      <h2 id={titleId}>{messages.addedJustNow}</h2>
      <EventList events={events} />
    </section>
  );
}

/** Events with their times and links, or a note that there are no events. */
export function EventList({ events: all }: { events: CalendarEvent[] }) {
  const { messages } = useLanguage();
  const events = all.filter(({ status }) => status !== "cancelled");
  if (events.length === 0) return <p className="gcal gc-muted">{messages.nothingYet}</p>;
  return (
    <ul className="gcal gc-events">
      {events.map((event) => (
        <li key={eventKey(event)}>
          <span>
            <strong>{event.summary ?? messages.untitledEvent}</strong>
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
  const { locale } = useLanguage();
  const at = event.start_datetime ?? event.start_date;
  if (!at) return null;
  return (
    <time dateTime={at} lang={dateLanguage(locale)}>
      {formatEventTime(event, browserTimeZone(), locale)}
    </time>
  );
}

/** A link to the event in Google Calendar. */
export function EventLink({ event }: { event: CalendarEvent }) {
  const { messages } = useLanguage();
  if (!event.html_link) return null;
  return (
    <a className="gcal gc-link" href={event.html_link} target="_blank" rel="noreferrer">
      {messages.open}
      <span className="gc-hidden">
        {fill(messages.openDetails, { title: event.summary ?? messages.untitledEvent })}
      </span>
    </a>
  );
}
