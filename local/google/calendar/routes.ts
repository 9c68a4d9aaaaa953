/**
 * Calendar v3, as far as the emulator has it. What it has not answers 501 and says so.
 *
 * @module
 */
import { type Context, Hono } from "hono";
import type { Mail } from "../types.ts";
import type { World } from "../world.ts";
import { calendarOf, type Method, requireScope } from "./access.ts";
import { ApiError, badParameter, notFound } from "./apiError.ts";
import { changeEvent, removeEvent } from "./change.ts";
import { parseJson } from "./eventBody.ts";
import { isZone } from "./eventTime.ts";
import { queryFreeBusy } from "./freeBusy.ts";
import { insertEvent } from "./insert.ts";
import { listEvents, listInstances, maxAttendees } from "./list.ts";
import { etagOf, type StoredEvent } from "./model.ts";
import { findEvent } from "./occurrences.ts";
import { renderEvent } from "./render.ts";

const SEND_UPDATES = ["all", "externalOnly", "none"];

const parametersOf = (c: Context) => new URL(c.req.url).searchParams;

function conferenceVersion(c: Context): string | undefined {
  const version = c.req.query("conferenceDataVersion");
  if (version !== undefined && version !== "0" && version !== "1") {
    throw badParameter("conferenceDataVersion");
  }
  return version;
}

/** The parameters of a write are checked before it is carried out. */
function checkWrite(c: Context): void {
  maxAttendees(parametersOf(c));
  const value = c.req.query("sendUpdates");
  if (value !== undefined && !SEND_UPDATES.includes(value)) throw badParameter("sendUpdates");
}

/** Notes the e-mail that a write sends: one round for each write that asks for it and has guests. */
function noteMail(world: World, c: Context, event: StoredEvent, about: Mail["about"]): void {
  const send_updates = c.req.query("sendUpdates") ?? "none";
  if (send_updates === "none" || !event.content.attendees?.length) return;
  world.mails.push({ event: event.id, about, send_updates });
}

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

  function answer(
    c: Context,
    calendar: ReturnType<typeof open>,
    event: StoredEvent,
    zone?: string,
  ) {
    c.header("etag", etagOf(event));
    const reader = { zone, maxAttendees: maxAttendees(parametersOf(c)) };
    return c.json(renderEvent(world, calendar, event, reader));
  }

  app.get("/calendars/:calendarId", (c) => {
    const { id, summary, time_zone } = open(c, "Calendars.Get");
    return c.json({
      kind: "calendar#calendar",
      etag: `"${id.length}"`,
      id,
      summary,
      timeZone: time_zone,
    });
  });

  app.post(events, async (c) => {
    const calendar = open(c, "Events.Insert");
    checkWrite(c);
    const event = insertEvent(world, calendar, await jsonBody(c), conferenceVersion(c));
    noteMail(world, c, event, "insert");
    return answer(c, calendar, event);
  });

  app.get(events, (c) => {
    const calendar = open(c, "Events.List");
    return c.json(listEvents(world, calendar, parametersOf(c)));
  });

  app.get(`${events}/:eventId`, (c) => {
    const calendar = open(c, "Events.Get");
    const zone = c.req.query("timeZone");
    if (zone !== undefined && !isZone(zone)) throw badParameter("timeZone", "Invalid time zone.");
    const event = findEvent(calendar, c.req.param("eventId"));
    if (!event) throw notFound();
    if (c.req.header("if-none-match") === etagOf(event)) return c.body(null, 304);
    return answer(c, calendar, event, zone);
  });

  app.get(`${events}/:eventId/instances`, (c) => {
    const calendar = open(c, "Events.Instances");
    const id = c.req.param("eventId");
    return c.json(listInstances(world, calendar, { id, parameters: parametersOf(c) }));
  });

  app.on(["PATCH", "PUT"], `${events}/:eventId`, async (c) => {
    const whole = c.req.method === "PUT";
    const calendar = open(c, whole ? "Events.Update" : "Events.Patch");
    checkWrite(c);
    const target = { calendar, id: c.req.param("eventId"), ifMatch: c.req.header("if-match") };
    const how = { whole, conferenceVersion: conferenceVersion(c) };
    const event = changeEvent(world, target, await jsonBody(c), how);
    noteMail(world, c, event, "change");
    return answer(c, calendar, event);
  });

  app.delete(`${events}/:eventId`, (c) => {
    const calendar = open(c, "Events.Delete");
    checkWrite(c);
    const event = removeEvent(world, {
      calendar,
      id: c.req.param("eventId"),
      ifMatch: c.req.header("if-match"),
    });
    noteMail(world, c, event, "delete");
    return c.body(null, 204);
  });

  app.post("/freeBusy", async (c) => {
    const person = requireScope(c, world, "Freebusy.Query");
    return c.json(queryFreeBusy(world, person, await jsonBody(c)));
  });

  app.all("*", (c) => {
    throw new ApiError(501, "notImplemented", `The emulator has no ${c.req.method} ${c.req.path}.`);
  });

  return app;
}
