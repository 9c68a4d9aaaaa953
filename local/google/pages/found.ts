/**
 * Finds what a page is about: the event of a link, and who may change it.
 *
 * @module
 */
import type { Access } from "../calendar/access.ts";
import type { StoredEvent } from "../calendar/model.ts";
import { findEvent } from "../calendar/occurrences.ts";
import { atLeast } from "../calendar/roles.ts";
import { calendarById, personOf, type World } from "../world.ts";

/** Returns the ids of event and calendar from a link's `eid`, or empty strings if it is invalid. */
function decodeEid(eid: string): [string, string] {
  try {
    const text = new TextDecoder().decode(Uint8Array.fromBase64(eid, { alphabet: "base64url" }));
    const [id = "", calendar = ""] = text.split(" ");
    return [id, calendar];
  } catch {
    return ["", ""];
  }
}

/** Returns a calendar as its owner sees it, or as a reader does if it is Google's own. */
export function accessOf(world: World, calendarId: string): Access | undefined {
  const calendar = calendarById(world, calendarId);
  if (!calendar || calendar.deleted) return undefined;
  const sub = calendar.owner ?? [...calendar.members.keys()][0];
  if (sub === undefined) return undefined;
  const role = calendar.members.get(sub)?.role ?? "reader";
  return { calendar, person: personOf(world, sub), role };
}

export const mayWrite = ({ role }: Access): boolean => atLeast(role, "writer");

/** Returns the event of a link. Undefined if there is none, or if it was deleted. */
export function eventOf(
  world: World,
  eid: string,
): { access: Access; stored: StoredEvent } | undefined {
  const [id, calendarId] = decodeEid(eid);
  const access = accessOf(world, calendarId);
  const stored = access && findEvent(access.calendar, id);
  return stored && stored.status !== "cancelled" ? { access, stored } : undefined;
}
