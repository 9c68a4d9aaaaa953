/**
 * The requests of a walk: every way to a calendar.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Answer, Scenario, TestUser } from "../../support/scenario.ts";
import type { Random } from "../../../local/random.ts";

export interface CalendarRequest {
  kind: "create" | "change" | "remove" | "read" | "list" | "page" | "free";
  /** The idempotency key of a creation. */
  key?: string;
  /** The event that is named: it may be in no calendar. */
  eventId: string;
  /** What the event is called, or will be. */
  title: string;
  /** Of a list that was begun in the user's account. */
  pageToken?: string;
}

/** What names an event or a page belongs to one account. */
export function namesSomething({ kind }: CalendarRequest): boolean {
  return ["change", "remove", "read", "page"].includes(kind);
}

const KINDS = [
  ...["create", "create", "create", "create"],
  ...["change", "remove", "read", "list", "page", "free"],
] as CalendarRequest["kind"][];
/** Few, so that they come again. */
const KEYS = [undefined, undefined, "key-1", "key-2"];
const NO_EVENT = "00000noevent";

/** Any request; what it names is among the events that the user has. */
export function anyRequest(random: Random, eventIds: string[]): CalendarRequest {
  const kind = random.pick(KINDS);
  const key = kind === "create" ? random.pick(KEYS) : undefined;
  return {
    kind,
    key,
    eventId: random.pick([...eventIds.slice(-3), NO_EVENT]),
    title: key ?? `Title ${crypto.randomUUID()}`,
  };
}

const SPAN = "time_min=2026-08-15T00:00:00Z&time_max=2026-08-16T00:00:00Z";
const EVENTS = "/calendar-events/users/me";

/** Sends it. */
export function send(
  { call }: Pick<Scenario, "call">,
  user: TestUser,
  { kind, key, eventId, title, pageToken }: CalendarRequest,
): Promise<Answer> {
  switch (kind) {
    case "create":
      return call("POST /create-calendar-event/users/me/calendar/events", {
        user,
        body: {
          summary: title,
          start_datetime: "2026-08-15T09:00:00-07:00",
          end_datetime: "2026-08-15T10:00:00-07:00",
          idempotency_key: key,
        },
      });
    case "change":
      return call(`PATCH ${EVENTS}/${eventId}`, { user, body: { summary: title } });
    case "remove":
      return call(`DELETE ${EVENTS}/${eventId}`, { user });
    case "read":
      return call(`GET ${EVENTS}/${eventId}`, { user });
    case "list":
      return call(`GET ${EVENTS}?limit=250`, { user });
    case "page":
      return call(`GET ${EVENTS}?limit=1&page_token=${encodeURIComponent(pageToken!)}`, { user });
    case "free":
      return call(`GET /find-free-time/users/me?${SPAN}`, { user });
  }
}

/** Fails unless a success tells the events of this account, and nothing else. */
export function assertTells(
  { kind, eventId }: CalendarRequest,
  { body }: Answer,
  events: Map<string, string>,
): void {
  switch (kind) {
    case "create":
    case "change":
    case "read":
      assertEquals(body.summary, events.get(kind === "create" ? body.id : eventId));
      break;
    case "list":
      assertEquals(
        body.events.map(({ id }: { id: string }) => id).sort(),
        [...events.keys()].sort(),
      );
      break;
    case "page":
      for (const { id } of body.events) assertEquals(events.has(id), true, "another's event");
      break;
    case "free":
      assertEquals(body.busy.length, events.size > 0 ? 1 : 0);
  }
}
