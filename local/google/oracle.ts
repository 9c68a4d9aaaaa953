/**
 * Says what a mirror of a calendar must hold, straight from the store. It shares nothing with the code that
 * it judges. Assumed of a mirror: it asks for at most 100 guests of an event.
 *
 * @module
 */
import type { Access } from "./calendar/access.ts";
import { renderConference } from "./calendar/conference.ts";
import { type EventTime, millisOf } from "./calendar/eventTime.ts";
import { addressOf, isPrimaryOf, shownGuests } from "./calendar/guestList.ts";
import { existingCalendar } from "./calendar/manage.ts";
import { etagOf, type StoredEvent } from "./calendar/model.ts";
import { comesWithSeries, isSeries, occurrencesOf } from "./calendar/occurrences.ts";
import { linkTo } from "./calendar/render.ts";
import { asSeenBy } from "./calendar/visibility.ts";
import type { ExpectedRow, ExpectedSeries } from "./expected.ts";
import { personOf, type World } from "./world.ts";

const MAX_GUESTS = 100;
const RESOURCE = "supabase_resource_id";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `needsAction` becomes `needs_action`. */
const snake = (word: string) => word.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const iso = (millis: number) => new Date(millis).toISOString();

function instant(text: string): number {
  const millis = Date.parse(text);
  if (Number.isNaN(millis)) throw new Error(`Not a time: ${text}`);
  return millis;
}

/** Returns a calendar as a person sees it. Throws if they do not. */
function seenBy(world: World, email: string, calendarId: string): Access {
  const calendar = existingCalendar(world, calendarId, email);
  const person = personOf(world, email);
  const role = calendar.members.get(person.sub)?.role;
  if (!role) throw new Error(`The calendar is not shared with ${email}: ${calendarId}`);
  return { calendar, person, role };
}

function guestsOf(world: World, { calendar }: Access, event: StoredEvent) {
  const { attendees } = shownGuests(world, calendar, event, MAX_GUESTS);
  return attendees?.map((guest) => ({
    email: guest.email,
    optional: guest.optional ?? false,
    display_name: guest.displayName ?? null,
    response_status: snake(guest.responseStatus ?? "needsAction"),
    comment: guest.comment ?? null,
    self: isPrimaryOf(world, calendar, guest.email),
    organizer: addressOf(world, guest.email) === event.organizer,
    resource: guest.resource ?? false,
  }));
}

/** Returns the web address to join by: the first video link, Google's own link, another page. */
function meetingUrl(world: World, event: StoredEvent): string | null {
  const points = renderConference(world, event)?.entryPoints ?? [];
  const linksOf = (type: string) =>
    points.filter(({ entryPointType }) => entryPointType === type).map(({ uri }) => uri);
  const links = [...linksOf("video"), event.read_only?.hangoutLink, ...linksOf("more")];
  const found = links.find((link) => typeof link === "string" && /^https?:\/\//i.test(link));
  return (found as string | undefined) ?? null;
}

function timesOf(zone: string, { start, end }: StoredEvent["content"]) {
  const allDay = start.date !== undefined;
  return {
    starts_at: iso(millisOf(start, zone)),
    ends_at: iso(millisOf(end, zone)),
    all_day: allDay,
    start_date: start.date ?? null,
    end_date: end.date ?? null,
    time_zone: allDay ? null : start.timeZone ?? zone,
  };
}

function rowOf(world: World, access: Access, stored: StoredEvent): ExpectedRow {
  const { calendar } = access;
  const zone = calendar.time_zone;
  const event = asSeenBy(world, access, stored);
  const { content, occurrence, times_only } = event;
  const guests = times_only ? undefined : guestsOf(world, access, event);
  const response = guests?.find(({ self }) => self)?.response_status ?? null;
  const resource = content.extendedProperties?.private?.[RESOURCE];
  const original = (time: EventTime) => iso(millisOf(time, zone));
  return {
    id: event.id,
    series_id: occurrence?.series ?? null,
    original_start: occurrence ? original(occurrence.original) : null,
    ical_uid: event.ical_uid,
    status: event.status as ExpectedRow["status"],
    ...timesOf(zone, content),
    summary: content.summary ?? null,
    description: content.description ?? null,
    location: content.location ?? null,
    busy: content.transparency !== "transparent" && response !== "declined",
    response,
    visibility: content.visibility ?? null,
    event_type: snake(content.eventType ?? "default"),
    color_id: content.colorId ?? null,
    organizer: times_only ? null : event.organizer,
    attendees: guests ?? null,
    meeting_url: times_only ? null : meetingUrl(world, event),
    html_link: linkTo(world, calendar, event),
    resource_id: resource !== undefined && UUID.test(resource) ? resource : null,
    etag: etagOf(event),
    created_at: times_only ? null : iso(Math.floor(event.created / 1000) * 1000),
    updated_at: iso(Math.floor(event.version / 1000)),
  };
}

/**
 * Returns a row for each event that ends after `from`: single events, however late, and the occurrences that
 * start before `until`. In the order of their ids.
 */
export function expectedRows(
  world: World,
  [email, calendarId]: [email: string, calendarId: string],
  [from, until]: [from: string, until: string],
): ExpectedRow[] {
  const access = seenBy(world, email, calendarId);
  const { calendar } = access;
  const zone = calendar.time_zone;
  const [first, last] = [instant(from), instant(until)];
  const all = [...calendar.events.values()].flatMap((event) => {
    if (!isSeries(event)) return comesWithSeries(calendar, event) ? [] : [event];
    if (event.status === "cancelled") return [];
    return occurrencesOf(calendar, event, { from: first, to: last });
  });
  return all.filter(({ status, occurrence, content: { start, end } }) =>
    status !== "cancelled" && millisOf(end, zone) > first &&
    (!occurrence || millisOf(start, zone) < last)
  )
    .map((event) => rowOf(world, access, event))
    .sort((a, b) => a.id < b.id ? -1 : 1);
}

/** Returns the series that have an occurrence among the rows of this time, in the order of their ids. */
export function expectedSeries(
  world: World,
  [email, calendarId]: [email: string, calendarId: string],
  [from, until]: [from: string, until: string],
): ExpectedSeries[] {
  const access = seenBy(world, email, calendarId);
  const { calendar } = access;
  const ids = new Set(
    expectedRows(world, [email, calendarId], [from, until]).map(({ series_id }) => series_id),
  );
  return [...calendar.events.values()]
    .filter(({ id }) => ids.has(id))
    .map((event) => {
      const { content } = asSeenBy(world, access, event);
      const { starts_at, all_day, start_date, time_zone } = timesOf(calendar.time_zone, content);
      return {
        id: event.id,
        recurrence: content.recurrence!,
        summary: content.summary ?? null,
        ...{ starts_at, all_day, start_date, time_zone },
        etag: etagOf(event),
        updated_at: iso(Math.floor(event.version / 1000)),
      };
    })
    .sort((a, b) => a.id < b.id ? -1 : 1);
}
