/**
 * Says how current the calendars are whose copy in the project is not up to date.
 *
 * @module
 */
import { useTexts } from "../calendar/useTexts.ts";
import type { ShownCalendar } from "../calendar/useShown.ts";
import { fill } from "../google-calendar/index.ts";
import type { Mirrors } from "./mirror.ts";
import "./mirror.css";
import { useMirrorDetails } from "./useMirrorDetails.ts";

interface MirrorLineProps {
  calendars: ShownCalendar[];
  mirrors: Mirrors;
}

/** One quiet line for each state. Nothing if everything is current. */
export function MirrorLine({ calendars, mirrors }: MirrorLineProps) {
  const { texts, locale } = useTexts();
  const late = calendars.filter(({ key, isShown }) =>
    isShown && (mirrors.get(key)?.status ?? "live") !== "live"
  );
  const { details } = useMirrorDetails(mirrors, late.length > 0);
  const time = (at: string | null) =>
    at && new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" })
      .format(new Date(at));
  /** The names of the calendars of each line. */
  const lines = new Map<string, { text: string; time: string; names: string[] }>();
  for (const { key, calendar } of late) {
    const { id, status } = mirrors.get(key)!;
    if (status === "live") continue;
    const checked = time(details.find((one) => one.id === id)?.checked_at ?? null) ?? "…";
    const text = texts[`mirror_${status}`];
    const line = lines.get(text + checked) ?? { text, time: checked, names: [] };
    line.names.push(calendar.summary ?? calendar.id);
    lines.set(text + checked, line);
  }
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  return (
    <div className="mirror-line gc-muted" role="status">
      {[...lines].map(([key, { text, time, names }]) => (
        <p key={key}>{fill(text, { time, names: list.format(names) })}</p>
      ))}
    </div>
  );
}
