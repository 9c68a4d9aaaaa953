/**
 * `GET /calendar-mirror/users/{user}`: which calendars are mirrored, and how current they are. `PUT` and
 * `DELETE` of `/users/{user}/calendars/{calendar_id}` start and end it for one calendar, `POST` of
 * `/users/{user}/refresh` asks for a sync now, and `GET` of `/users/{user}/available` lists what can be
 * mirrored.
 *
 * @module
 */
import { callerOf } from "../_shared/auth/caller.ts";
import { readOwnAccount } from "../_shared/auth/ownAccount.ts";
import { readOwnConnection } from "../_shared/auth/ownConnection.ts";
import type { CalendarClient } from "../_shared/calendarClient.ts";
import { mirrorSettings } from "../_shared/env.ts";
import { ApiError } from "../_shared/errors.ts";
import { createApp } from "../_shared/http/app.ts";
import { readCallerBody, readCallerFields } from "../_shared/http/callerFields.ts";
import { availableCalendars } from "../_shared/mirror/available.ts";
import type { Mirror, MirrorList } from "../_shared/mirror/answers.ts";
import { CALENDAR_ID, nameInMirror, parseCalendarParam } from "../_shared/mirror/calendarName.ts";
import {
  assertMirrorAllowed,
  mirrorCalendar,
  unmirrorCalendar,
} from "../_shared/mirror/mirrorCalendar.ts";
import { readMirrors, refreshMirrors } from "../_shared/mirror/mirrors.ts";
import { inOwnCalendar } from "../_shared/ownCalendar.ts";

const app = createApp("calendar-mirror");

// The schema in mirror/answers.ts says the same.
const isCalendarId = (value: unknown) =>
  value === undefined || (typeof value === "string" && CALENDAR_ID.test(value))
    ? undefined
    : "must be primary or a calendar's id";

const listOf = (calendars: Mirror[]): MirrorList => ({
  calendars,
  allowed: mirrorSettings().allowed,
});

app.get("/users/:user", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  await readOwnConnection(session, c.req.param("user"), c.var, accountId);
  const calendars = await readMirrors(session.userId, accountId, c.var);
  return c.json(listOf(calendars));
});

app.get("/users/:user/available", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const named = await readOwnConnection(session, c.req.param("user"), c.var, accountId);
  const accounts = accountId === undefined ? named.accounts : [named];
  if (accounts.length === 0) throw new ApiError("calendar_not_connected");
  const ids = accounts.map((account) => account.account_id!);
  return c.json(await availableCalendars(session.userId, ids, c.var));
});

app.post("/users/:user/refresh", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId, others } = await readCallerBody(c, { calendar_id: isCalendarId }, {
    optional: true,
  });
  const session = caller.actFor(userId);
  // A refresh leads to calls to Google, so it counts against the user's budget.
  const account = await readOwnAccount(session, c.req.param("user"), c.var, {
    accountId,
    callsGoogle: true,
  });
  const { calendar_id } = others as { calendar_id?: string };
  const which = calendar_id === undefined ? { accountId } : {
    accountId: account.accountId,
    calendarId: nameInMirror(calendar_id, account),
  };
  const calendars = await refreshMirrors(session.userId, which, c.var);
  return c.json(listOf(calendars), 202);
});

app.put("/users/:user/calendars/:calendar_id", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const calendarId = parseCalendarParam(c.req.param("calendar_id"));
  assertMirrorAllowed();
  const mirror = (calendar: CalendarClient) => mirrorCalendar(calendar, calendarId, c.var);
  return c.json(await inOwnCalendar(session, c.req.param("user"), c.var, mirror, { accountId }));
});

app.delete("/users/:user/calendars/:calendar_id", async (c) => {
  const caller = await callerOf(c);
  const { userId, accountId } = readCallerFields(c);
  const session = caller.actFor(userId);
  const calendarId = parseCalendarParam(c.req.param("calendar_id"));
  const account = await readOwnAccount(session, c.req.param("user"), c.var, { accountId });
  await unmirrorCalendar(account, calendarId, c.var);
  return c.body(null, 204);
});

export default app;
