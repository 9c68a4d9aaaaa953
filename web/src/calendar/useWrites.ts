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
import { type Deletion, deletionOf, isDeleted } from "./deletion.ts";
import { dropEvents, putEvent, reloadEvents } from "./eventCache.ts";
import { UNTITLED } from "./eventKinds.ts";
import { isUnsaved, unsavedEvent } from "./overlay.ts";
import { answerBefore, reverseOf } from "./reverse.ts";
import type { useNotices } from "./useNotices.ts";
import { useTexts } from "./useTexts.ts";
import { enqueue, lineOf, newestVersion, recordVersion } from "./writeQueue.ts";

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

/** Milliseconds. Offline, the occurrences of a changed series come later. */
const RELOADED_WITHIN = 10_000;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

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
    const fieldsOf = (ref: CalendarRef) => latest.current.fieldsOf(ref);

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

    /** Puts Google's answer into what is loaded. Of a series only Google knows the occurrences. */
    async function settle(before: CalendarRef, after: CalendarEvent, isSeries: boolean) {
      const event = { ...after, account_id: before.account_id, calendar_id: before.calendar_id };
      if (isSeries) await Promise.race([reloadEvents(owner), wait(RELOADED_WITHIN)]);
      else {
        await putEvent(owner, event);
        void reloadEvents(owner);
      }
      return event;
    }

    /** Shows at once, and is sent after `first`, if that succeeds. */
    function sendChange(before: CalendarEvent, request: EventChange, first?: Promise<unknown>) {
      return enqueue(owner, lineOf(before), { kind: "change", before, request }, async () => {
        await first;
        try {
          const after = await client.updateEvent(before.id, {
            ...request,
            ...fieldsOf(before),
            if_match: newestVersion(before),
          });
          recordVersion(before, after);
          const isSeries = request.scope === "following" || Boolean(before.recurrence);
          return await settle(before, after, isSeries);
        } catch (thrown) {
          void reloadEvents(owner);
          throw thrown;
        }
      });
    }

    function sendAnswer(event: CalendarEvent, response: EventResponse, first?: Promise<unknown>) {
      return enqueue(owner, lineOf(event), { kind: "answer", event, response }, async () => {
        await first;
        const after = await client.respond(event.id, { ...response, ...fieldsOf(event) });
        recordVersion(event, after);
        return await settle(event, after, Boolean(event.recurrence));
      });
    }

    function sendDeletion(deletion: Deletion, line: string, isDecided: Promise<boolean>) {
      return enqueue(owner, line, { kind: "delete", deletion }, async () => {
        if (!await isDecided) return false;
        const { id, calendar, options } = deletion;
        const etag = options.if_match ?? null;
        const if_match = newestVersion({ ...calendar, id, etag } as CalendarEvent);
        await client.deleteEvent(id, {
          ...options,
          ...(if_match && { if_match }),
          ...fieldsOf(calendar),
        });
        await dropEvents(owner, calendar, (event) => isDeleted(event, deletion));
        void reloadEvents(owner);
        return true;
      });
    }

    return {
      /** `send` creates the event, once. `ref` is where it will be. */
      async add(request: NewEvent, ref: CalendarRef, send: () => Promise<CalendarEvent>) {
        const { texts } = latest.current;
        const shown = unsavedEvent(request, ref);
        const line = eventKey(shown);
        let isUndone = false;
        const task = enqueue(owner, line, { kind: "create", event: shown }, async () => {
          const event = await send();
          return isUndone ? event : await settle(event, event, Boolean(event.recurrence));
        });
        task.catch(() => {});
        created.set(line, task);
        const words = { title: shown.summary || UNTITLED, doing: texts.adding, done: texts.added };
        const takeBack = async () => {
          isUndone = true;
          const { send_updates } = request;
          const options = { ...(send_updates && { send_updates }) };
          // What is shown goes at once, and what Google stores by then goes with it.
          const never = task.then(() => false, () => false);
          const hidden = sendDeletion(deletionOf(shown, {}), line, never);
          const event = await task;
          await sendDeletion(deletionOf(event, options), line, Promise.resolve(true));
          await hidden;
        };
        return await told(line, words, task, takeBack);
      },

      /** The event that Google made of one that is not stored yet; any other event as it is. */
      async stored(event: CalendarEvent): Promise<CalendarEvent> {
        return isUnsaved(event) ? await created.get(eventKey(event)) ?? event : event;
      },

      async change(before: CalendarEvent, request: EventChange, words: Words) {
        const reverse = reverseOf(before, request);
        const undo = reverse &&
          ((task: Promise<CalendarEvent>) => sendChange(before, reverse, task));
        return await told(lineOf(before), words, sendChange(before, request), undo);
      },

      async answer(event: CalendarEvent, response: EventResponse, words: Words) {
        const former = answerBefore(event);
        const undo = former &&
          ((task: Promise<CalendarEvent>) => sendAnswer(event, former, task));
        return await told(lineOf(event), words, sendAnswer(event, response), undo);
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
        sendDeletion(deletion, `delete ${notice} ${refKey(calendar)}/${id}`, isDecided).then(
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
