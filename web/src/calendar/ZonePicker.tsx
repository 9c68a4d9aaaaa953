/**
 * Shows and changes the time zone of the calendar.
 *
 * @module
 */
import { memo, useDeferredValue, useId, useMemo } from "react";
import { formatZone } from "../google-calendar/index.ts";
import { useIdle } from "./useIdle.ts";
import { useTexts } from "./useTexts.ts";
import { allZones, likelyZones, readableZone } from "./zones.ts";

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
  const likely = useMemo(() => likelyZones(calendarZone), [calendarZone]);
  const name = useMemo(() => formatZone(zone, new Date(), locale), [zone, locale]);
  // Hundreds of options, rendered when the page is quiet, or when the person comes near.
  const { isIdle, hurry } = useIdle();
  const all = useMemo(() => isIdle ? allZones() : [], [isIdle]);
  const others = useDeferredValue(all).filter((name) => name !== zone && !likely.includes(name));
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
        onFocus={hurry}
        onPointerEnter={hurry}
      >
        <optgroup label={texts.likelyZones}>
          {[...new Set([...likely, zone])].map(option)}
        </optgroup>
        <optgroup label={texts.allZones}>
          {others.map(option)}
        </optgroup>
      </select>
      <span id={`${id}-name`} className="gc-muted">{name}</span>
    </div>
  );
});
