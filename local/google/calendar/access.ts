/**
 * Authorizes calls: a valid access token, a scope that covers the method, and a role on the calendar.
 * Scopes per method: Calendar v3's discovery document.
 *
 * @module
 */
import type { Context } from "hono";
import { findAccessToken } from "../oauth/tokens.ts";
import type { AccessToken } from "../state.ts";
import type { Person } from "../types.ts";
import { calendarById, personOf, type World } from "../world.ts";
import { ApiError, notFound, requiredAccessLevel } from "./apiError.ts";
import type { Calendar } from "./model.ts";
import { atLeast, type Role } from "./roles.ts";

const WRITE_EVENTS = ["calendar", "calendar.events", "calendar.events.owned"];
const READ_EVENTS = [
  ...WRITE_EVENTS,
  "calendar.readonly",
  "calendar.events.readonly",
  "calendar.events.owned.readonly",
];
const READ_LIST = [
  "calendar",
  "calendar.readonly",
  "calendar.calendarlist",
  "calendar.calendarlist.readonly",
];
const METHODS = {
  "Events.Insert": WRITE_EVENTS,
  "Events.Patch": WRITE_EVENTS,
  "Events.Update": WRITE_EVENTS,
  "Events.Delete": WRITE_EVENTS,
  "Events.Get": READ_EVENTS,
  "Events.List": READ_EVENTS,
  "Events.Instances": READ_EVENTS,
  "Events.Watch": READ_EVENTS,
  "Channels.Stop": [
    ...READ_EVENTS,
    ...READ_LIST,
    ...["calendar.acls", "calendar.acls.readonly", "calendar.settings.readonly"],
  ],
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
  "CalendarList.List": READ_LIST,
  "CalendarList.Watch": READ_LIST,
  "CalendarList.Get": [...READ_LIST, "calendar.app.created"],
} satisfies Record<string, string[]>;

export type Method = keyof typeof METHODS;

const WRITES: Method[] = ["Events.Insert", "Events.Patch", "Events.Update", "Events.Delete"];

/** The person who calls, and what their token covers of the method. */
export interface Caller {
  person: Person;
  method: Method;
  /** True if the token covers only calendars that the person owns. */
  ownedOnly: boolean;
}

/** A calendar, the person who calls, and their role. */
export interface Access {
  calendar: Calendar;
  person: Person;
  role: Role;
}

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

function insufficientScope(method: Method): ApiError {
  return new ApiError(
    403,
    "insufficientPermissions",
    "Request had insufficient authentication scopes.",
    {
      inner: "Insufficient Permission",
      details: [{
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
        domain: "googleapis.com",
        metadata: {
          service: "calendar-json.googleapis.com",
          method: `calendar.v3.${method}`,
        },
      }],
    },
  );
}

/** Returns the person who calls. Throws 401 or 403 if token or scope do not allow the method. */
export function requireScope(c: Context, world: World, method: Method): Caller {
  const token = requireToken(c, world);
  const covering = METHODS[method].filter((name) =>
    token.scopes.includes(`https://www.googleapis.com/auth/${name}`)
  );
  if (covering.length === 0) throw insufficientScope(method);
  const ownedOnly = covering.every((name) => name.startsWith("calendar.events.owned"));
  return { person: personOf(world, token.sub), method, ownedOnly };
}

/**
 * Returns the calendar with this id and the caller's role on it. `primary` is the calendar whose id is
 * their address. Throws 404 if they have no role, and 403 if the role or the token do not allow the method.
 */
export function accessTo(world: World, caller: Caller, id: string): Access {
  const { person, method, ownedOnly } = caller;
  const calendar = calendarById(world, id === "primary" ? person.email : id);
  const role = calendar?.members.get(person.sub)?.role;
  if (!calendar || !role || calendar.deleted) throw notFound();
  if (ownedOnly && role !== "owner") throw insufficientScope(method);
  if (WRITES.includes(method) && !atLeast(role, "writerWithoutPrivateAccess")) {
    throw requiredAccessLevel("writer");
  }
  return { calendar, person, role };
}
