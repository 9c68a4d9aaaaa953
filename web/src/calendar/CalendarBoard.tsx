/**
 * The person's calendar: what is on it, what can be done with it, and what went wrong.
 *
 * @module
 */
import { useCalendarController } from "@fullcalendar/react";
import { useCallback, useMemo, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  Problem,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { useOnline } from "../useOnline.ts";
import { CalendarGrid } from "./CalendarGrid.tsx";
import { type Span, spanFields } from "./editor.ts";
import { EventDialog } from "./EventDialog.tsx";
import { UNTITLED } from "./eventKinds.ts";
import type { Range } from "./eventStore.ts";
import { FreeTimes } from "./FreeTimes.tsx";

import { Toolbar, type View } from "./Toolbar.tsx";
import { UndoNotice } from "./UndoNotice.tsx";
import { type Deletion, isDeleted, useDeletion } from "./useDeletion.ts";
import { useEvents } from "./useEvents.ts";
import { useTarget } from "./useTarget.ts";
import { ZonePicker } from "./ZonePicker.tsx";
import { chosenZone, keepZone } from "./zones.ts";

/** A week does not fit on a phone: it begins with the agenda. */
const NARROW = "(max-width: 40rem)";

const NOTHING: never[] = [];

const LOADING = "Loading your events…";

const ANSWERED = {
  accepted: "you accepted.",
  tentative: "you answered that you may come.",
  declined: "you declined.",
};

/** An empty week would look like a free one. */
const NOT_LOADED = "Your events of these days could not be loaded.";

/** Needs `<GoogleCalendar>` around it, and a connection. */
export function CalendarBoard() {
  const { client, connection, userId } = useGoogleCalendar();
  const controller = useCalendarController();
  const online = useOnline();
  const [zone, setZone] = useState(chosenZone);
  const [first] = useState<View>(() => matchMedia(NARROW).matches ? "listWeek" : "timeGridWeek");
  const [shown, setShown] = useState<{ range: Range; view: View; title: string } | null>(null);
  const { target, setTarget, openNew, openNext, openEvent } = useTarget(userId, zone);
  const [said, setSaid] = useState("");
  const [problem, setProblem] = useState<CalendarError | null>(null);
  const view = shown?.view ?? first;
  const store = useEvents(shown?.range ?? null);

  const remove = useCallback(async ({ id, title, options }: Deletion) => {
    try {
      await client.deleteEvent(id, options);
      setSaid(`“${title}” was deleted.`);
    } catch (thrown) {
      setProblem(store.failed(thrown));
    }
    await store.reload();
  }, [client, store.failed, store.reload]);
  const deletion = useDeletion(remove);
  const events = useMemo(
    () => store.events.filter((event) => !isDeleted(event, deletion.pending)),
    [store.events, deletion.pending],
  );

  const show = useCallback((range: Range, view: View, title: string) => {
    setShown({ range, view, title });
  }, []);
  const move = async (event: CalendarEvent, span: Span) => {
    setProblem(null);
    setSaid("");
    // Others are invited: whether they are told is the person's to decide.
    if (event.attendees?.length || event.attendees_omitted) {
      setTarget({ kind: "edit", event, span });
      return void store.reload();
    }
    try {
      await store.change(event, spanFields(span, event, zone));
      const only = event.recurring_event_id ? " Only this one, not the series." : "";
      setSaid(`“${event.summary || UNTITLED}” was moved.${only}`);
    } catch (thrown) {
      setProblem(thrown as CalendarError);
    }
  };
  const changeZone = useCallback((next: string) => {
    keepZone(next);
    setZone(next);
  }, []);
  // What the connection card says already is not said twice.
  const told = connection?.status === "needs_reconnect";
  const failure = problem ?? store.error;

  return (
    <section className="calendar-board" aria-label="Calendar">
      <Toolbar
        title={shown?.title ?? ""}
        said={store.isKnown ? said : store.error && !store.loading ? NOT_LOADED : LOADING}
        view={view}
        onMove={(where) => controller[where]()}
        onView={(view) => controller.changeView(view)}
        onNew={openNext}
      />
      {failure && !(told && failure.code === "reconnect_required") && (
        <Problem
          error={failure}
          busy={store.loading}
          onDismiss={problem ? () => setProblem(null) : undefined}
          onRetry={() => {
            setProblem(null);
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
        events={events}
        busy={store.free?.busy ?? NOTHING}
        onRange={show}
        onOpen={openEvent}
        onSelect={openNew}
        onMove={(event, span) => void move(event, span)}
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
          zone={zone}
          defaultReminders={store.defaultReminders}
          change={store.change}
          failed={store.failed}
          onAdded={(event) => {
            store.record(event);
            setSaid(`“${event.summary}” was added.`);
          }}
          onAnswered={(event, answer) => {
            if (event.recurrence) void store.reload();
            else store.record(event);
            setSaid(`“${event.summary || UNTITLED}”: ${ANSWERED[answer]}`);
          }}
          onChanged={(title) => setSaid(`“${title}” was saved.`)}
          onDelete={(request) => {
            setSaid("");
            deletion.start(request);
          }}
          onClose={() => setTarget(null)}
        />
      )}
    </section>
  );
}
