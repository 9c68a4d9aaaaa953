/**
 * What stands in an event of the calendar library's views: the title, then the time.
 *
 * @module
 */
import type { EventDisplayInfo } from "@fullcalendar/react";

/**
 * The stylesheet shows the title first. A screen reader hears the time first, and what the look of
 * the event says: that it is declined, or free.
 */
export function EventContent({ event, timeText, timeClass, titleClass }: EventDisplayInfo) {
  const { note } = event.extendedProps as { note?: string };
  return (
    <>
      {timeText && <div className={`${timeClass} event-time`}>{timeText}</div>}
      <div className={`${titleClass} event-title`}>
        {event.title}
        {note && <span className="event-note">{` (${note})`}</span>}
      </div>
    </>
  );
}

/** Past events are dimmed. */
export function pastClass({ isPast }: EventDisplayInfo): string {
  return isPast ? "is-past" : "";
}
