/**
 * Authorizes calls: a valid access token, a scope that covers the method, and the person's own calendar.
 * Scopes per method: Calendar v3's discovery document.
 *
 * @module
 */
import type { Context } from "hono";
import { findAccessToken } from "../oauth/tokens.ts";
import type { AccessToken } from "../state.ts";
import type { Person } from "../types.ts";
import { calendarById, personOf, type World } from "../world.ts";
import { ApiError, notFound } from "./apiError.ts";
import type { Calendar } from "./model.ts";

const WRITE_EVENTS = ["calendar", "calendar.events", "calendar.events.owned"];
const READ_EVENTS = [
  ...WRITE_EVENTS,
  "calendar.readonly",
  "calendar.events.readonly",
  "calendar.events.owned.readonly",
];
const METHODS = {
  "Events.Insert": WRITE_EVENTS,
  "Events.Patch": WRITE_EVENTS,
  "Events.Update": WRITE_EVENTS,
  "Events.Delete": WRITE_EVENTS,
  "Events.Get": READ_EVENTS,
  "Events.List": READ_EVENTS,
  "Events.Instances": READ_EVENTS,
  "Freebusy.Query": [
    "calendar",
    "calendar.readonly",
    "calendar.freebusy",
    "calendar.events.freebusy",
  ],
  "Calendars.Get": [
    "calendar",
    "calendar.readonly",
    "calendar.calendars",
    "calendar.calendars.readonly",
  ],
} satisfies Record<string, string[]>;

export type Method = keyof typeof METHODS;

/** Returns the bearer token of the `Authorization` header. A token in the query string is refused. */
export function requireToken(c: Context, world: World): AccessToken {
  const header = c.req.header("authorization");
  const where = { location: "Authorization", locationType: "header" } as const;
  if (!header) {
    throw new ApiError(
      401,
      "required",
      "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      { ...where, inner: "Login Required." },
    );
  }
  const bearer = /^bearer +(\S+)$/i.exec(header)?.[1];
  const token = bearer && findAccessToken(world, bearer);
  if (!token) {
    throw new ApiError(
      401,
      "authError",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      { ...where, inner: "Invalid Credentials" },
    );
  }
  return token;
}

/** Returns the person who calls. Throws 401 or 403 if token or scope do not allow the method. */
export function requireScope(c: Context, world: World, method: Method): Person {
  const token = requireToken(c, world);
  const names = METHODS[method].map((name) => `https://www.googleapis.com/auth/${name}`);
  if (!names.some((name) => token.scopes.includes(name))) {
    const service = "calendar-json.googleapis.com";
    throw new ApiError(
      403,
      "insufficientPermissions",
      "Request had insufficient authentication scopes.",
      {
        inner: "Insufficient Permission",
        details: [{
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
          domain: "googleapis.com",
          metadata: { service, method: `calendar.v3.${method}` },
        }],
      },
    );
  }
  return personOf(world, token.sub);
}

/**
 * Returns the person's calendar with this id. `primary` is the calendar whose id is their address.
 * Throws 404.
 */
export function calendarOf(world: World, person: Person, id: string): Calendar {
  const calendar = calendarById(world, id === "primary" ? person.email : id);
  if (calendar?.owner !== person.sub) throw notFound();
  return calendar;
}
