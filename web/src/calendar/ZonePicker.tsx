/**
 * Shows and changes the time zone of the calendar.
 *
 * @module
 */
import { memo, useDeferredValue, useId, useMemo } from "react";
import { formatZone } from "../google-calendar/index.ts";
import { useTexts } from "./useTexts.ts";
import { readableZone, zoneChoices } from "./zones.ts";

interface ZonePickerProps {
  zone: string;
  /** The zone of the calendar at Google; null before it is loaded. */
  calendarZone: string | null;
  onChange: (zone: string) => void;
}

/** The system's own list, which works by keyboard and on a phone. */
export const ZonePicker = memo(function ({ zone, calendarZone, onChange }: ZonePickerProps) {
  const id = useId();
  const { texts, locale } = useTexts();
  const { likely, all } = useMemo(() => zoneChoices(calendarZone), [calendarZone]);
  // Hundreds of options, rendered after the calendar.
  const others = useDeferredValue(all, []);
  const option = (name: string) => <option key={name} value={name}>{readableZone(name)}</option>;
  return (
    <div className="zone-picker">
      <label htmlFor={id}>{texts.timeZone}</label>
      <select
        id={id}
        className="gc-input"
        value={zone}
        aria-describedby={`${id}-name`}
        onChange={(event) => onChange(event.target.value)}
      >
        <optgroup label={texts.likelyZones}>
          {[...new Set([...likely, zone])].map(option)}
        </optgroup>
        <optgroup label={texts.allZones}>
          {others.filter((name) => name !== zone).map(option)}
        </optgroup>
      </select>
      <span id={`${id}-name`} className="gc-muted">{formatZone(zone, new Date(), locale)}</span>
    </div>
  );
});
