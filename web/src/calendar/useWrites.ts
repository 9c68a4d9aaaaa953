/**
 * What the person does to events: it shows at once, and can be taken back. If Google refuses it, the
 * screen is as before, and the caller is told why.
 *
 * @module
 */
import { useEffect, useMemo, useRef } from "react";
import {
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  eventKey,
  type EventResponse,
  fill,
  type NewEvent,
  refKey,
  useGoogleCalendar,
} from "../google-calendar/index.ts";
import { type Deletion, deletionOf } from "./deletion.ts";
import { reloadEvents } from "./eventCache.ts";
import { isUnsaved, unsavedEvent } from "./overlay.ts";
import { answerBefore, reverseOf } from "./reverse.ts";
import { createSender } from "./sender.ts";
import type { useNotices } from "./useNotices.ts";
import { useTexts } from "./useTexts.ts";
import { lineOf } from "./writeQueue.ts";

/** The texts of a change: while it is on its way, and afterwards. */
interface Words {
  title: string;
  doing: string;
  done: string;
}

interface WritesOptions {
  fieldsOf: (ref: CalendarRef) => Partial<CalendarRef>;
  notices: ReturnType<typeof useNotices>;
  /** Gets what fails after its dialog is gone: a deletion, or taking something back. */
  onFailed: (thrown: unknown) => void;
  /** Says that something was taken back or deleted. */
  onSettled: (text: string) => void;
}

/** Always the same functions. Those that return a promise reject with what the client threw. */
export function useWrites(options: WritesOptions) {
  const { client, userId } = useGoogleCalendar();
  const { texts } = useTexts();
  const latest = useRef({ ...options, texts });
  latest.current = { ...options, texts };
  /** Sends the deletions whose time to undo is not over. */
  const deciding = useRef(new Set<(isSent: boolean) => void>());

  // A person who leaves the page did not undo the deletions.
  useEffect(() => {
    const finish = () => [...deciding.current].forEach((decide) => decide(true));
    addEventListener("pagehide", finish);
    return () => {
      removeEventListener("pagehide", finish);
      finish();
    };
  }, []);

  return useMemo(() => {
    const owner = userId ?? "";
    const created = new Map<string, Promise<CalendarEvent>>();
    const sender = createSender(client, owner, (ref) => latest.current.fieldsOf(ref));

    /** Says what happens, and offers to take it back. */
    async function told<T>(
      about: string,
      { title, doing, done }: Words,
      task: Promise<T>,
      undo: ((task: Promise<T>) => Promise<unknown>) | null,
    ): Promise<T> {
      const { notices, texts } = latest.current;
      const onUndo = undo && (() => {
        notices.remove(id);
        undo(task).then(
          () => latest.current.onSettled(fill(texts.undone, { title })),
          // Whatever failed first was told already.
          (thrown) => task.then(() => latest.current.onFailed(thrown), () => {}),
        );
      });
      const id = notices.add({
        ...{ about, onUndo, isTimed: false },
        text: fill(doing, { title }),
      });
      try {
        const result = await task;
        notices.update(id, { text: fill(done, { title }), isTimed: true });
        return result;
      } catch (thrown) {
        notices.remove(id);
        throw thrown;
      }
    }

    return {
      /** `send` creates the event, once. `ref` is where it will be. */
      async add(request: NewEvent, ref: CalendarRef, send: () => Promise<CalendarEvent>) {
        const { texts } = latest.current;
        const shown = unsavedEvent(request, ref);
        const line = eventKey(shown);
        let isUndone = false;
        const task = sender.create(shown, send, () => isUndone);
        task.catch(() => {});
        created.set(line, task);
        const words = {
          title: shown.summary || texts.untitled,
          doing: texts.adding,
          done: texts.added,
        };
        const takeBack = async () => {
          isUndone = true;
          const { send_updates } = request;
          const options = { ...(send_updates && { send_updates }) };
          // What is shown goes at once, and what Google stores by then goes with it.
          const never = task.then(() => false, () => false);
          const hidden = sender.remove(deletionOf(shown, {}, texts.untitled), line, never);
          const event = await task;
          await sender.remove(
            deletionOf(event, options, texts.untitled),
            line,
            Promise.resolve(true),
          );
          await hidden;
        };
        return await told(line, words, task, takeBack);
      },

      /** The event that Google made of one that is not stored yet; any other as it is. Null if it failed. */
      async stored(event: CalendarEvent): Promise<CalendarEvent | null> {
        if (!isUnsaved(event)) return event;
        return await created.get(eventKey(event))?.catch(() => null) ?? null;
      },

      async change(before: CalendarEvent, request: EventChange, words: Words) {
        const reverse = reverseOf(before, request);
        const undo = reverse &&
          ((task: Promise<CalendarEvent>) => sender.change(before, reverse, task));
        return await told(lineOf(before), words, sender.change(before, request), undo);
      },

      async answer(event: CalendarEvent, response: EventResponse, words: Words) {
        const former = answerBefore(event);
        const undo = former &&
          ((task: Promise<CalendarEvent>) => sender.answer(event, former, task));
        return await told(lineOf(event), words, sender.answer(event, response), undo);
      },

      /** Leaves the screen at once, and is sent when the time to undo it is over. */
      remove(deletion: Deletion): void {
        const { notices, texts } = latest.current;
        const { title, id, calendar } = deletion;
        let decide = (_isSent: boolean) => {};
        const isDecided = new Promise<boolean>((resolve) => {
          decide = (isSent) => {
            deciding.current.delete(decide);
            resolve(isSent);
          };
        });
        deciding.current.add(decide);
        const notice = notices.add({
          about: `${refKey(calendar)}/${id}`,
          text: fill(texts.willDelete, { title }),
          onUndo() {
            notices.remove(notice);
            decide(false);
          },
          onExpire() {
            notices.update(notice, {
              ...{ text: fill(texts.deleting, { title }), onUndo: null, isTimed: false },
            });
            decide(true);
          },
          isTimed: true,
          takesFocus: true,
        });
        sender.remove(deletion, `delete ${notice} ${refKey(calendar)}/${id}`, isDecided).then(
          (isSent) => isSent && latest.current.onSettled(fill(texts.deleted, { title })),
          (thrown) => {
            void reloadEvents(owner);
            latest.current.onFailed(thrown);
          },
        ).finally(() => notices.remove(notice));
      },
    };
  }, [client, userId]);
}
