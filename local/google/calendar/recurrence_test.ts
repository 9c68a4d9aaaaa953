import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, GRACE, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Call = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: Json }>;

const LONDON = "Europe/London";
/** Four Mondays; the clocks go forward between the first and the second. */
const weekly = {
  id: "series",
  summary: "Seminar",
  start: { dateTime: "2027-03-22T09:00:00", timeZone: LONDON },
  end: { dateTime: "2027-03-22T10:00:00", timeZone: LONDON },
  recurrence: ["RRULE:FREQ=WEEKLY;COUNT=4", `EXDATE;TZID=${LONDON}:20270405T090000`],
};
const FIRST = "series_20270322T090000Z";
const SECOND = "series_20270329T080000Z";
const FOURTH = "series_20270412T080000Z";

function onSeries(test: (call: Call, google: Google) => Promise<void>, series: object = weekly) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const call: Call = (method, path, body) =>
      api(google, access_token, method, `${PATH}${path}`, { body });
    assertEquals((await call("POST", "", series)).status, 200);
    await test(call, google);
  });
}

const single = "?singleEvents=true&orderBy=startTime";
const idsOf = ({ json }: { json: Json }) => json.items.map(({ id }: { id: string }) => id);

const refused: [what: string, more: object, reason: string][] = [
  ["without a zone", { start: { dateTime: "2027-03-22T09:00:00Z" } }, "required"],
  [
    "with DTSTART in its rules",
    { recurrence: ["DTSTART:20270322T090000Z", "RRULE:FREQ=DAILY"] },
    "invalid",
  ],
  ["with DTSTART hidden behind a line break", {
    recurrence: ["RRULE:FREQ=DAILY\nDTSTART:20270322T090000Z"],
  }, "invalid"],
  ["with an unknown frequency", { recurrence: ["RRULE:FREQ=SOMETIMES"] }, "invalid"],
  ["with a rule that lacks its name", { recurrence: ["FREQ=DAILY"] }, "invalid"],
  ["with both an end and a count", {
    recurrence: ["RRULE:FREQ=DAILY;COUNT=2;UNTIL=20270401T000000Z"],
  }, "invalid"],
];
for (const [what, more, reason] of refused) {
  Deno.test(
    `insert refuses a series ${what}`,
    onSeries(async (call) => {
      const { status, json } = await call("POST", "", { ...weekly, id: "another", ...more });
      assertEquals([status, reasonOf(json)], [400, reason]);
    }),
  );
}

Deno.test(
  "an occurrence that the rules leave out is not found",
  onSeries(async (call) => {
    const never = [
      "series_20270405T080000Z",
      "series_20270323T090000Z",
      "series_20270322",
      "series_20279999",
    ];
    for (const id of never) assertEquals((await call("GET", `/${id}`)).status, 404, id);
  }),
);

Deno.test(
  "a series is one event in a list, and its occurrences with singleEvents",
  onSeries(async (call) => {
    assertEquals(idsOf(await call("GET", "")), ["series"]);
    const answer = await call("GET", single);
    assertEquals(idsOf(answer), [FIRST, SECOND, FOURTH]);
    const [first, second] = answer.json.items;
    assertEquals(first.start.dateTime, "2027-03-22T09:00:00Z");
    assertEquals(second.start.dateTime, "2027-03-29T09:00:00+01:00");
    assertEquals(second.end.dateTime, "2027-03-29T10:00:00+01:00");
    assertEquals(second.recurringEventId, "series");
    assertEquals(second.originalStartTime, second.start);
    assertEquals("recurrence" in second, false);
    assertEquals(idsOf(await call("GET", "/series/instances")), [FIRST, SECOND, FOURTH]);
  }),
);

Deno.test(
  "a list holds the occurrences of its range alone, and the series only if there is one",
  onSeries(async (call) => {
    const range = "timeMin=2027-03-28T00:00:00Z&timeMax=2027-03-30T00:00:00Z";
    assertEquals(idsOf(await call("GET", `?singleEvents=true&${range}`)), [SECOND]);
    assertEquals(idsOf(await call("GET", `?${range}`)), ["series"]);
    assertEquals(idsOf(await call("GET", "?timeMin=2028-01-01T00:00:00Z")), []);
  }),
);

Deno.test(
  "a changed occurrence is changed alone",
  onSeries(async (call) => {
    const body = {
      summary: "Moved",
      start: { dateTime: "2027-03-30T14:00:00", timeZone: LONDON },
      end: { dateTime: "2027-03-30T15:00:00", timeZone: LONDON },
    };
    const { json } = await call("PATCH", `/${SECOND}`, body);
    assertEquals([json.id, json.recurringEventId], [SECOND, "series"]);
    assertEquals(json.originalStartTime.dateTime, "2027-03-29T09:00:00+01:00");
    const { json: { items } } = await call("GET", single);
    assertEquals(items.map((item: Json) => item.summary), ["Seminar", "Moved", "Seminar"]);
    const old = "timeMin=2027-03-29T00:00:00Z&timeMax=2027-03-30T00:00:00Z";
    assertEquals(idsOf(await call("GET", `?singleEvents=true&${old}`)), []);
    assertEquals((await call("GET", `/${SECOND}`)).json.summary, "Moved");
    assertEquals((await call("GET", "/series")).json.summary, "Seminar");
  }),
);

Deno.test(
  "a deleted occurrence is gone alone, and deleting the series takes all along",
  onSeries(async (call) => {
    assertEquals((await call("DELETE", `/${SECOND}`)).status, 204);
    assertEquals((await call("DELETE", `/${SECOND}`)).status, 410);
    assertEquals(idsOf(await call("GET", single)), [FIRST, FOURTH]);
    const { json } = await call("GET", `/${SECOND}`);
    assertEquals([json.status, json.recurringEventId], ["cancelled", "series"]);
    const shown = await call("GET", `/series/instances?showDeleted=true`);
    assertEquals(idsOf(shown), [FIRST, SECOND, FOURTH]);
    assertEquals((await call("DELETE", "/series")).status, 204);
    assertEquals(idsOf(await call("GET", single)), []);
  }),
);

Deno.test(
  "moving a series drops what was changed of its old occurrences",
  onSeries(async (call) => {
    await call("PATCH", `/${SECOND}`, { summary: "Alone" });
    await call("PATCH", "/series", {
      start: { dateTime: "2027-03-22T11:00:00", timeZone: LONDON },
      end: { dateTime: "2027-03-22T12:00:00", timeZone: LONDON },
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"],
    });
    const { json } = await call("GET", single);
    assertEquals(json.items.map((item: Json) => [item.id, item.summary]), [
      ["series_20270322T110000Z", "Seminar"],
      ["series_20270329T100000Z", "Seminar"],
    ]);
  }),
);

Deno.test(
  "a list of whole series holds what was changed and what was removed of them",
  onSeries(async (call) => {
    await call("PATCH", `/${SECOND}`, { summary: "Alone" });
    await call("DELETE", `/${FOURTH}`);
    for (const query of ["", "?showDeleted=false&singleEvents=false", "?showDeleted=true"]) {
      const { json } = await call("GET", query);
      assertEquals(idsOf({ json }), ["series", SECOND, FOURTH], query);
      const [, changed, stub] = json.items;
      assertEquals(changed.recurringEventId, "series");
      assertEquals(Object.keys(stub).sort(), [
        ...["etag", "id", "kind", "originalStartTime", "recurringEventId", "status"],
      ]);
      assertEquals([stub.status, stub.originalStartTime], ["cancelled", {
        dateTime: "2027-04-12T09:00:00+01:00",
        timeZone: LONDON,
      }]);
    }
    assertEquals(idsOf(await call("GET", single)), [FIRST, SECOND]);
    const range = "timeMin=2027-04-11T00:00:00Z&timeMax=2027-04-13T00:00:00Z";
    assertEquals(idsOf(await call("GET", `?${range}`)), ["series", FOURTH]);
  }),
);

Deno.test(
  "of a deleted series a list holds nothing, and with deleted single events its occurrences",
  onSeries(async (call) => {
    await call("DELETE", `/${FIRST}`);
    await call("DELETE", "/series");
    assertEquals(idsOf(await call("GET", "")), []);
    assertEquals(idsOf(await call("GET", single)), []);
    assertEquals(idsOf(await call("GET", `${single}&showDeleted=true`)), [FIRST, SECOND, FOURTH]);
    assertEquals((await call("GET", "/series/instances")).status, 404);
  }),
);

Deno.test(
  "instances can be found by when they would have begun",
  onSeries(async (call) => {
    const moved = { start: weekly.end, end: { ...weekly.end, dateTime: "2027-03-22T11:00:00" } };
    await call("PATCH", `/${FIRST}`, moved);
    const find = (start: string) =>
      call("GET", `/series/instances?originalStart=${encodeURIComponent(start)}`);
    assertEquals(idsOf(await find("2027-03-22T10:00:00+01:00")), [FIRST]);
    assertEquals(idsOf(await find("2027-03-22T10:00:00Z")), []);
    const { status, json } = await find("2027-03-22");
    assertEquals([status, json.error.errors[0].location], [400, "originalStart"]);
  }),
);

Deno.test(
  "a rule that ends earlier keeps what was changed of the occurrences it still has",
  onSeries(async (call) => {
    await call("PATCH", `/${SECOND}`, { summary: "Alone" });
    await call("PATCH", `/${FOURTH}`, { summary: "Alone" });
    await call("PATCH", "/series", { recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"] });
    const { json } = await call("GET", single);
    assertEquals(json.items.map((item: Json) => [item.id, item.summary]), [
      [FIRST, "Seminar"],
      [SECOND, "Alone"],
      ["series_20270405T080000Z", "Seminar"],
    ]);
    assertEquals((await call("GET", `/${FOURTH}`)).status, 404);
  }),
);

Deno.test(
  "a series written back as it was read keeps what was changed of its occurrences",
  onSeries(async (call) => {
    await call("PATCH", `/${SECOND}`, { summary: "Alone" });
    const { json } = await call("GET", "/series");
    assertEquals((await call("PATCH", "/series", json)).json.sequence, json.sequence);
    assertEquals((await call("GET", `/${SECOND}`)).json.summary, "Alone");
  }),
);

Deno.test(
  "a series of whole days has occurrences named by the day",
  onSeries(async (call) => {
    const { json } = await call("GET", single);
    assertEquals(json.items.map((item: Json) => [item.id, item.start, item.end]), [
      ["festival_20271225", { date: "2027-12-25" }, { date: "2027-12-27" }],
      ["festival_20281225", { date: "2028-12-25" }, { date: "2028-12-27" }],
    ]);
    assertEquals((await call("GET", "/festival_20281225")).status, 200);
  }, {
    id: "festival",
    start: { date: "2027-12-25" },
    end: { date: "2027-12-27" },
    recurrence: ["RRULE:FREQ=YEARLY;UNTIL=20290101"],
  }),
);

Deno.test(
  "a series without an end is expanded 730 times, and no further",
  onSeries(async (call) => {
    const { json } = await call("GET", `${single}&maxResults=2500`);
    assertEquals(json.items.length, 730);
  }, { ...weekly, recurrence: ["RRULE:FREQ=DAILY"] }),
);

Deno.test(
  "occurrences far in the future of an endless series are there",
  onSeries(async (call) => {
    const range = "timeMin=2040-06-01T00:00:00Z&timeMax=2040-06-03T00:00:00Z";
    const found = await call("GET", `${single}&${range}`);
    assertEquals(idsOf(found), ["series_20400601T080000Z", "series_20400602T080000Z"]);
    assertEquals((await call("GET", "/series_20400601T080000Z")).status, 200);
  }, { ...weekly, recurrence: ["RRULE:FREQ=DAILY"] }),
);

Deno.test(
  "a guest sees the series in their own calendar",
  onSeries(async (_call, google) => {
    const { access_token } = await connect(google, GRACE);
    const { json } = await api(google, access_token, "GET", `${PATH}${single}`);
    assertEquals(json.items.map((item: Json) => item.id), [FIRST, SECOND, FOURTH]);
    assertEquals(google.events(ADA).length, 1);
  }, { ...weekly, attendees: [{ email: GRACE }] }),
);
