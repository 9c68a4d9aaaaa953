/**
 * The routes of Calendar v3. Methods that the emulator does not have answer 501.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type { World } from "../world.ts";
import { calendarOf, type Method, requireScope } from "./access.ts";
import { ApiError, notFound } from "./apiError.ts";
import { changeEvent } from "./change.ts";
import { parseJson } from "./eventBody.ts";
import { CALENDAR, EVENT, EVENTS, FREE_BUSY, type Names } from "./fieldNames.ts";
import { queryFreeBusy } from "./freeBusy.ts";
import { insertEvent } from "./insert.ts";
import { listEvents, listInstances } from "./list.ts";
import { type Calendar, etagOf, type StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";
import { readFields, selected } from "./partial.ts";
import { maxAttendees, readerOf } from "./readOptions.ts";
import { removeEvent } from "./remove.ts";
import { renderEvent } from "./render.ts";
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

async function jsonBody(c: Context) {
  if (!/^application\/json\b/i.test(c.req.header("content-type") ?? "")) {
    throw new ApiError(400, "parseError", "This API does not support parsing form-encoded input.");
  }
  return parseJson(await c.req.text());
}

export function calendarRoutes(world: World): Hono {
  const app = new Hono().basePath("/calendar/v3");
  const events = "/calendars/:calendarId/events";

  function open(c: Context, method: Method) {
    const person = requireScope(c, world, method);
    return calendarOf(world, person, c.req.param("calendarId")!);
  }

  function answer(c: Context, calendar: Calendar, event: StoredEvent) {
    const query = parametersOf(c);
    // `timeZone` is a parameter of reads only: the response of a write is in the calendar's zone.
    const reader = c.req.method === "GET" ? readerOf(query) : { maxAttendees: maxAttendees(query) };
    c.header("etag", etagOf(event));
    return answering(c, EVENT)(renderEvent(world, calendar, event, reader));
  }

  app.get("/calendars/:calendarId", (c) => {
    const { id, summary, time_zone } = open(c, "Calendars.Get");
    return answering(c, CALENDAR)({
      kind: "calendar#calendar",
      etag: `"${id.length}"`,
      id,
      summary,
      timeZone: time_zone,
    });
  });

  app.post(events, async (c) => {
    const calendar = open(c, "Events.Insert");
    const options = writeOptions(parametersOf(c));
    answering(c, EVENT);
    const event = insertEvent(world, calendar, await jsonBody(c), options);
    return answer(c, calendar, event);
  });

  app.get(events, (c) => {
    const calendar = open(c, "Events.List");
    return answering(c, EVENTS)(listEvents(world, calendar, parametersOf(c)));
  });

  app.get(`${events}/:eventId`, (c) => {
    const calendar = open(c, "Events.Get");
    readerOf(parametersOf(c));
    const event = findEvent(calendar, c.req.param("eventId"));
    if (!event) throw notFound();
    if (c.req.header("if-none-match") === etagOf(event)) return c.body(null, 304);
    return answer(c, calendar, event);
  });

  app.get(`${events}/:eventId/instances`, (c) => {
    const calendar = open(c, "Events.Instances");
    const id = c.req.param("eventId");
    const parameters = parametersOf(c);
    return answering(c, EVENTS)(listInstances(world, calendar, { id, parameters }));
  });

  app.on(["PATCH", "PUT"], `${events}/:eventId`, async (c) => {
    const whole = c.req.method === "PUT";
    const calendar = open(c, whole ? "Events.Update" : "Events.Patch");
    const options = writeOptions(parametersOf(c));
    const target = { calendar, id: c.req.param("eventId"), ifMatch: c.req.header("if-match") };
    answering(c, EVENT);
    const event = changeEvent(world, target, await jsonBody(c), { whole, ...options });
    return answer(c, calendar, event);
  });

  app.delete(`${events}/:eventId`, (c) => {
    const calendar = open(c, "Events.Delete");
    const options = writeOptions(parametersOf(c));
    const target = { calendar, id: c.req.param("eventId"), ifMatch: c.req.header("if-match") };
    removeEvent(world, target, options);
    return c.body(null, 204);
  });

  app.post("/freeBusy", async (c) => {
    const person = requireScope(c, world, "Freebusy.Query");
    return answering(c, FREE_BUSY)(queryFreeBusy(world, person, await jsonBody(c)));
  });

  app.all("*", (c) => {
    throw new ApiError(501, "notImplemented", `The emulator has no ${c.req.method} ${c.req.path}.`);
  });

  return app;
}
