/**
 * The part of a running emulator that changes what clients that synchronize meet.
 *
 * @module
 */
import { calendarsOf } from "./calendar/attendees.ts";
import { existingCalendar } from "./calendar/manage.ts";
import { nextVersion } from "./calendar/model.ts";
import { dropOccurrence } from "./calendar/store.ts";
import type { Google } from "./types.ts";
import type { World } from "./world.ts";

type Controls = Pick<Google, "undoException" | "setSync" | "expireSyncTokens">;

/** Returns the methods. `kept` saves the state and returns its argument. */
export function syncControls(world: World, kept: <T>(result: T) => T): Controls {
  const { state } = world;
  return {
    undoException(email, occurrenceId, calendarId = "primary") {
      const calendar = existingCalendar(world, calendarId, email);
      const event = calendar.events.get(occurrenceId);
      if (!event?.occurrence) {
        throw new Error(`Not a changed occurrence in the Google emulator: ${occurrenceId}`);
      }
      const version = nextVersion(state, world.clock.now());
      // The organizer's undoing is for every guest, as any change is.
      const guests = event.organizer === calendar.id ? calendarsOf(world, event) : [];
      for (const each of [calendar, ...guests]) {
        const copy = each.events.get(occurrenceId);
        if (copy?.organizer === event.organizer) dropOccurrence(world, each, copy, version);
      }
      kept(undefined);
    },
    setSync(settings, calendarId) {
      if (calendarId === undefined) state.sync = { ...state.sync, ...settings };
      else {
        const calendar = existingCalendar(world, calendarId);
        calendar.sync = { ...calendar.sync, ...settings };
      }
      kept(undefined);
    },
    expireSyncTokens(calendarId) {
      if (calendarId === undefined) state.sync_generation++;
      else {
        const calendar = existingCalendar(world, calendarId);
        calendar.sync_generation = (calendar.sync_generation ?? 0) + 1;
      }
      kept(undefined);
    },
  };
}
