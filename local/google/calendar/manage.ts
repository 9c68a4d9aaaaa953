/**
 * Makes, shares and deletes calendars, as people do in Google Calendar's settings.
 * Source: Calendar API, concepts/sharing.
 *
 * @module
 */
import type { NewCalendar } from "../types.ts";
import { calendarById, personOf, type World } from "../world.ts";
import { COLOR_IDS } from "./colors.ts";
import { isZone } from "./eventTime.ts";
import { type Calendar, type EntrySettings, type Member, nextVersion } from "./model.ts";
import type { Role } from "./roles.ts";

/** The end of the ids of Google's own calendars: holidays, birthdays, weeks. Everybody only reads them. */
const GOOGLES_OWN = "@group.v.calendar.google.com";
const SECONDARY = "@group.calendar.google.com";

const refuse = (message: string) => new Error(`${message} in the Google emulator`);

/** Returns the calendar with this id. `primary` is the one of `email`. Throws if there is none. */
export function existingCalendar(world: World, id: string, email?: string): Calendar {
  const named = id === "primary" && email !== undefined ? personOf(world, email).email : id;
  const calendar = calendarById(world, named);
  if (!calendar || calendar.deleted) throw refuse(`No such calendar: ${named}`);
  return calendar;
}

/** Returns a new member. Primary calendars have a reminder and four notifications, and others none. */
function newMember(world: World, role: Role, primary: boolean): Member {
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

function newCalendar(id: string, owner: string | null, zone: string): Calendar {
  return {
    id,
    owner,
    summary: id,
    time_zone: zone,
    conference_types: ["hangoutsMeet"],
    members: new Map(),
    events: new Map(),
    conference_requests: [],
  };
}

/** Gives a person a primary calendar, unless they have one. */
export function ensurePrimary(world: World, email: string): void {
  const { calendars } = world.state;
  if (calendars.has(email)) return;
  const { sub, time_zone } = personOf(world, email);
  const calendar = newCalendar(email, sub, time_zone);
  calendar.members.set(sub, newMember(world, "owner", true));
  calendars.set(email, calendar);
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
  const version = nextVersion(world.state, world.clock.now());
  calendar.members.set(sub, { ...member, ...settings, version });
}

function newId(): string {
  return `${crypto.randomUUID().replaceAll("-", "")}${SECONDARY}`;
}

/**
 * Makes a secondary calendar and returns its id. An id of Google's own calendars subscribes the person
 * to that calendar, which is the same for everybody.
 */
export function addCalendar(world: World, email: string, made: NewCalendar): string {
  const { sub, time_zone } = personOf(world, email);
  const {
    id = newId(),
    summary,
    description,
    location,
    time_zone: zone = time_zone,
    conference_types,
    ...settings
  } = made;
  const googles = id.endsWith(GOOGLES_OWN);
  if (!googles && !id.endsWith(SECONDARY)) throw refuse(`Not a secondary calendar's id: ${id}`);
  if (!isZone(zone)) throw refuse(`No such time zone: ${zone}`);
  const known = world.state.calendars.get(id);
  if (known && !googles) throw refuse(`The id is in use: ${id}`);
  const calendar = known ?? newCalendar(id, googles ? null : sub, zone);
  if (!known) {
    Object.assign(calendar, { summary, description, location });
    if (conference_types) calendar.conference_types = conference_types;
    world.state.calendars.set(id, calendar);
  }
  calendar.members.set(sub, newMember(world, googles ? "reader" : "owner", false));
  changeEntry(world, calendar, sub, settings);
  return id;
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
  if (role === "none") return void calendar.members.delete(sub);
  const member = calendar.members.get(sub) ?? newMember(world, role, false);
  calendar.members.set(sub, { ...member, role });
}

/** Deletes a secondary calendar for everybody. Throws for a primary one. */
export function deleteCalendar(world: World, calendar: Calendar): void {
  if (!calendar.id.endsWith(SECONDARY)) throw refuse("Only secondary calendars can be deleted");
  calendar.deleted = true;
  for (const sub of calendar.members.keys()) changeEntry(world, calendar, sub, { deleted: true });
}
