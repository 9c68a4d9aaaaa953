/**
 * Lists the free times of the person.
 *
 * @module
 */
import { memo } from "react";
import {
  type AccountConnection,
  dateLanguage,
  type Slot,
  type Span,
  workingSlots,
} from "../google-calendar/index.ts";
import "./freeTimes.css";

interface FreeTimesProps {
  free: Slot[];
  /** Accounts that are not included. */
  without: AccountConnection[];
  zone: string;
  onChoose: (span: Span) => void;
}

/** A longer list would not help. */
const MOST_SLOTS = 12;

/** Future free slots within working hours. Each is a button that opens a new event. */
export const FreeTimes = memo(function ({ free, without, zone, onChoose }: FreeTimesProps) {
  const slots = workingSlots(free, zone, new Date()).slice(0, MOST_SLOTS);
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
      {without.length > 0 && (
        <p className="gc-muted">
          Without{" "}
          {without.map(({ google_email }) => google_email ?? "one account").join(", ")}: nothing is
          known of the free times there.
        </p>
      )}
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
