import { assertEquals } from "@std/assert";
import { allows, featuresOf, parseScopes, requestedScopes } from "./scopes.ts";

const name = (scope: string) => `https://www.googleapis.com/auth/${scope}`;

Deno.test("each scope that Google documents for it allows a feature, and no other", () => {
  const events = ["calendar", "calendar.events"];
  const freeBusy = [
    "calendar",
    "calendar.freebusy",
    "calendar.events.freebusy",
    "calendar.readonly",
  ];
  const lists = [
    "calendar",
    "calendar.readonly",
    "calendar.calendarlist",
    "calendar.calendarlist.readonly",
  ];
  const others = ["calendar.events.readonly", "calendar.events.owned"];
  for (const scope of [...events, ...freeBusy, ...lists, ...others]) {
    assertEquals(allows([name(scope)], "events"), events.includes(scope), scope);
    assertEquals(allows([name(scope)], "free_busy"), freeBusy.includes(scope), scope);
    assertEquals(allows([name(scope)], "calendar_list"), lists.includes(scope), scope);
  }
});

Deno.test("scopes are whole names, and case counts", () => {
  for (const scope of ["calendar.event", "calendar.eventss", "CALENDAR.EVENTS", "calendar "]) {
    assertEquals(featuresOf([name(scope)]), { events: false, free_busy: false }, scope);
  }
  assertEquals(featuresOf([]), { events: false, free_busy: false });
  assertEquals(allows(["calendar.events"], "events"), false);
});

Deno.test("what is asked for allows everything", () => {
  const scopes = requestedScopes({ calendarList: false });
  assertEquals(scopes.slice(0, 2), ["openid", "email"]);
  assertEquals(featuresOf(scopes), { events: true, free_busy: true });
  assertEquals(featuresOf(scopes.slice(0, 3)), { events: true, free_busy: false });
  assertEquals(allows(scopes, "calendar_list"), false);
  assertEquals(allows(requestedScopes({ calendarList: true }), "calendar_list"), true);
});

Deno.test("a list of scopes is split at spaces, each once", () => {
  assertEquals(parseScopes(" openid  email openid "), ["openid", "email"]);
  assertEquals(parseScopes(""), []);
});
