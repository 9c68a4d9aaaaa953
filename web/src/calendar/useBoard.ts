/**
 * The actions of the calendar: moves an event, deletes one, and reports the outcome.
 *
 * @module
 */
import { useCallback, useMemo, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  fill,
  refKey,
  type Span,
  spanFields,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import type { Answer } from "./AnswerForm.tsx";
import type { Range } from "./eventStore.ts";
import { type Deletion, isDeleted, useDeletion } from "./useDeletion.ts";
import { useEvents } from "./useEvents.ts";
import type { useShown } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";

type Shown = ReturnType<typeof useShown>;

const ANSWERED = {
  accepted: "answeredAccepted",
  tentative: "answeredTentative",
  declined: "answeredDeclined",
} as const;

/** `range` is what is visible; null before the first view. */
export function useBoard(range: Range | null, zone: string, shown: Shown) {
  const { client } = useGoogleCalendar();
  const { texts } = useTexts();
  const refs = useMemo(
    () => shown.all.filter(({ isShown }) => isShown).map(({ ref }) => ref),
    [shown.all],
  );
  const store = useEvents(range, refs);
  const [status, setStatus] = useState("");
  const [problem, setProblem] = useState<CalendarError | null>(null);

  const remove = useCallback(async ({ id, calendar, title, options }: Deletion) => {
    try {
      await client.deleteEvent(id, { ...options, ...store.fieldsOf(calendar) });
      setStatus(fill(texts.wasDeleted, { title }));
    } catch (thrown) {
      setProblem(store.fail(thrown));
    }
    await store.reload();
  }, [client, store.fail, store.reload, store.fieldsOf, texts]);
  const deletion = useDeletion(remove);
  const events = useMemo(
    () =>
      store.events.filter((event) =>
        shown.byKey.get(refKey(event))?.isShown && !isDeleted(event, deletion.pending)
      ),
    [store.events, shown.byKey, deletion.pending],
  );

  const clear = () => {
    setProblem(null);
    setStatus("");
  };
  const move = async (event: CalendarEvent, span: Span) => {
    try {
      await store.change(event, spanFields(span, event, zone));
      const text = event.recurring_event_id ? texts.onlyOccurrenceMoved : texts.wasMoved;
      setStatus(fill(text, { title: event.summary || texts.untitled }));
    } catch (thrown) {
      setProblem(thrown as CalendarError);
    }
  };
  /** What the event dialog does with its result. */
  const dialogActions = {
    change: store.change,
    fieldsOf: store.fieldsOf,
    onAdded(event: CalendarEvent) {
      if (!shown.byKey.get(refKey(event))?.isShown) shown.show(refKey(event), true);
      store.record(event);
      setStatus(fill(texts.wasAdded, { title: event.summary || texts.untitled }));
    },
    onAnswered(event: CalendarEvent, answer: Answer) {
      if (event.recurrence) void store.reload();
      else store.record(event);
      setStatus(fill(texts[ANSWERED[answer]], { title: event.summary || texts.untitled }));
    },
    onChanged: (title: string) => setStatus(fill(texts.wasSaved, { title })),
    onDelete(request: Deletion) {
      setStatus("");
      deletion.start(request);
    },
  };
  return { store, events, deletion, status, problem, setProblem, clear, move, dialogActions };
}
