/**
 * The person's calendar with its toolbar, messages and event dialog.
 *
 * @module
 */
import { useCalendarController } from "@fullcalendar/react";
import { useCallback, useState } from "react";
import {
  type AccountConnection,
  type CalendarEvent,
  isConnected,
  Problem,
  refKey,
  type Span,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { useOnline } from "../useOnline.ts";
import "./board.css";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { CalendarList } from "./CalendarList.tsx";
import { EventDialog } from "./EventDialog.tsx";
import type { Range } from "./eventStore.ts";
import { FreeTimes } from "./FreeTimes.tsx";
import { Toolbar, type View } from "./Toolbar.tsx";
import { UndoNotice } from "./UndoNotice.tsx";
import { useBoard } from "./useBoard.ts";
import { type Failures, NO_FAILURES } from "./useCalendarLoader.ts";
import { useShown } from "./useShown.ts";
import { useTarget } from "./useTarget.ts";
import { ZonePicker } from "./ZonePicker.tsx";
import { chosenZone, keepZone } from "./zones.ts";

/** A week does not fit on a phone: a narrow screen starts with the agenda. */
const NARROW = "(max-width: 40rem)";

const NOTHING: never[] = [];

const LOADING = "Loading your events…";

/** Without this text an empty week would look like a free one. */
const NOT_LOADED = "Your events of these days could not be loaded.";

/** True if it is not known when the account is free. */
function isMissing(
  account: AccountConnection,
  failures: Failures,
): boolean {
  return !isConnected(account) || !account.features.free_busy ||
    failures.has(account.account_id ?? "");
}

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
  const shown = useShown();
  const board = useBoard(visible?.range ?? null, zone, shown);
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
  const accounts = connection?.accounts ?? [];
  // The connection card asks for the reconnect already.
  const alreadyExplained = !accounts.every(isConnected);
  const { failures } = store;
  // A failure of everything is told once, and without the list there is no other place.
  const hasList = shown.all.length > 1;
  const isCommon = !hasList ||
    (store.everyFailed && new Set([...failures.values()].map(({ code }) => code)).size === 1);
  const common = isCommon ? [...failures.values()][0] ?? shown.error : shown.error;
  const failure = problem ?? common;
  const retry = () => {
    board.setProblem(null);
    if (shown.error || shown.unavailable.length > 0) void shown.reload();
    void store.reload();
  };
  const defaultZone = shown.all
    .flatMap(({ key, calendar }) => calendar.primary ? store.sources.get(key)?.zone ?? [] : [])[0];

  return (
    <section className="calendar-board" aria-label="Calendar">
      <Toolbar
        title={visible?.title ?? ""}
        status={store.isLoaded
          ? board.status
          : (failures.size > 0 || store.everyFailed) && !store.loading
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
          onRetry={retry}
        />
      )}
      {!online && (
        <p className="calendar-offline" role="status">
          You are offline. This is your calendar as it was last seen.
        </p>
      )}
      <CalendarList
        accounts={accounts}
        calendars={shown.all}
        failures={isCommon ? NO_FAILURES : failures}
        unavailable={shown.unavailable}
        busy={store.loading}
        onShow={shown.show}
        onRetry={retry}
      />
      <CalendarGrid
        controller={controller}
        view={view}
        zone={zone}
        loading={store.loading}
        events={board.events}
        calendars={shown.byKey}
        busy={store.free?.busy ?? NOTHING}
        onRange={show}
        onOpen={openEvent}
        onSelect={openNew}
        onMove={move}
      />
      {deletion.pending && (
        <UndoNotice
          key={`${refKey(deletion.pending.calendar)}/${deletion.pending.id}`}
          deletion={deletion.pending}
          onUndo={deletion.undo}
          onFinish={deletion.finish}
        />
      )}
      <div className="calendar-foot">
        <ZonePicker zone={zone} calendarZone={defaultZone ?? null} onChange={changeZone} />
        <ul className="calendar-legend" aria-label="What the colours mean">
          <li className="is-busy">Busy</li>
          <li className="is-free">Free</li>
        </ul>
      </div>
      {store.free && (
        <FreeTimes
          free={store.free.free}
          without={accounts.filter((account) => isMissing(account, failures))}
          zone={zone}
          onChoose={openNew}
        />
      )}
      {target && (
        <EventDialog
          target={target}
          calendars={shown.byKey}
          sources={store.sources}
          events={store.events}
          onClose={close}
          {...board.dialogActions}
        />
      )}
    </section>
  );
}
