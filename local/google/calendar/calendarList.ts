/**
 * calendarList.list and calendarList.get: the calendars in a person's own list.
 * Source: Calendar v3 reference, CalendarList. Assumed: a deleted entry has its id only.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Person } from "../types.ts";
import { calendarById, findPerson, isPrimary, type World } from "../world.ts";
import { badParameter, notFound } from "./apiError.ts";
import { colorsOf } from "./colors.ts";
import type { Calendar, Member } from "./model.ts";
import { type Key, paged } from "./paging.ts";
import { flag } from "./readOptions.ts";
import { atLeast, type Role, ROLES } from "./roles.ts";
import { syncSettingsOf } from "./syncSettings.ts";
import { newSyncToken, readSyncToken } from "./syncToken.ts";

type Entry = calendar_v3.Schema$CalendarListEntry;

const SIZES = { byDefault: 100, most: 250 };

/** Returns the fields that a calendar has for everybody who can see it. */
export function sharedFields(world: World, calendar: Calendar): calendar_v3.Schema$Calendar {
  const { description, location, owner } = calendar;
  const secondary = owner !== null && !isPrimary(world, calendar);
  return {
    summary: calendar.summary,
    ...(description ? { description } : {}),
    ...(location ? { location } : {}),
    timeZone: calendar.time_zone,
    ...(secondary ? { dataOwner: findPerson(world, owner)?.email } : {}),
    conferenceProperties: { allowedConferenceSolutionTypes: calendar.conference_types },
  };
}

function renderEntry(world: World, calendar: Calendar, person: Person, member: Member): Entry {
  const { id } = calendar;
  const base = { kind: "calendar#calendarListEntry", etag: `"${member.version}"`, id };
  if (member.deleted) return { ...base, deleted: true };
  const { hidden, selected, summary_override, notifications } = member;
  return {
    ...base,
    ...sharedFields(world, calendar),
    ...(summary_override ? { summaryOverride: summary_override } : {}),
    ...colorsOf(member.color_id),
    ...(hidden ? { hidden } : {}),
    ...(selected ? { selected } : {}),
    accessRole: member.role,
    defaultReminders: member.default_reminders,
    ...(notifications.length > 0
      ? {
        notificationSettings: {
          notifications: notifications.map((type) => ({ type, method: "email" })),
        },
      }
      : {}),
    ...(id === person.email ? { primary: true } : {}),
  };
}

interface Listed {
  key: Key;
  member: Member;
  entry: Entry;
}

/** Returns every entry of a person's list, hidden and deleted ones too. */
function entriesOf(world: World, person: Person): Listed[] {
  return [...world.state.calendars.values()].flatMap((calendar, index): Listed[] => {
    const member = calendar.members.get(person.sub);
    if (!member) return [];
    return [{ key: [index, ""], member, entry: renderEntry(world, calendar, person, member) }];
  });
}

/** Returns the entries that changed after `since`. A calendar that a person lost is a deleted entry. */
function changesSince(world: World, person: Person, since: number): Omit<Listed, "member">[] {
  const lost = [...world.state.calendars.values()].flatMap(({ id, left }, index) => {
    const version = left?.get(person.sub) ?? 0;
    if (version <= since) return [];
    const entry = { kind: "calendar#calendarListEntry", etag: `"${version}"`, id, deleted: true };
    return [{ key: [index, ""] as const, entry }];
  });
  const changed = entriesOf(world, person).filter(({ member }) => member.version > since);
  return [...lost, ...changed].sort((a, b) => a.key[0] - b.key[0]);
}

/** Returns a person's whole list, hidden and deleted entries too. */
export function wholeList(world: World, person: Person): Entry[] {
  return entriesOf(world, person).map(({ entry }) => entry);
}

export function listCalendars(
  world: World,
  person: Person,
  parameters: URLSearchParams,
): calendar_v3.Schema$CalendarList {
  const listed = { sub: person.sub };
  const since = readSyncToken(world, listed, { parameters, restrictions: ["minAccessRole"] });
  const [hidden, deleted] = [flag(parameters, "showHidden"), flag(parameters, "showDeleted")];
  const least = (parameters.get("minAccessRole") ?? ROLES[0]) as Role;
  if (!ROLES.includes(least)) throw badParameter("minAccessRole");

  const all = entriesOf(world, person);
  const shown = since !== undefined
    ? changesSince(world, person, since)
    : all.filter(({ member }) =>
      (deleted || !member.deleted) && (hidden || !member.hidden) && atLeast(member.role, least)
    );
  const { items, nextPageToken, carried } = paged(shown, parameters, {
    ...SIZES,
    ...syncSettingsOf(world),
    carried: world.state.last_version,
  });
  const synchronizable = !parameters.has("minAccessRole");
  const newest = Math.max(0, ...all.map(({ member }) => member.version));
  return {
    kind: "calendar#calendarList",
    etag: `"p${newest}"`,
    ...(nextPageToken
      ? { nextPageToken }
      : synchronizable
      ? { nextSyncToken: newSyncToken(world, listed, { parameters, version: carried! }) }
      : {}),
    items,
  };
}

/** Returns one entry of a person's list. Throws 404 if it is not in the list, or was deleted. */
export function getEntry(world: World, person: Person, id: string): Entry {
  const calendar = calendarById(world, id === "primary" ? person.email : id);
  const member = calendar?.members.get(person.sub);
  if (!calendar || !member || member.deleted) throw notFound();
  return renderEntry(world, calendar, person, member);
}
