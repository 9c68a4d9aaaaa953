/** Series and their exceptions: moved, cancelled and excluded occurrences. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const MARCH = "time_min=2027-03-01T00:00:00Z&time_max=2027-05-01T00:00:00Z";

/** A series in a new calendar: Mondays at nine in Berlin, across the clock change of 28 March 2027. */
async function series(recurrence = ["RRULE:FREQ=WEEKLY;COUNT=4"]) {
  const calendar_id = stack.google.addCalendar("ada@example.com", {
    summary: "Seminars",
    time_zone: "Europe/Berlin",
  });
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Seminar",
      start_datetime: "2027-03-15T09:00:00",
      end_datetime: "2027-03-15T10:00:00",
      time_zone: "Europe/Berlin",
      recurrence,
      calendar_id,
    },
  });
  assertEquals(status, 201, JSON.stringify(body));
  const at = `?calendar_id=${calendar_id}`;
  return {
    id: body.id as string,
    get: (id: string) => call(`GET /calendar-events/users/me/${id}${at}`, { user: ada }),
    patch: (id: string, change: object) =>
      call(`PATCH /calendar-events/users/me/${id}`, {
        user: ada,
        body: { calendar_id, ...change },
      }),
    remove: (id: string) => call(`DELETE /calendar-events/users/me/${id}${at}`, { user: ada }),
    async list() {
      const { body } = await call(`GET /calendar-events/users/me${at}&${MARCH}`, { user: ada });
      return body.events as { id: string; start_datetime: string; summary: string }[];
    },
    async busy() {
      const { body } = await call(`GET /find-free-time/users/me${at}&${MARCH}`, { user: ada });
      return body.busy.map(({ start }: { start: string }) => start) as string[];
    },
  };
}

const starts = (events: { start_datetime: string }[]) =>
  events.map(({ start_datetime }) => start_datetime);

Deno.test("a series keeps its local time over a clock change, in lists and in free time", async () => {
  const { list, busy } = await series();
  assertEquals(starts(await list()), [
    "2027-03-15T09:00:00+01:00",
    "2027-03-22T09:00:00+01:00",
    "2027-03-29T09:00:00+02:00",
    "2027-04-05T09:00:00+02:00",
  ]);
  assertEquals(await busy(), [
    "2027-03-15T08:00:00Z",
    "2027-03-22T08:00:00Z",
    "2027-03-29T07:00:00Z",
    "2027-04-05T07:00:00Z",
  ]);
});

Deno.test("a moved occurrence is listed at its new time, under its old id", async () => {
  const { list, patch, get, busy } = await series();
  const [, second] = await list();
  assert(second);
  const moved = await patch(second.id, {
    start_datetime: "2027-03-24T15:00:00+01:00",
    end_datetime: "2027-03-24T16:00:00+01:00",
  });
  assertEquals([moved.status, moved.body.id], [200, second.id]);
  assertEquals(starts(await list())[1], "2027-03-24T15:00:00+01:00");
  assertEquals((await get(second.id)).body.start_datetime, "2027-03-24T15:00:00+01:00");
  assertEquals((await busy())[1], "2027-03-24T14:00:00Z");
});

Deno.test("an occurrence that was removed is gone and stays gone, and its time is free", async () => {
  const { list, remove, get, patch, busy } = await series();
  const [first, second] = await list();
  assert(first && second);
  assertEquals((await remove(second.id)).status, 204);
  assertEquals((await remove(second.id)).status, 204);
  assertEquals((await get(second.id)).body.code, "event_not_found");
  assertEquals((await patch(second.id, { summary: "Back" })).body.code, "event_not_found");
  assertEquals((await list()).length, 3);
  assertEquals((await busy()).includes("2027-03-22T08:00:00Z"), false);
  assertEquals((await get(first.id)).status, 200);
});

Deno.test("a changed series keeps its exceptions", async () => {
  const { id, list, patch, remove } = await series();
  const [, second, third] = await list();
  assert(second && third);
  await patch(second.id, { summary: "Guest" });
  await remove(third.id);
  assertEquals((await patch(id, { location: "Room 101" })).status, 200);
  assertEquals((await list()).map(({ summary }) => summary), ["Seminar", "Guest", "Seminar"]);
});

Deno.test("EXDATE removes occurrences and RDATE adds them", async () => {
  const { list } = await series([
    "RRULE:FREQ=WEEKLY;COUNT=4",
    "EXDATE;TZID=Europe/Berlin:20270322T090000",
    "RDATE;TZID=Europe/Berlin:20270401T090000",
  ]);
  assertEquals(starts(await list()), [
    "2027-03-15T09:00:00+01:00",
    "2027-03-29T09:00:00+02:00",
    "2027-04-01T09:00:00+02:00",
    "2027-04-05T09:00:00+02:00",
  ]);
});

Deno.test("an id that only looks like an occurrence's is event_not_found", async () => {
  const { id, get } = await series();
  for (const suffix of ["20270316T080000Z", "20270315", "20279999T999999Z", "x"]) {
    const { status, body } = await get(`${id}_${suffix}`);
    assertEquals([status, body.code], [404, "event_not_found"], suffix);
  }
});

Deno.test("a series whose recurrence is cleared with null becomes one event", async () => {
  const { id, patch, list } = await series();
  const { status, body } = await patch(id, { recurrence: null });
  assertEquals([status, body.recurrence], [200, null]);
  assertEquals((await list()).map((event) => event.id), [id]);
});

closeAtEnd(stack);
