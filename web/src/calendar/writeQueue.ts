/**
 * Sends changes, those of one event or series one after the other, and keeps the versions that they
 * made: a second change that follows quickly is for the first one's version.
 *
 * @module
 */
import { type MutationOptions, useMutationState } from "@tanstack/react-query";
import { type CalendarEvent, eventKey } from "../google-calendar/index.ts";
import { onForget } from "../forget.ts";
import { queries } from "../queries.ts";
import type { Write } from "./overlay.ts";

function keyOf(userId: string) {
  return ["write", userId];
}

/** Sends one change. Until `send` settles, `usePendingWrites` has it. `line` names what waits for it. */
export function enqueue<T>(
  userId: string,
  line: string,
  write: Write,
  send: () => Promise<T>,
): Promise<T> {
  const options: MutationOptions<T, Error, Write> = {
    mutationKey: keyOf(userId),
    scope: { id: line },
    mutationFn: send,
    gcTime: 0,
  };
  const all = queries.getMutationCache();
  return all.build(queries, queries.defaultMutationOptions(options)).execute(write);
}

/** What is on its way for a person, the oldest first. */
export function usePendingWrites(userId: string): Write[] {
  return useMutationState({
    filters: { mutationKey: keyOf(userId), status: "pending" },
    select: ({ state }) => state.variables as Write,
  }, queries);
}

/** Changes of a series and of its occurrences wait for each other. */
export function lineOf(event: CalendarEvent): string {
  return eventKey({ ...event, id: event.recurring_event_id ?? event.id });
}

/** The version after a change of ours, by the version before. */
const followers = new Map<string, string>();
onForget(() => followers.clear());

/** Keeps the version that a change of ours made. */
export function recordVersion(before: CalendarEvent, after: CalendarEvent): void {
  const from = newestVersion(before);
  // A series that was split off is another event.
  if (before.id !== after.id || !from || !after.etag || from === after.etag) return;
  followers.delete(versionKey(before, after.etag));
  followers.set(versionKey(before, from), after.etag);
}

/** The version of the event after our own changes to it. */
export function newestVersion(event: CalendarEvent): string | undefined {
  let version = event.etag ?? undefined;
  for (;;) {
    const next: string | undefined = version && followers.get(versionKey(event, version));
    if (!next) return version;
    version = next;
  }
}

function versionKey(event: CalendarEvent, version: string): string {
  return `${eventKey(event)} ${version}`;
}
