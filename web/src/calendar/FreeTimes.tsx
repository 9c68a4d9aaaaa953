/**
 * When the person is free, as a list: for everybody who would rather read it than look for gaps.
 *
 * @module
 */
import { memo } from "react";
import { dateLanguage, type Slot, type Span, workingSlots } from "../google-calendar/index.ts";

interface FreeTimesProps {
  free: Slot[];
  zone: string;
  onChoose: (span: Span) => void;
}

/** More would be no help. */
const SHOWN = 12;

/** Free slots within working hours that are not over yet; each begins a new event. */
export const FreeTimes = memo(function ({ free, zone, onChoose }: FreeTimesProps) {
  const slots = workingSlots(free, zone, new Date()).slice(0, SHOWN);
  const format = new Intl.DateTimeFormat(undefined, {
    weekday: "long",
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZone: zone,
  });
  return (
    <details className="gc-more free-times">
      <summary>When you are free</summary>
      {slots.length === 0
        ? <p className="gc-muted">No free time in working hours (Monday to Friday, 9 to 17).</p>
        : (
          <ul lang={dateLanguage()}>
            {slots.map((slot) => (
              <li key={slot.start}>
                <button
                  type="button"
                  className="free-slot"
                  onClick={() => onChoose({ ...slot, allDay: false })}
                >
                  {format.formatRange(new Date(slot.start), new Date(slot.end))}
                </button>
              </li>
            ))}
          </ul>
        )}
    </details>
  );
});
