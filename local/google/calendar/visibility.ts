/**
 * Hides what a person may not know of an event: with the role `freeBusyReader` everything but the times,
 * and with less than `writer` the details of private events. Public events are never hidden.
 * Sources: Calendar API, concepts/sharing; reference, Events (visibility).
 *
 * @module
 */
import { findPerson, type World } from "../world.ts";
import type { Access } from "./access.ts";
import type { StoredEvent } from "./model.ts";
import { atLeast } from "./roles.ts";

/** True if the person may know only when the event is. */
export function isHidden(world: World, { person, role }: Access, event: StoredEvent): boolean {
  const { visibility = "default", attendees } = event.content;
  if (atLeast(role, "writer") || visibility === "public") return false;
  if (role === "freeBusyReader") return true;
  if (visibility === "default") return false;
  return !attendees?.some(({ email }) => findPerson(world, email) === person);
}

/**
 * Returns the event as the person may know it. What is hidden has the fields that Google is seen to
 * return for a `freeBusyReader`, and is `private`.
 */
export function asSeenBy(world: World, access: Access, event: StoredEvent): StoredEvent {
  if (!isHidden(world, access, event)) return event;
  const { start, end, recurrence, transparency } = event.content;
  return {
    ...event,
    times_only: true,
    content: {
      start,
      end,
      ...(recurrence ? { recurrence } : {}),
      ...(transparency ? { transparency } : {}),
      visibility: "private",
    },
  };
}
