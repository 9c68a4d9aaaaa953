/**
 * Sends what the person does to events. It shows at once, and what is loaded has Google's answer before it
 * is no longer laid over it.
 *
 * @module
 */
import {
  type CalendarClient,
  type CalendarEvent,
  type CalendarRef,
  type EventChange,
  eventKey,
  type EventResponse,
} from "../google-calendar/index.ts";
import { type Deletion, isDeleted } from "./deletion.ts";
import { askGoogle, dropEvents, putEvent, reloadEvents } from "./eventCache.ts";
import { enqueue, lineOf, newestVersion, recordVersion } from "./writeQueue.ts";

/** Milliseconds. Offline, the occurrences of a changed series come later. */
const RELOADED_WITHIN = 10_000;

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** For one person. Each function rejects with what the client threw. */
export function createSender(
  client: CalendarClient,
  userId: string,
  fieldsOf: (ref: CalendarRef) => Partial<CalendarRef>,
) {
  /** Puts Google's answer into what is loaded. Of a series only Google knows the occurrences. */
  async function settle(before: CalendarRef, after: CalendarEvent, isSeries: boolean) {
    const event = { ...after, account_id: before.account_id, calendar_id: before.calendar_id };
    askGoogle(userId, before);
    if (isSeries) await Promise.race([reloadEvents(userId), wait(RELOADED_WITHIN)]);
    else {
      await putEvent(userId, event);
      void reloadEvents(userId);
    }
    return event;
  }

  /** Shows at once, and is sent after `first`, if that succeeds. */
  function change(before: CalendarEvent, request: EventChange, first?: Promise<unknown>) {
    return enqueue(userId, lineOf(before), { kind: "change", before, request }, async () => {
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
        void reloadEvents(userId);
        throw thrown;
      }
    });
  }

  function answer(event: CalendarEvent, response: EventResponse, first?: Promise<unknown>) {
    return enqueue(userId, lineOf(event), { kind: "answer", event, response }, async () => {
      await first;
      const after = await client.respond(event.id, { ...response, ...fieldsOf(event) });
      recordVersion(event, after);
      return await settle(event, after, Boolean(event.recurrence));
    });
  }

  function remove(deletion: Deletion, line: string, isDecided: Promise<boolean>) {
    return enqueue(userId, line, { kind: "delete", deletion }, async () => {
      if (!await isDecided) return false;
      const { id, calendar, options } = deletion;
      const etag = options.if_match ?? null;
      const if_match = newestVersion({ ...calendar, id, etag } as CalendarEvent);
      await client.deleteEvent(id, {
        ...options,
        ...(if_match && { if_match }),
        ...fieldsOf(calendar),
      });
      askGoogle(userId, calendar);
      await dropEvents(userId, calendar, (event) => isDeleted(event, deletion));
      void reloadEvents(userId);
      return true;
    });
  }

  /** `isUndone` says after the answer that nobody wants to see the event any more. */
  function create(
    shown: CalendarEvent,
    send: () => Promise<CalendarEvent>,
    isUndone: () => boolean,
  ) {
    return enqueue(userId, eventKey(shown), { kind: "create", event: shown }, async () => {
      const event = await send();
      return isUndone() ? event : await settle(event, event, Boolean(event.recurrence));
    });
  }

  return { create, change, answer, remove };
}
