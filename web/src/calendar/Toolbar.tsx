/**
 * The toolbar: other weeks or days, the view, and a new event.
 *
 * @module
 */
import { Button } from "../google-calendar/index.ts";
import "./toolbar.css";

/** The labels of the views, by the names of the calendar library. */
export const VIEWS = {
  timeGridWeek: "Week",
  timeGridDay: "Day",
  listWeek: "Agenda",
} as const;

/** One of the views. */
export type View = keyof typeof VIEWS;

interface ToolbarProps {
  title: string;
  /** What just happened, or is happening. */
  status: string;
  view: View;
  onMove: (where: "prev" | "today" | "next") => void;
  onView: (view: View) => void;
  onNew: () => void;
}

/** A screen reader announces each new title and status. */
export function Toolbar({ title, status, view, onMove, onView, onNew }: ToolbarProps) {
  const span = view === "timeGridDay" ? "day" : "week";
  return (
    <div className="calendar-toolbar">
      <div className="calendar-moves">
        <Arrow label={`Previous ${span}`} path="M14.5 6l-6 6 6 6" onClick={() => onMove("prev")} />
        <Arrow label={`Next ${span}`} path="M9.5 6l6 6-6 6" onClick={() => onMove("next")} />
        <Button look="plain" onClick={() => onMove("today")}>Today</Button>
      </div>
      <div className="calendar-heading">
        <h2 className="calendar-title" aria-live="polite">{title}</h2>
        <p className="calendar-status" role="status">{status}</p>
      </div>
      <div className="calendar-views" role="group" aria-label="View">
        {(Object.keys(VIEWS) as View[]).map((name) => (
          <Button
            key={name}
            look="plain"
            aria-pressed={name === view}
            onClick={() => onView(name)}
          >
            {VIEWS[name]}
          </Button>
        ))}
      </div>
      <Button className="calendar-new" onClick={onNew}>New event</Button>
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
