/**
 * The events on the screen, with what the person did to them and Google has not confirmed yet.
 *
 * @module
 */
import { useMemo, useState } from "react";
import {
  type CalendarError,
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  type EventResponse,
  type NewEvent,
  refKey,
  type Span,
  spanFields,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import type { Answer } from "./AnswerForm.tsx";
import type { Range } from "./eventStore.ts";
import { withWrites } from "./overlay.ts";
import { useEvents } from "./useEvents.ts";
import { useNotices } from "./useNotices.ts";
import type { useShown } from "./useShown.ts";
import { useTexts } from "./useTexts.ts";
import { useWrites } from "./useWrites.ts";
import { usePendingWrites } from "./writeQueue.ts";

type Shown = ReturnType<typeof useShown>;

/** `range` is what is visible; null before the first view. */
export function useBoard(range: Range | null, zone: string, shown: Shown) {
  const { userId } = useGoogleCalendar();
  const { texts } = useTexts();
  const refs = useMemo(
    () => shown.all.filter(({ isShown }) => isShown).map(({ ref }) => ref),
    [shown.all],
  );
  const store = useEvents(range, refs);
  const pending = usePendingWrites(userId ?? "");
  const notices = useNotices();
  const [status, setStatus] = useState("");
  const [problem, setProblem] = useState<CalendarError | null>(null);
  const writes = useWrites({
    fieldsOf: store.source.fieldsOf,
    notices,
    onFailed: (thrown) => setProblem(store.fail(thrown)),
    onSettled: setStatus,
  });
  const events = useMemo(
    () =>
      withWrites(store.events, pending)
        .filter((event) => shown.byKey.get(refKey(event))?.isShown),
    [store.events, shown.byKey, pending],
  );

  const clear = () => {
    setProblem(null);
    setStatus("");
  };
  const move = async (event: CalendarEvent, span: Span) => {
    const done = event.recurring_event_id ? texts.movedOne : texts.moved;
    const words = { title: event.summary || texts.untitled, doing: texts.moving, done };
    try {
      await writes.change(event, spanFields(span, event, zone), words);
    } catch (thrown) {
      setProblem(store.fail(thrown));
    }
  };
  /** What the event dialog does with its result. The promises reject with what the client threw. */
  const dialogActions = {
    fieldsOf: store.source.fieldsOf,
    async change(before: CalendarEvent, request: EventChange, title: string) {
      await writes.change(before, request, { title, doing: texts.savingTitle, done: texts.saved });
    },
    async add(request: NewEvent, ref: CalendarRef, send: () => Promise<CalendarEvent>) {
      if (!shown.byKey.get(refKey(ref))?.isShown) shown.show(refKey(ref), true);
      await writes.add(request, ref, send);
    },
    async answer(event: CalendarEvent, answer: Answer, response: EventResponse) {
      const title = event.summary || texts.untitled;
      const done = texts[`answered_${answer}`];
      await writes.answer(event, response, { title, doing: texts.answering, done });
    },
    onDelete: writes.remove,
  };
  return {
    ...{ store, events, notices, status, problem, setProblem, clear, move },
    ...{ stored: writes.stored, dialogActions },
  };
}
