/**
 * Writes the times of events. Each pair of times is written once: the browser takes longer to write one
 * than the calendar library takes to draw the event.
 *
 * @module
 */

/** A time of day as the calendar library gives it. */
interface Time {
  hour: number;
  minute: number;
}

/** Writes a time, or from one time to another. */
export function timeFormat(locale: string): (times: { start: Time; end?: Time | null }) => string {
  const format = new Intl.DateTimeFormat(locale, {
    hour: "numeric",
    minute: "2-digit",
    timeZone: "UTC",
  });
  const written = new Map<string, string>();
  const moment = ({ hour, minute }: Time) => new Date(Date.UTC(2000, 0, 1, hour, minute));
  const write = (start: Time, end: Time | null) => {
    const from = moment(start);
    const to = end && moment(end);
    if (!to) return format.format(from);
    // A range of two days would be written with its dates.
    return from <= to
      ? format.formatRange(from, to)
      : `${format.format(from)} – ${format.format(to)}`;
  };
  return ({ start, end = null }) => {
    const key = [start, end].map((time) => time ? `${time.hour}:${time.minute}` : "").join();
    const text = written.get(key) ?? write(start, end);
    written.set(key, text);
    return text;
  };
}
