/**
 * Makes, changes and deletes calendars, as people do in Google Calendar's settings.
 *
 * @module
 */
import type { NewCalendar } from "../types.ts";
import { calendarById, personOf, type World } from "../world.ts";
import { isZone } from "./eventTime.ts";
import { changeEntry, newMember, putMember, refuse } from "./members.ts";
import type { Calendar } from "./model.ts";

/** The end of the ids of Google's own calendars: holidays, birthdays, weeks. Everybody only reads them. */
const GOOGLES_OWN = "@group.v.calendar.google.com";
const SECONDARY = "@group.calendar.google.com";

/** Returns the calendar with this id. `primary` is the one of `email`. Throws if there is none. */
export function existingCalendar(world: World, id: string, email?: string): Calendar {
  const named = id === "primary" && email !== undefined ? personOf(world, email).email : id;
  const calendar = calendarById(world, named);
  if (!calendar || calendar.deleted) throw refuse(`No such calendar: ${named}`);
  return calendar;
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

/** Renames a calendar or changes its zone for everybody. No event gets a new version. */
export function changeCalendar(
  world: World,
  calendar: Calendar,
  { summary = calendar.summary, time_zone = calendar.time_zone }: {
    summary?: string;
    time_zone?: string;
  },
): void {
  if (!isZone(time_zone)) throw refuse(`No such time zone: ${time_zone}`);
  Object.assign(calendar, { summary, time_zone });
  for (const [sub, member] of calendar.members) putMember(world, calendar, sub, member);
}

/** Deletes a secondary calendar for everybody. Throws for a primary one. */
export function deleteCalendar(world: World, calendar: Calendar): void {
  if (!calendar.id.endsWith(SECONDARY)) throw refuse("Only secondary calendars can be deleted");
  calendar.deleted = true;
  world.changed.calendars.add(calendar);
  for (const sub of calendar.members.keys()) changeEntry(world, calendar, sub, { deleted: true });
}
