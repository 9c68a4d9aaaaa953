/**
 * A small month, in which the person picks a day to go to.
 *
 * @module
 */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { addDays, Button } from "../google-calendar/index.ts";
import "./miniCalendar.css";
import { addMonths } from "./place.ts";
import { useTexts } from "./useTexts.ts";
import { firstDayOfWeek, isRightToLeft } from "./weeks.ts";

interface MiniCalendarProps {
  /** `YYYY-MM-DD`, as all days here. */
  date: string;
  today: string;
  onChoose: (date: string) => void;
}

/** The arrow keys go from day to day, Page Up and Page Down from month to month. */
export function MiniCalendar({ date, today, onChoose }: MiniCalendarProps) {
  const { texts, locale } = useTexts();
  const [day, setDay] = useState(date);
  const grid = useRef<HTMLTableElement>(null);
  const isMoved = useRef(false);
  useEffect(() => {
    if (!isMoved.current) return;
    isMoved.current = false;
    grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  });

  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options });
  const [title, narrow, long, number, full] = [
    utc({ month: "long", year: "numeric" }),
    utc({ weekday: "narrow" }),
    utc({ weekday: "long" }),
    utc({ day: "numeric" }),
    utc({ dateStyle: "full" }),
  ];
  const weeks = weeksOf(day, firstDayOfWeek(locale));
  const onKeyDown = (event: KeyboardEvent) => {
    const next = afterKey(day, event.key);
    if (!next) return;
    event.preventDefault();
    isMoved.current = true;
    setDay(next);
  };
  const name = title.format(new Date(day));
  return (
    <div className="mini-calendar">
      <div className="mini-calendar-head">
        <Arrow label={texts.previous_month} text="‹" onClick={() => setDay(addMonths(day, -1))} />
        <span className="mini-calendar-title" aria-live="polite">{name}</span>
        <Arrow label={texts.next_month} text="›" onClick={() => setDay(addMonths(day, 1))} />
      </div>
      <table ref={grid} role="grid" aria-label={name} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]!.map((one) => (
              <th key={one} scope="col" abbr={long.format(new Date(one))}>
                {narrow.format(new Date(one))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((one) => (
                <td key={one} aria-selected={one === date}>
                  <button
                    type="button"
                    tabIndex={one === day ? 0 : -1}
                    className={one.slice(0, 7) === day.slice(0, 7) ? undefined : "is-other"}
                    aria-current={one === today ? "date" : undefined}
                    aria-label={full.format(new Date(one))}
                    onClick={() => onChoose(one)}
                  >
                    {number.format(new Date(one))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Arrow({ label, text, onClick }: { label: string; text: string; onClick: () => void }) {
  return (
    <Button look="plain" className="icon-button" aria-label={label} onClick={onClick}>
      <span className="mini-calendar-arrow" aria-hidden="true">{text}</span>
    </Button>
  );
}

/** Six weeks with all days of the month that `day` is in. */
export function weeksOf(day: string, firstDay: number): string[][] {
  const first = `${day.slice(0, 7)}-01`;
  const before = (new Date(first).getUTCDay() - firstDay + 7) % 7;
  return Array.from(
    { length: 6 },
    (_, week) => Array.from({ length: 7 }, (_, at) => addDays(first, week * 7 + at - before)),
  );
}

/** The day that a key leads to; undefined for any other key. */
function afterKey(day: string, key: string): string | undefined {
  const forward = isRightToLeft() ? -1 : 1;
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -forward);
    case "ArrowRight":
      return addDays(day, forward);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "PageUp":
      return addMonths(day, -1);
    case "PageDown":
      return addMonths(day, 1);
  }
}
