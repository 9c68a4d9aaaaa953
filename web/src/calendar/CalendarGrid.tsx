/**
 * Shows events with the calendar library, and reports clicks, selections and moves. The library
 * keeps no state of its own, so the screen always shows the loaded events.
 *
 * @module
 */
import FullCalendar, { type CalendarController } from "@fullcalendar/react";
import interaction from "@fullcalendar/react/interaction";
import list from "@fullcalendar/react/list";
import "@fullcalendar/react/skeleton.css";
import classic from "@fullcalendar/react/themes/classic";
import "@fullcalendar/react/themes/classic/palette.css";
import "@fullcalendar/react/themes/classic/theme.css";
import timeGrid from "@fullcalendar/react/timegrid";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import {
  type CalendarEvent,
  dateLanguage,
  eventKey,
  refKey,
  type Slot,
  type Span,
  spanOf,
} from "../google-calendar/index.ts";
import { EventContent, pastClass } from "./EventContent.tsx";
import { hasToBeTimed } from "./eventKinds.ts";
import type { Range } from "./eventStore.ts";
import {
  busyInput,
  droppedSpan,
  inputOf,
  type Moved,
  resizedSpan,
  spanFrom,
} from "./gridEvents.ts";
import type { View } from "./Toolbar.tsx";
import type { ShownCalendar } from "./useShown.ts";
import { makeFocusable } from "./focus.ts";
import "./grid.css";
import "./gridEvents.css";

interface CalendarGridProps {
  controller: CalendarController;
  /** The visible view; the controller changes it. */
  view: View;
  zone: string;
  loading: boolean;
  events: CalendarEvent[];
  /** By key. An event of another calendar has the app's colour, and may be changed. */
  calendars: ReadonlyMap<string, ShownCalendar>;
  busy: Slot[];
  onRange: (range: Range, view: View, title: string) => void;
  onOpen: (event: CalendarEvent) => void;
  onSelect: (span: Span) => void;
  onMove: (event: CalendarEvent, span: Span) => void;
}

/** A drop or a resize, as the library reports it. */
interface Move {
  event: Moved & { id: string };
  revert: () => void;
}

const PLUGINS = [timeGrid, list, interaction, classic];

/** Week, day and agenda. */
export function CalendarGrid(props: CalendarGridProps) {
  const { controller, view, zone, loading, events, calendars, busy } = props;
  const inputs = useMemo(
    () => [
      ...events.flatMap((event) => {
        const own = calendars.get(refKey(event));
        return inputOf(event, zone, own && { color: own.color, writable: own.calendar.writable });
      }),
      ...busy.map(busyInput),
    ],
    [events, calendars, busy, zone],
  );
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The library makes its parts scroll after it has measured them.
    const frame = requestAnimationFrame(() => grid.current && makeFocusable(grid.current));
    return () => cancelAnimationFrame(frame);
  });

  // The library reads all its options at each rendering, so it is rendered only for a new option.
  const calendar = useMemo(() => {
    const byId = (id: string) => latest.current.events.find((event) => eventKey(event) === id);
    const onMoved = (by: typeof droppedSpan) => ({ event, revert }: Move) => {
      const before = byId(event.id);
      const span = before && spanOf(before);
      const next = span && by(span, event, zone);
      if (before && next && !(next.allDay && hasToBeTimed(before))) {
        latest.current.onMove(before, next);
      } else revert();
    };
    return (
      <FullCalendar
        controller={controller}
        plugins={PLUGINS}
        initialView={view}
        headerToolbar={false}
        timeZone={zone}
        locale={dateLanguage()}
        firstDay={firstDayOfWeek()}
        height={view === "listWeek" ? "auto" : "100%"}
        eventClass={pastClass}
        eventContent={EventContent}
        blockEventClass="calendar-block"
        columnEventClass="calendar-column"
        listItemEventClass="calendar-row"
        listItemEventTimeClass="calendar-row-time"
        listItemEventTitleClass="calendar-row-title"
        scrollTime="08:00"
        slotDuration="00:30"
        snapDuration="00:15"
        nowIndicator
        defaultTimedEventDuration="01:00"
        eventInteractive
        headingLevel={3}
        noEventsText="No events in this week."
        editable
        selectable
        selectMirror
        slotEventOverlap={false}
        longPressDelay={400}
        dragRevertDuration={0}
        events={inputs}
        datesSet={({ startStr, endStr, view }) =>
          latest.current.onRange(
            { start: startStr, end: endStr },
            view.type as View,
            view.title,
          )}
        eventClick={({ el, event, jsEvent }) => {
          jsEvent.preventDefault();
          // A mouse does not focus what can be dragged. The dialog opens beside the focus.
          el.focus({ preventScroll: true });
          const clicked = byId(event.id);
          if (clicked) latest.current.onOpen(clicked);
        }}
        select={(span) => latest.current.onSelect(spanFrom(span, zone))}
        eventDrop={onMoved(droppedSpan)}
        eventResize={onMoved(resizedSpan)}
      />
    );
  }, [controller, view, zone, inputs]);

  return (
    <div ref={grid} className={`calendar-grid is-${view}`} aria-busy={loading}>
      {calendar}
    </div>
  );
}

/** 0 is Sunday. Monday if the browser does not know it (ISO 8601). */
function firstDayOfWeek(): number {
  const locale = new Intl.Locale(dateLanguage()) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
  };
  return (locale.getWeekInfo?.().firstDay ?? 1) % 7;
}
