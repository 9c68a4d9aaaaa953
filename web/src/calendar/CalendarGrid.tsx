/**
 * Shows events with the calendar library, and reports clicks, selections and moves. The library
 * keeps no state of its own, so the screen always shows the loaded events.
 *
 * @module
 */
import FullCalendar, { type CalendarController } from "@fullcalendar/react";
import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/palette.css";
import "@fullcalendar/react/themes/classic/theme.css";
import { useEffect, useLayoutEffect, useMemo, useRef } from "react";
import {
  type CalendarEvent,
  eventKey,
  refKey,
  type Span,
  spanOf,
} from "../google-calendar/index.ts";
import { countText } from "./countText.ts";
import { EventContent, pastClass } from "./EventContent.tsx";
import type { Days } from "./days.ts";
import { hasToBeTimed } from "./eventKinds.ts";
import type { Range } from "./eventStore.ts";
import { droppedSpan, inputOf, type Moved, resizedSpan, spanFrom } from "./gridEvents.ts";
import { BUSINESS_HOURS, markToday, PLUGINS, TYPES, viewOptions } from "./gridViews.ts";
import type { View } from "./place.ts";
import { useSteadyInputs } from "./steadyInputs.ts";
import type { ShownCalendar } from "./useShown.ts";
import { useAccessibleGrid } from "./useAccessibleGrid.ts";
import { useLaidOut } from "./useLaidOut.ts";
import { useSwipe } from "./useSwipe.ts";
import { useTexts } from "./useTexts.ts";
import { firstDayOfWeek, isRightToLeft } from "./weeks.ts";
import "./grid.css";
import "./gridEvents.css";

interface CalendarGridProps {
  controller: CalendarController;
  view: View;
  /** A visible day, `YYYY-MM-DD`. */
  date: string;
  zone: string;
  /** What is visible; null before the first view. */
  range: Range | null;
  loading: boolean;
  events: CalendarEvent[];
  /** By key. An event of another calendar has the app's colour, and may be changed. */
  calendars: ReadonlyMap<string, ShownCalendar>;
  onDays: (days: Days, title: string) => void;
  onOpen: (event: CalendarEvent) => void;
  onSelect: (span: Span) => void;
  /** `revert` takes the event back on the screen, if nothing else comes of it. */
  onMove: (event: CalendarEvent, span: Span, revert: () => void) => void;
  /** A finger swiped: to later days (1) or earlier ones (-1). */
  onSwipe: (step: 1 | -1) => void;
}

/** A drop or a resize, as the library reports it. */
interface Move {
  event: Moved & { id: string };
  revert: () => void;
}

/** Month, week, three days, day and agenda. */
export function CalendarGrid(props: CalendarGridProps) {
  const { controller, view, date, zone, range, loading, events, calendars } = props;
  const { texts, locale } = useTexts();
  const allInputs = useMemo(
    () =>
      events.flatMap((event) => {
        const own = calendars.get(refKey(event));
        return inputOf(
          event,
          zone,
          own && { color: own.color, writable: own.calendar.writable },
          texts,
        );
      }),
    [events, calendars, zone, texts],
  );
  const inputs = useSteadyInputs(allInputs, range);
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });

  const grid = useRef<HTMLDivElement>(null);
  useAccessibleGrid(grid, events, zone);
  const isLaidOut = useLaidOut();
  const swipe = useSwipe((step) => latest.current.onSwipe(step));

  // The library has its own view and day, which follow the address.
  useEffect(() => {
    if (controller.view && controller.view.type !== TYPES[view]) controller.changeView(TYPES[view]);
    if (controller.getDate()?.toISOString().slice(0, 10) !== date) controller.gotoDate(date);
  }, [controller, view, date]);

  const views = useMemo(() => viewOptions(locale), [locale]);
  // The library reads all its options at each rendering, so it is rendered only for a new option.
  const calendar = useMemo(() => {
    const byId = (id: string) => latest.current.events.find((event) => eventKey(event) === id);
    const onMoved = (by: typeof droppedSpan) => ({ event, revert }: Move) => {
      const before = byId(event.id);
      const span = before && spanOf(before);
      const next = span && by(span, event, zone);
      if (before && next && !(next.allDay && hasToBeTimed(before))) {
        latest.current.onMove(before, next, revert);
      } else revert();
    };
    return (
      <FullCalendar
        controller={controller}
        plugins={PLUGINS}
        views={views}
        initialView={TYPES[view]}
        initialDate={latest.current.date}
        headerToolbar={false}
        timeZone={zone}
        locale={locale}
        direction={isRightToLeft() ? "rtl" : "ltr"}
        firstDay={firstDayOfWeek(locale)}
        height={view === "agenda" ? "auto" : "100%"}
        eventClass={pastClass}
        eventContent={EventContent}
        blockEventClass="calendar-block"
        columnEventClass="calendar-column"
        listItemEventClass="calendar-row"
        listItemEventTimeClass="calendar-row-time"
        listItemEventTitleClass="calendar-row-title"
        dayHeaderClass={markToday}
        dayCellTopClass={markToday}
        listDayHeaderClass={(info) => `calendar-list-day ${markToday(info)}`}
        businessHours={BUSINESS_HOURS}
        dayMaxEvents
        moreLinkText={(count) => countText(texts, "more", count, locale)}
        moreLinkHint={(count) => countText(texts, "showMore", count, locale)}
        closeHint={texts.close}
        allDayText={texts.allDay}
        timedText={texts.timed}
        weekTextLong={texts.weekNumber}
        eventsHint={texts.events}
        scrollTime="08:00"
        slotDuration="00:30"
        snapDuration="00:15"
        nowIndicator
        defaultTimedEventDuration="01:00"
        eventInteractive
        eventDidMount={({ el, event }) => {
          el.dataset.event = event.id;
        }}
        headingLevel={3}
        noEventsText={texts.noEvents}
        editable
        selectable
        selectMirror
        slotEventOverlap={false}
        longPressDelay={400}
        dragRevertDuration={0}
        events={inputs}
        datesSet={({ startStr, endStr, view }) =>
          latest.current.onDays(
            { first: startStr.slice(0, 10), end: endStr.slice(0, 10) },
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
        // A mouse selects by its click already. A finger selects after a long press only.
        dateClick={({ dateStr, allDay, jsEvent }) => {
          if (!jsEvent.type.startsWith("touch")) return;
          latest.current.onSelect(spanFrom({ startStr: dateStr, endStr: "", allDay }, zone));
        }}
        eventDrop={onMoved(droppedSpan)}
        eventResize={onMoved(resizedSpan)}
      />
    );
  }, [controller, view, zone, views, inputs, texts, locale]);

  return (
    <div
      ref={grid}
      className={`calendar-grid is-${view} ${isLaidOut ? "" : "is-unmeasured"}`}
      aria-busy={loading}
      {...swipe}
    >
      {calendar}
    </div>
  );
}
