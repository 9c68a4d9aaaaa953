/**
 * The switch that keeps a calendar up to date in the project: it starts and ends the calendar's mirror.
 *
 * @module
 */
import { useState } from "react";
import type { ShownCalendar } from "../calendar/useShown.ts";
import { useTexts } from "../calendar/useTexts.ts";
import {
  type CalendarError,
  fill,
  Problem,
  toCalendarError,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import "./mirror.css";
import { reloadMirrors } from "./useMirrors.ts";

interface MirrorSwitchProps {
  own: ShownCalendar;
  /** Whether the calendar is mirrored. */
  isOn: boolean;
  /** True while it may not be offered: it has its room, and nobody can see or reach it. */
  isHidden: boolean;
}

/** Shows at once what was chosen, and goes back if that fails. */
export function MirrorSwitch({ own, isOn, isHidden }: MirrorSwitchProps) {
  const { client, userId } = useGoogleCalendar();
  const { texts } = useTexts();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [error, setError] = useState<CalendarError | null>(null);
  const { account_id, calendar_id } = own.ref;
  const name = own.calendar.summary ?? own.calendar.id;
  const choose = async (on: boolean) => {
    setWanted(on);
    setError(null);
    try {
      await (on ? client.startMirror : client.endMirror)(calendar_id, { account_id });
      await reloadMirrors(userId ?? "");
    } catch (thrown) {
      setError(toCalendarError(thrown));
    } finally {
      setWanted(null);
    }
  };
  return (
    <>
      <label className={`check mirror-switch gc-muted ${isHidden ? "is-hidden" : ""}`}>
        <input
          type="checkbox"
          role="switch"
          aria-label={fill(texts.keepUpToDateOf, { name })}
          checked={wanted ?? isOn}
          disabled={wanted !== null}
          onChange={(event) => void choose(event.target.checked)}
        />
        <span>{texts.keepUpToDate}</span>
      </label>
      {error && <Problem error={error} accountId={account_id} />}
    </>
  );
}
