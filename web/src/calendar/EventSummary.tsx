/**
 * Shows an event as text: the whole event if the person may not change it, else what the form leaves
 * out.
 *
 * @module
 */
import type { ReactNode } from "react";
import { type CalendarEvent, fill, formatEventTime } from "../google-calendar/index.ts";
import { linkedNotes } from "./notes.ts";
import { type Reminder, remindersText } from "./reminders.ts";
import { useTexts } from "./useTexts.ts";
import { readableZone } from "./zones.ts";

interface EventSummaryProps {
  event: CalendarEvent;
  zone: string;
}

/** Title, time, place and notes. */
export function EventSummary({ event, zone }: EventSummaryProps) {
  const { texts } = useTexts();
  return (
    <div className="event-summary">
      <p className="event-summary-title">{event.summary || texts.untitled}</p>
      <EventTime event={event} zone={zone} />
      <Place event={event} />
      <Notes event={event} />
    </div>
  );
}

/** The time in `zone`, and in the event's own zone if the clock shows another time there. */
export function EventTime({ event, zone }: EventSummaryProps) {
  const { time_zone, end_time_zone } = event;
  const { texts, locale } = useTexts();
  const here = formatEventTime(event, zone, locale);
  const hasOneZone = time_zone && (end_time_zone ?? time_zone) === time_zone;
  const there = hasOneZone ? formatEventTime(event, time_zone, locale) : here;
  return (
    <>
      <p>{here}</p>
      {time_zone && there !== here && (
        <p className="gc-muted">
          {fill(texts.timeInZone, { time: there, zone: readableZone(time_zone) })}
        </p>
      )}
    </>
  );
}

/** The place, as a link to where it is on a map. An online place is a link itself. */
export function Place({ event: { location } }: { event: CalendarEvent }) {
  const { texts } = useTexts();
  if (!location) return null;
  const isAddress = /^https?:\/\/\S+$/.test(location);
  const map = `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(location)}`;
  return (
    <p>
      <OuterLink href={isAddress ? location : map}>
        {location}
        {!isAddress && <span className="gc-hidden">{texts.map}</span>}
      </OuterLink>
    </p>
  );
}

/** The notes as text with links. */
export function Notes({ event: { description } }: { event: CalendarEvent }) {
  if (!description) return null;
  return (
    <p className="event-notes" tabIndex={0}>
      {linkedNotes(description).map(({ text, href }, index) =>
        href ? <OuterLink key={index} href={href}>{text}</OuterLink> : text
      )}
    </p>
  );
}

/** A link to another site, in another tab. */
export function OuterLink({ href, children }: { href: string; children: ReactNode }) {
  return <a className="gc-link" href={href} target="_blank" rel="noreferrer">{children}</a>;
}

/** Both local times of an event that ends in another zone, such as a flight. */
export function TwoZones({ event }: { event: CalendarEvent }) {
  const { start_datetime, end_datetime, time_zone, end_time_zone } = event;
  const { texts, locale } = useTexts();
  if (!start_datetime || !end_datetime || !time_zone || !end_time_zone) return null;
  if (time_zone === end_time_zone) return null;
  const local = (time: string, zone: string) =>
    new Intl.DateTimeFormat(locale, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: zone,
    }).format(new Date(time));
  return (
    <p className="two-zones">
      {fill(texts.twoZones, {
        start: local(start_datetime, time_zone),
        startZone: readableZone(time_zone),
        end: local(end_datetime, end_time_zone),
        endZone: readableZone(end_time_zone),
      })}
    </p>
  );
}

interface RemindersProps {
  event: CalendarEvent | null;
  defaults: Reminder[] | null;
}

/** The reminders. A new event has its calendar's reminders. */
export function Reminders({ event, defaults }: RemindersProps) {
  const { texts, locale } = useTexts();
  const reminders = remindersText(event?.reminders ?? undefined, defaults, texts, locale);
  return <p className="gc-muted">{fill(texts.eventReminders, { reminders })}</p>;
}
