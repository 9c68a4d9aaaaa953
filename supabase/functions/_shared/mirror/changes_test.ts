import { assert, assertEquals } from "@std/assert";
import type { calendar_v3 } from "@googleapis/calendar";
import { changesOf, itemsOf } from "./changes.ts";
import { changesQuery, listQuery, queryNumber, windowQuery } from "./queries.ts";

const ALL = { timesOnly: false };
const at = {
  start: { dateTime: "2026-01-01T10:00:00Z" },
  end: { dateTime: "2026-01-01T11:00:00Z" },
};
const ids = (list: { id: string }[]) => list.map(({ id }) => id);

Deno.test("a page of changes is sorted into what is gone, what is there, and series", () => {
  const { gone, items, series } = changesOf([
    { id: "single", ...at },
    { id: "series", ...at, recurrence: ["RRULE:FREQ=DAILY"] },
    { id: "series_20260102T100000Z", recurringEventId: "series", ...at },
    { id: "series_20260103T100000Z", recurringEventId: "series", status: "cancelled" },
    { id: "deleted", status: "cancelled" },
    { id: "no rule left", ...at, recurrence: [] },
  ], ALL);
  assertEquals(gone, ["series_20260103T100000Z", "deleted"]);
  assertEquals(ids(items), ["single", "series_20260102T100000Z", "no rule left"]);
  assertEquals(ids(series), ["series"]);
});

Deno.test("the last entry of an id counts, and no id is both gone and there", () => {
  const page: calendar_v3.Schema$Event[] = [
    { id: "a", status: "cancelled" },
    { id: "b", ...at },
    { id: "a", ...at },
    { id: "b", status: "cancelled" },
  ];
  const { gone, items } = changesOf(page, ALL);
  assertEquals([gone, ids(items)], [["b"], ["a"]]);
});

Deno.test("an event that cannot be a row is gone if it has an id, and else does not exist", () => {
  const page = [null, {}, { id: "" }, { id: "a\0", ...at }, { id: "when?", summary: "never" }];
  assertEquals(changesOf(page, ALL), { gone: ["when?"], items: [], series: [] });
  assertEquals(itemsOf(page, ALL), []);
});

Deno.test("a page of occurrences has neither series nor what is cancelled", () => {
  const page = [
    { id: "one", ...at },
    { id: "two", ...at, status: "cancelled" },
    { id: "three", ...at, recurrence: ["RRULE:FREQ=DAILY"] },
  ];
  assertEquals(ids(itemsOf(page, ALL)), ["one"]);
});

Deno.test("the query of changes is the list's, without what Google refuses beside a sync token", () => {
  const calendar = { googleCalendarId: "primary", timesOnly: false };
  const { timeMin, ...list } = listQuery(calendar, "2026-01-01T00:00:00.000Z");
  const { syncToken, ...changes } = changesQuery(calendar, "token");
  assertEquals(changes, list);
  assertEquals([timeMin, syncToken], ["2026-01-01T00:00:00.000Z", "token"]);
  assert(!("orderBy" in list) && !("updatedMin" in list));
});

Deno.test("with times alone Google is asked for no text and no address, by a query of another number", () => {
  const calendar = { googleCalendarId: "primary", timesOnly: true };
  const { fields } = windowQuery(calendar, "", "");
  for (
    const name of [
      "summary",
      "description",
      "location",
      "organizer",
      "email",
      "displayName",
      "comment",
      "hangoutLink",
    ]
  ) {
    assert(!new RegExp(`\\b${name}\\b`).test(fields), name);
  }
  assert(queryNumber(calendar) !== queryNumber({ timesOnly: false }));
});
