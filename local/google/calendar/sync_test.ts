import { assert, assertEquals } from "@std/assert";
import { ADA, connect, GRACE } from "../testing.ts";
import { type Query, Steps, withCalendar } from "./syncSteps.ts";

// deno-lint-ignore no-explicit-any -- an entry of a list
const briefly = ({ id, status }: any) => `${id} ${status}`;

Deno.test(
  "a list ends in a sync token, also with a bounded time, and not in another order or a search",
  withCalendar(async (ada) => {
    const bounded: Query[] = [{}, { timeMin: "2027-01-01T00:00:00Z" }, { singleEvents: true }];
    for (const query of bounded) {
      assert((await ada.all(query)).next, JSON.stringify(query));
    }
    const narrowed: Query[] = [{ orderBy: "updated" }, { q: "x" }, { iCalUID: "x" }];
    for (const query of narrowed) {
      assertEquals((await ada.all(query)).next, undefined, JSON.stringify(query));
    }
  }),
);

Deno.test(
  "only the last page has a sync token",
  withCalendar(async (ada) => {
    for (const id of ["one11", "dos22", "three"]) await ada.add(id);
    const { json } = await ada.list({ maxResults: 2 });
    assert(json.nextPageToken);
    assertEquals(json.nextSyncToken, undefined);
  }),
);

Deno.test(
  "a delta has what was made, changed and deleted since, and nothing else",
  withCalendar(async (ada) => {
    for (const id of ["rests", "moves", "leaves"]) await ada.add(id);
    const { next } = await ada.all();
    await ada.patch("moves", { summary: "Moved" });
    await ada.remove("leaves");
    await ada.add("comes1");
    const delta = await ada.all({ syncToken: next });
    assertEquals(delta.items.map(briefly), [
      "moves confirmed",
      "leaves cancelled",
      "comes1 confirmed",
    ]);
    assertEquals(Object.keys(delta.items[1]).sort(), ["etag", "id", "kind", "status"]);
    assertEquals((await ada.all({ syncToken: delta.next })).items, []);
    // The old token still answers the same.
    assertEquals((await ada.all({ syncToken: next })).items, delta.items);
  }),
);

Deno.test(
  "a delta keeps the details of deleted events where the switch is on",
  withCalendar(async (ada, google) => {
    await ada.add("leaves");
    const { next } = await ada.all();
    await ada.remove("leaves");
    google.setSync({ deleted_details: true });
    const [event] = (await ada.all({ syncToken: next })).items;
    assertEquals([event.status, event.summary, event.start.dateTime.slice(0, 10)], [
      "cancelled",
      "leaves",
      "2027-01-15",
    ]);
  }),
);

Deno.test(
  "a deleted occurrence is in the delta with its series and original start, and its series is not",
  withCalendar(async (ada, google) => {
    await ada.series("drill");
    const { next } = await ada.all();
    await ada.remove("drill_20270116T090000Z");
    await ada.patch("drill_20270117T090000Z", { summary: "Other" });
    const { items } = await ada.all({ syncToken: next });
    assertEquals(items.map(briefly), [
      "drill_20270116T090000Z cancelled",
      "drill_20270117T090000Z confirmed",
    ]);
    assertEquals(items[0].recurringEventId, "drill");
    assertEquals(items[0].originalStartTime.dateTime, "2027-01-16T09:00:00Z");
    google.setSync({ bare_occurrences: true });
    const [bare] = (await ada.all({ syncToken: next })).items;
    assertEquals(Object.keys(bare).sort(), ["etag", "id", "kind", "status"]);
  }),
);

Deno.test(
  "a restored occurrence and an undone exception are in the delta, confirmed and with their series",
  withCalendar(async (ada, google) => {
    await ada.series("drill");
    await ada.remove("drill_20270116T090000Z");
    google.clock.advance(60);
    await ada.patch("drill_20270117T090000Z", { summary: "Other" });
    const { next } = await ada.all();
    const { json: changed } = await ada.call("GET", "/drill_20270117T090000Z");
    await ada.patch("drill_20270116T090000Z", { status: "confirmed" });
    google.undoException("ada@example.com", "drill_20270117T090000Z");
    const { items } = await ada.all({ syncToken: next });
    assertEquals(
      items.map(({ id, status, summary, recurringEventId }) => [
        id,
        status,
        summary,
        recurringEventId,
      ]),
      [
        ["drill_20270116T090000Z", "confirmed", "drill", "drill"],
        ["drill_20270117T090000Z", "confirmed", "drill", "drill"],
      ],
    );
    // Its `updated` is that of the series, which is older than the undone change.
    assert(items[1].updated < changed.updated);
  }),
);

Deno.test(
  "a series that moves is in the delta, with its changed occurrences as gone",
  withCalendar(async (ada) => {
    await ada.series("drill");
    await ada.patch("drill_20270117T090000Z", { summary: "Other" });
    const { next } = await ada.all();
    const at = (hour: string) => ({ dateTime: `2027-01-15T${hour}:00:00Z`, timeZone: "UTC" });
    await ada.patch("drill", { start: at("11"), end: at("12") });
    assertEquals((await ada.all({ syncToken: next })).items.map(briefly).sort(), [
      "drill confirmed",
      "drill_20270117T090000Z cancelled",
    ]);
  }),
);

Deno.test(
  "with singleEvents a changed series is every occurrence, also those that it lost",
  withCalendar(async (ada) => {
    const query = { singleEvents: true, timeMax: "2027-01-16T00:00:00Z" };
    await ada.series("drill", 3);
    const first = await ada.all(query);
    assertEquals(first.items.map(({ id }) => id), ["drill_20270115T090000Z"]);
    await ada.patch("drill", { recurrence: ["RRULE:FREQ=DAILY;COUNT=2"] });
    const delta = await ada.all({ singleEvents: true, syncToken: first.next });
    assertEquals(delta.items.map(briefly).sort(), [
      "drill_20270115T090000Z confirmed",
      "drill_20270116T090000Z confirmed",
      "drill_20270117T090000Z cancelled",
    ]);
  }),
);

Deno.test(
  "with singleEvents the delta of an endless series is not bounded, and a deleted one ends in six months",
  withCalendar(async (ada, google) => {
    const day = new Date(google.clock.now()).toISOString().slice(0, 10);
    const at = (hour: string) => ({ dateTime: `${day}T${hour}:00:00Z`, timeZone: "UTC" });
    await ada.add("endless", 1, {
      start: at("09"),
      end: at("10"),
      recurrence: ["RRULE:FREQ=WEEKLY"],
    });
    const query = { singleEvents: true };
    const { next } = await ada.all(query);
    await ada.patch("endless", { summary: "Renamed" });
    const renamed = await ada.all({ ...query, syncToken: next });
    assertEquals(renamed.items.length, 730);
    await ada.remove("endless");
    const { items } = await ada.all({ ...query, syncToken: renamed.next });
    assert(items.every(({ status }) => status === "cancelled"));
    assert(items.length >= 26 && items.length <= 28, String(items.length));
  }),
);

Deno.test(
  "a change between two pages loses no event, and is in the next delta",
  withCalendar(async (ada) => {
    for (const id of ["one11", "dos22", "three"]) await ada.add(id);
    const { json } = await ada.list({ maxResults: 1 });
    const seen = json.items.map(({ id }: { id: string }) => id);
    await ada.patch("one11", { summary: "Changed" });
    await ada.remove("dos22");
    let page = json.nextPageToken;
    let next = "";
    while (page) {
      const { json } = await ada.list({ maxResults: 1, pageToken: page });
      seen.push(...json.items.map(({ id }: { id: string }) => id));
      [page, next] = [json.nextPageToken, json.nextSyncToken];
    }
    assertEquals(new Set(seen), new Set(["one11", "three"]));
    const { items } = await ada.all({ maxResults: 1, syncToken: next });
    assertEquals(items.map(briefly), ["one11 confirmed", "dos22 cancelled"]);
  }),
);

Deno.test(
  "a delta has pages of its own",
  withCalendar(async (ada) => {
    const query = { maxResults: 2 };
    const { next } = await ada.all(query);
    for (const id of ["one11", "dos22", "three"]) await ada.add(id);
    const delta = await ada.all({ ...query, syncToken: next });
    assertEquals([delta.sizes, delta.items.length], [[2, 1], 3]);
    assertEquals((await ada.all({ ...query, syncToken: delta.next })).items, []);
  }),
);

Deno.test(
  "an uninvited guest's copy is in their delta as deleted",
  withCalendar(async (ada, google) => {
    const grace = new Steps(google, (await connect(google, GRACE)).access_token);
    await ada.add("meeting", 15, { attendees: [{ email: GRACE }] });
    const { items, next } = await grace.all();
    assertEquals(items.map(briefly), ["meeting confirmed"]);
    await ada.patch("meeting", { attendees: [] });
    assertEquals((await grace.all({ syncToken: next })).items.map(briefly), ["meeting cancelled"]);
  }),
);

Deno.test(
  "an exception that the organizer undoes is undone for the guests",
  withCalendar(async (ada, google) => {
    const grace = new Steps(google, (await connect(google, GRACE)).access_token);
    await ada.add("drill", 15, {
      attendees: [{ email: GRACE }],
      recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
    });
    await ada.patch("drill_20270116T090000Z", { summary: "Other" });
    const { next } = await grace.all();
    google.undoException(ADA, "drill_20270116T090000Z");
    const { items } = await grace.all({ syncToken: next });
    assertEquals(items.map(({ id, summary }) => [id, summary]), [
      ["drill_20270116T090000Z", "drill"],
    ]);
  }),
);
