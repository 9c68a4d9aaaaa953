/**
 * The person's calendar with its toolbar, messages and event dialog.
 *
 * @module
 */
import { useCalendarController } from "@fullcalendar/react";
import { useCallback, useState } from "react";
import {
  type CalendarEvent,
  Problem,
  type Span,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { useOnline } from "../useOnline.ts";
import "./board.css";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { EventDialog } from "./EventDialog.tsx";
import type { Range } from "./eventStore.ts";
import { FreeTimes } from "./FreeTimes.tsx";
import { Toolbar, type View } from "./Toolbar.tsx";
import { UndoNotice } from "./UndoNotice.tsx";
import { useBoard } from "./useBoard.ts";
import { useTarget } from "./useTarget.ts";
import { ZonePicker } from "./ZonePicker.tsx";
import { chosenZone, keepZone } from "./zones.ts";

/** A week does not fit on a phone: a narrow screen starts with the agenda. */
const NARROW = "(max-width: 40rem)";

const NOTHING: never[] = [];

const LOADING = "Loading your events…";

/** Without this text an empty week would look like a free one. */
const NOT_LOADED = "Your events of these days could not be loaded.";

/** Needs `<GoogleCalendar>` around it, and a connection. */
export function CalendarBoard() {
  const { connection } = useGoogleCalendar();
  const controller = useCalendarController();
  const online = useOnline();
  const [zone, setZone] = useState(chosenZone);
  const [first] = useState<View>(() => matchMedia(NARROW).matches ? "listWeek" : "timeGridWeek");
  const [visible, setVisible] = useState<{ range: Range; view: View; title: string } | null>(null);
  const view = visible?.view ?? first;
  const { target, openNew, openNextHour, openEvent, close } = useTarget(zone);
  const board = useBoard(visible?.range ?? null, zone);
  const { store, deletion, problem } = board;

  const show = useCallback((range: Range, view: View, title: string) => {
    setVisible({ range, view, title });
  }, []);
  const move = (event: CalendarEvent, span: Span) => {
    board.clear();
    // An event with guests opens in the dialog, where the person decides whether to tell them.
    if (event.attendees?.length || event.attendees_omitted) {
      openEvent(event, span);
      return void store.reload();
    }
    void board.move(event, span);
  };
  const changeZone = useCallback((next: string) => {
    keepZone(next);
    setZone(next);
  }, []);
  // The connection card asks for the reconnect already.
  const alreadyExplained = connection?.status === "needs_reconnect";
  const failure = problem ?? store.error;

  return (
    <section className="calendar-board" aria-label="Calendar">
      <Toolbar
        title={visible?.title ?? ""}
        status={store.isLoaded
          ? board.status
          : store.error && !store.loading
          ? NOT_LOADED
          : LOADING}
        view={view}
        onMove={(where) => controller[where]()}
        onView={(view) => controller.changeView(view)}
        onNew={openNextHour}
      />
      {failure && !(alreadyExplained && failure.code === "reconnect_required") && (
        <Problem
          error={failure}
          busy={store.loading}
          onDismiss={problem ? () => board.setProblem(null) : undefined}
          onRetry={() => {
            board.setProblem(null);
            void store.reload();
          }}
        />
      )}
      {!online && (
        <p className="calendar-offline" role="status">
          You are offline. This is your calendar as it was last seen.
        </p>
      )}
      <CalendarGrid
        controller={controller}
        view={view}
        zone={zone}
        loading={store.loading}
        events={board.events}
        busy={store.free?.busy ?? NOTHING}
        onRange={show}
        onOpen={openEvent}
        onSelect={openNew}
        onMove={move}
      />
      {deletion.pending && (
        <UndoNotice
          key={deletion.pending.id}
          deletion={deletion.pending}
          onUndo={deletion.undo}
          onFinish={deletion.finish}
        />
      )}
      <div className="calendar-foot">
        <ZonePicker zone={zone} calendarZone={store.calendarZone} onChange={changeZone} />
        <ul className="calendar-legend" aria-label="What the colours mean">
          <li className="is-busy">Busy</li>
          <li className="is-free">Free</li>
        </ul>
      </div>
      {store.free && <FreeTimes free={store.free.free} zone={zone} onChoose={openNew} />}
      {target && (
        <EventDialog
          target={target}
          defaultReminders={store.defaultReminders}
          onClose={close}
          {...board.dialogActions}
        />
      )}
    </section>
  );
}
