/**
 * The toolbar: other days, the view, and a new event.
 *
 * @module
 */
import type { RefObject } from "react";
import { Button } from "../google-calendar/index.ts";
import { GoToDate } from "./GoToDate.tsx";
import { type View, VIEWS } from "./place.ts";
import "./toolbar.css";
import { useTexts } from "./useTexts.ts";

interface ToolbarProps {
  title: string;
  /** What just happened, or is happening. */
  status: string;
  view: View;
  date: string;
  today: string;
  /** The button that opens the panel for going to a date. */
  dateButton: RefObject<HTMLButtonElement | null>;
  onMove: (step: 1 | -1) => void;
  onToday: () => void;
  onDate: (date: string) => void;
  onView: (view: View) => void;
  onNew: () => void;
}

/** A screen reader announces each new title and status. */
export function Toolbar(props: ToolbarProps) {
  const { title, status, view, date, today, dateButton, onMove, onView } = props;
  const { texts } = useTexts();
  return (
    <div className="calendar-toolbar">
      <div className="calendar-moves">
        <Arrow
          label={texts[`previous_${view}`]}
          path="M14.5 6l-6 6 6 6"
          onClick={() => onMove(-1)}
        />
        <Arrow label={texts[`next_${view}`]} path="M9.5 6l6 6-6 6" onClick={() => onMove(1)} />
        <Button look="plain" className="calendar-today" onClick={props.onToday}>
          {texts.today}
        </Button>
      </div>
      <div className="calendar-heading">
        <GoToDate title={title} date={date} today={today} button={dateButton} onGo={props.onDate} />
        <p className="gc-hidden" aria-live="polite">{title}</p>
        <p className="calendar-status" role="status">{status}</p>
      </div>
      <div className="calendar-views" role="group" aria-label={texts.views}>
        {VIEWS.map((name) => (
          <Button
            key={name}
            look="plain"
            className={name === "3-days" ? "is-narrow-only" : undefined}
            aria-pressed={name === view}
            onClick={() => onView(name)}
          >
            {texts[name]}
          </Button>
        ))}
      </div>
      <select
        className="gc-input calendar-view-select"
        aria-label={texts.views}
        value={view}
        onChange={(event) => onView(event.target.value as View)}
      >
        {VIEWS.map((name) => <option key={name} value={name}>{texts[name]}</option>)}
      </select>
      <Button className="calendar-new" onClick={props.onNew}>
        <span className="calendar-new-sign" aria-hidden="true">+</span>
        <span className="calendar-new-text">{texts.newEvent}</span>
      </Button>
    </div>
  );
}

function Arrow({ label, path, onClick }: { label: string; path: string; onClick: () => void }) {
  return (
    <Button look="plain" className="icon-button" aria-label={label} onClick={onClick}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d={path} />
      </svg>
    </Button>
  );
}
