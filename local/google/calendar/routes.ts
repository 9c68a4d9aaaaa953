/**
 * The routes of Calendar v3. Methods that the emulator does not have answer 501.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type { World } from "../world.ts";
import { type Access, accessTo, type Method, requireScope } from "./access.ts";
import { ApiError, notFound } from "./apiError.ts";
import { getEntry, listCalendars, sharedFields } from "./calendarList.ts";
import { changeEvent } from "./change.ts";
import {
  CALENDAR,
  CALENDAR_LIST,
  CALENDAR_LIST_ENTRY,
  EVENT,
  EVENTS,
  FREE_BUSY,
  type Names,
} from "./fieldNames.ts";
import { queryFreeBusy } from "./freeBusy.ts";
import { insertEvent } from "./insert.ts";
import { jsonBody } from "./jsonBody.ts";
import { listEvents, listInstances } from "./list.ts";
import { etagOf, type StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";
import { readFields, selected } from "./partial.ts";
import { maxAttendees, readerOf } from "./readOptions.ts";
import { removeEvent } from "./remove.ts";
import { renderEvent } from "./render.ts";
import { asSeenBy } from "./visibility.ts";
import { writeOptions } from "./writeOptions.ts";

/**
 * Validates `fields` before the call has an effect. Returns a function that responds with the
 * selected fields.
 */
function answering(c: Context, names: Names): (json: unknown) => Response {
  const fields = c.req.query("fields");
  if (!fields) return (json) => c.json(json as object);
  const selection = readFields(fields, names);
  return (json) => c.json(selected(json, selection) as object);
}

const parametersOf = (c: Context) => new URL(c.req.url).searchParams;

export function calendarRoutes(world: World): Hono {
  const app = new Hono().basePath("/calendar/v3");
  const events = "/calendars/:calendarId/events";

  function open(c: Context, method: Method) {
    return accessTo(world, requireScope(c, world, method), c.req.param("calendarId")!);
  }

  function answer(c: Context, access: Access, event: StoredEvent) {
    const query = parametersOf(c);
    // `timeZone` is a parameter of reads only: the response of a write is in the calendar's zone.
    const reader = c.req.method === "GET" ? readerOf(query) : { maxAttendees: maxAttendees(query) };
    c.header("etag", etagOf(event));
    const seen = asSeenBy(world, access, event);
    return answering(c, EVENT)(renderEvent(world, access.calendar, seen, reader));
  }

  app.get("/calendars/:calendarId", (c) => {
    const { calendar } = open(c, "Calendars.Get");
    const { id } = calendar;
    const own = { kind: "calendar#calendar", etag: `"${id.length}"`, id };
    return answering(c, CALENDAR)({ ...own, ...sharedFields(world, calendar) });
  });

  app.get("/users/me/calendarList", (c) => {
    const { person } = requireScope(c, world, "CalendarList.List");
    return answering(c, CALENDAR_LIST)(listCalendars(world, person, parametersOf(c)));
  });

  app.get("/users/me/calendarList/:calendarId", (c) => {
    const { person } = requireScope(c, world, "CalendarList.Get");
    const entry = getEntry(world, person, c.req.param("calendarId"));
    return answering(c, CALENDAR_LIST_ENTRY)(entry);
  });

  app.post(events, async (c) => {
    const access = open(c, "Events.Insert");
    const options = writeOptions(parametersOf(c));
    answering(c, EVENT);
    const event = insertEvent(world, access, await jsonBody(c), options);
    return answer(c, access, event);
  });

  app.get(events, (c) => {
    const access = open(c, "Events.List");
    return answering(c, EVENTS)(listEvents(world, access, parametersOf(c)));
  });

  app.get(`${events}/:eventId`, (c) => {
    const access = open(c, "Events.Get");
    readerOf(parametersOf(c));
    const event = findEvent(access.calendar, c.req.param("eventId"));
    if (!event) throw notFound();
    if (c.req.header("if-none-match") === etagOf(event)) return c.body(null, 304);
    return answer(c, access, event);
  });

  app.get(`${events}/:eventId/instances`, (c) => {
    const access = open(c, "Events.Instances");
    const id = c.req.param("eventId");
    const parameters = parametersOf(c);
    return answering(c, EVENTS)(listInstances(world, access, { id, parameters }));
  });

  app.on(["PATCH", "PUT"], `${events}/:eventId`, async (c) => {
    const whole = c.req.method === "PUT";
    const access = open(c, whole ? "Events.Update" : "Events.Patch");
    const options = writeOptions(parametersOf(c));
    const target = { ...access, id: c.req.param("eventId"), ifMatch: c.req.header("if-match") };
    answering(c, EVENT);
    const event = changeEvent(world, target, await jsonBody(c), { whole, ...options });
    return answer(c, access, event);
  });

  app.delete(`${events}/:eventId`, (c) => {
    const access = open(c, "Events.Delete");
    const options = writeOptions(parametersOf(c));
    const target = { ...access, id: c.req.param("eventId"), ifMatch: c.req.header("if-match") };
    removeEvent(world, target, options);
    return c.body(null, 204);
  });

  app.post("/freeBusy", async (c) => {
    const caller = requireScope(c, world, "Freebusy.Query");
    return answering(c, FREE_BUSY)(queryFreeBusy(world, caller, await jsonBody(c)));
  });

  app.all("*", (c) => {
    throw new ApiError(501, "notImplemented", `The emulator has no ${c.req.method} ${c.req.path}.`);
  });

  return app;
}
