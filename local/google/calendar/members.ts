/**
 * Shares calendars and keeps each person's entry for them.
 * Source: Calendar API, concepts/sharing.
 *
 * @module
 */
import { personOf, type World } from "../world.ts";
import { COLOR_IDS } from "./colors.ts";
import { type Calendar, type EntrySettings, type Member, nextVersion } from "./model.ts";
import type { Role } from "./roles.ts";

export const refuse = (message: string) => new Error(`${message} in the Google emulator`);

/** Returns a new member. Primary calendars have a reminder and four notifications, and others none. */
export function newMember(world: World, role: Role, primary: boolean): Member {
  return {
    role,
    hidden: false,
    selected: true,
    deleted: false,
    summary_override: "",
    color_id: primary ? "14" : "8",
    notifications: primary
      ? ["eventCreation", "eventChange", "eventCancellation", "eventResponse"]
      : [],
    default_reminders: primary ? [{ method: "popup", minutes: 10 }] : [],
    version: nextVersion(world.state, world.clock.now()),
  };
}

/**
 * Changes a person's own settings for a calendar. Throws if the calendar is not theirs to see, if it is
 * their primary one and would be removed, and if there is no such colour.
 */
export function changeEntry(
  world: World,
  calendar: Calendar,
  sub: string,
  settings: Partial<EntrySettings & Pick<Member, "default_reminders">>,
): void {
  const member = calendar.members.get(sub);
  if (!member) throw refuse(`The calendar ${calendar.id} is not shared with this person`);
  if (settings.deleted && calendar.id === personOf(world, sub).email) {
    throw refuse("A primary calendar cannot be removed from its list");
  }
  if (settings.color_id !== undefined && !COLOR_IDS.includes(settings.color_id)) {
    throw refuse(`No such colour: ${settings.color_id}`);
  }
  putMember(world, calendar, sub, { ...member, ...settings });
}

/** Stores a person's entry with a new version. */
export function putMember(world: World, calendar: Calendar, sub: string, member: Member): void {
  const version = nextVersion(world.state, world.clock.now());
  calendar.members.set(sub, { ...member, version });
  calendar.left?.delete(sub);
  world.changed.lists.add(sub);
}

/**
 * Gives a person a role, or takes it with `none`. A new role puts the calendar into the person's list,
 * as if they had accepted the invitation.
 */
export function shareCalendar(
  world: World,
  calendar: Calendar,
  email: string,
  role: Role | "none",
): void {
  const { sub } = personOf(world, email);
  if (sub === calendar.owner) throw refuse("The owner of a calendar keeps their role");
  if (calendar.owner === null) throw refuse("Nobody can share a calendar of Google's own");
  if (role === "none") {
    if (!calendar.members.delete(sub)) return;
    calendar.left ??= new Map();
    calendar.left.set(sub, nextVersion(world.state, world.clock.now()));
    world.changed.lists.add(sub);
    return;
  }
  const member = calendar.members.get(sub) ?? newMember(world, role, false);
  putMember(world, calendar, sub, { ...member, role });
}
