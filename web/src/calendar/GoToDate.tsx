/**
 * The title of the visible days. It opens a panel with a small month and a field for any date.
 *
 * @module
 */
import { type FormEvent, type RefObject, useId, useState } from "react";
import { Button, fill } from "../google-calendar/index.ts";
import { MiniCalendar } from "./MiniCalendar.tsx";
import { isDate } from "./place.ts";
import { useTexts } from "./useTexts.ts";

interface GoToDateProps {
  title: string;
  date: string;
  today: string;
  onGo: (date: string) => void;
  /** Clicking it opens the panel. */
  button: RefObject<HTMLButtonElement | null>;
}

/** Escape and a click outside close the panel. */
export function GoToDate({ title, date, today, onGo, button }: GoToDateProps) {
  const { texts } = useTexts();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const panel = () => document.getElementById(id)!;
  const go = (next: string) => {
    panel().hidePopover();
    onGo(next);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("date"));
    if (isDate(typed)) go(typed);
  };
  const place = () => {
    const { left, right, bottom } = button.current!.getBoundingClientRect();
    const { style, offsetWidth } = panel();
    const start = getComputedStyle(panel()).direction === "rtl" ? right - offsetWidth : left;
    style.left = `${Math.max(8, Math.min(start, innerWidth - offsetWidth - 8))}px`;
    style.top = `${Math.max(8, Math.min(bottom, innerHeight - panel().offsetHeight - 8))}px`;
  };
  return (
    <>
      <h2 className="calendar-title">
        <button
          ref={button}
          type="button"
          className="calendar-title-button"
          aria-label={fill(texts.goToDateOf, { title })}
          aria-expanded={isOpen}
          popoverTarget={id}
        >
          {title}
          <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d="M7 10l5 5 5-5" />
          </svg>
        </button>
      </h2>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={texts.goToDate}
        className="go-to-date"
        onToggle={(event) => {
          const opened = event.newState === "open";
          setOpen(opened);
          if (!opened) return;
          requestAnimationFrame(() => {
            place();
            panel().querySelector("input")?.focus();
          });
        }}
      >
        {isOpen && (
          <>
            <form onSubmit={submit}>
              <label htmlFor={`${id}-date`}>{texts.goToDate}</label>
              <input
                id={`${id}-date`}
                className="gc-input"
                type="date"
                name="date"
                min="1900-01-01"
                max="2199-12-31"
                required
                defaultValue={date}
              />
              <Button type="submit">{texts.go}</Button>
            </form>
            <MiniCalendar date={date} today={today} onChoose={go} />
          </>
        )}
      </div>
    </>
  );
}
