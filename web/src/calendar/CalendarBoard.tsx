/**
 * The person's calendar with its toolbar, messages and event dialog.
 *
 * @module
 */
import { useCalendarController } from "@fullcalendar/react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  type CalendarEvent,
  isConnected,
  Problem,
  type Span,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { lazyPart } from "../lazyPart.tsx";
import { useOnline } from "../useOnline.ts";
import "./board.css";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { CalendarList } from "./CalendarList.tsx";
import { type Days, rangeOf } from "./days.ts";
import { FreeTimes } from "./FreeTimes.tsx";
import { MirrorLine } from "../mirror/MirrorLine.tsx";
import { KeyHelp } from "./KeyHelp.tsx";
import { Notices } from "./Notices.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useBoard } from "./useBoard.ts";
import { useAddress } from "./useAddress.ts";
import { NO_FAILURES } from "./useEvents.ts";
import { usePrefetch } from "./usePrefetch.ts";
import { useShortcuts } from "./useShortcuts.ts";
import { useShown } from "./useShown.ts";
import { useTarget } from "./useTarget.ts";
import { useTexts } from "./useTexts.ts";
import { firstDayOfWeek } from "./weeks.ts";
import { ZonePicker } from "./ZonePicker.tsx";

const loadDialog = async () => (await import("./EventDialog.tsx")).EventDialog;
const EventDialog = lazyPart(loadDialog);

/** Needs `<GoogleCalendar>` and the app's router around it, and a connection. */
export function CalendarBoard() {
  const { connection } = useGoogleCalendar();
  const controller = useCalendarController();
  const online = useOnline();
  const { texts, locale } = useTexts();
  const place = useAddress();
  const { view, date, zone, changeZone } = place;
  const [visible, setVisible] = useState<{ days: Days; title: string } | null>(null);
  const { first, end } = visible?.days ?? {};
  const range = useMemo(() => first && end ? rangeOf({ first, end }, zone) : null, [
    ...[first, end, zone],
  ]);
  const { targets, open, openNew, openNextHour, openEvent, close, setSending } = useTarget(zone);
  const shown = useShown();
  const board = useBoard(range, zone, shown);
  const { store, problem } = board;
  usePrefetch({
    ...{ source: store.source, refs: store.refs, isReady: store.isLoaded && !store.loading },
    ...{ days: visible?.days ?? null, view, date, zone, firstDay: firstDayOfWeek(locale) },
  });

  // Once there is something to click at.
  useEffect(() => {
    if (store.isLoaded) void loadDialog().catch(() => {});
  }, [store.isLoaded]);

  const setDays = useCallback((days: Days, title: string) => setVisible({ days, title }), []);
  const dateButton = useRef<HTMLButtonElement>(null);
  const shortcuts = useShortcuts({
    today: place.goToToday,
    show: place.show,
    move: place.move,
    add: openNextHour,
    date() {
      // Escape gives the focus back to where it was.
      dateButton.current?.focus();
      dateButton.current?.click();
    },
  });
  const move = (event: CalendarEvent, span: Span, revert: () => void) => {
    board.clear();
    // An event with guests opens in the dialog, where the person decides whether to tell them.
    if (event.attendees?.length || event.attendees_omitted) {
      revert();
      return openEvent(event, span);
    }
    void board.move(event, span);
  };
  const openStored = async (event: CalendarEvent) => {
    const stored = await board.stored(event);
    if (stored) openEvent(stored);
  };
  const accounts = connection?.accounts ?? [];
  // The connection card asks for the reconnect already.
  const alreadyExplained = !accounts.every(isConnected);
  const { failures } = store;
  // A failure of everything is told once, and without the list there is no other place.
  const hasList = shown.all.length > 1;
  const isCommon = !hasList ||
    (store.everyFailed && new Set([...failures.values()].map(({ code }) => code)).size === 1);
  const common = isCommon ? [...failures.values()][0] ?? shown.error : shown.error;
  // The notice about the network says it already.
  const failure = problem ?? (online || common?.code !== "offline" ? common : null);
  const retry = () => {
    board.setProblem(null);
    if (shown.error || shown.unavailable.length > 0) void shown.reload();
    void store.reload();
  };
  const defaultZone = shown.all
    .flatMap(({ key, calendar }) => calendar.primary ? store.sources.get(key)?.zone ?? [] : [])[0];

  return (
    <section className="calendar-board" aria-label={texts.calendar}>
      <Toolbar
        title={visible?.title ?? ""}
        status={store.isLoaded
          ? board.status
          : (failures.size > 0 || store.everyFailed || store.waiting) && !store.loading
          ? texts.notLoaded
          : texts.loading}
        view={view}
        date={date}
        today={place.today}
        dateButton={dateButton}
        onMove={place.move}
        onToday={place.goToToday}
        onDate={place.goTo}
        onView={place.show}
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
          {texts.offline}
        </p>
      )}
      <CalendarList
        accounts={accounts}
        calendars={shown.all}
        failures={isCommon ? NO_FAILURES : failures}
        unavailable={shown.unavailable}
        mirrors={store.mirrors}
        busy={store.loading}
        onShow={shown.show}
        onRetry={retry}
      />
      <CalendarGrid
        controller={controller}
        view={view}
        date={date}
        zone={zone}
        range={range}
        loading={store.loading}
        events={board.events}
        calendars={shown.byKey}
        onDays={setDays}
        onOpen={openStored}
        onSelect={openNew}
        onMove={move}
        onSwipe={place.move}
      />
      <Notices notices={board.notices.notices} onRemove={board.notices.remove} />
      <div className="calendar-foot">
        <ZonePicker zone={zone} calendarZone={defaultZone ?? null} onChange={changeZone} />
        <ul className="calendar-legend" aria-label={texts.legend}>
          <li className="is-busy">{texts.busy}</li>
          <li className="is-free">{texts.free}</li>
        </ul>
        <KeyHelp {...shortcuts} />
        <MirrorLine calendars={shown.all} mirrors={store.mirrors} />
      </div>
      {range && (
        <FreeTimes
          range={range}
          calendars={shown.all}
          zone={zone}
          onChoose={openNew}
        />
      )}
      {targets.map((target) => (
        <EventDialog
          key={target.id}
          target={target}
          isOpen={target === open}
          calendars={shown.byKey}
          sources={store.sources}
          events={store.events}
          onSending={(isSending) => setSending(target.id, isSending)}
          onClose={() => close(target.id)}
          {...board.dialogActions}
        />
      ))}
    </section>
  );
}
