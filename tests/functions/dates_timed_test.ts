/** Times through HTTP: Google gets the caller's instants, and they are answered. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure, tally } from "../support/figures.ts";
import { startScenario } from "../support/scenario.ts";
import { instantsOf, moments } from "./instants.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const RUNS = 120;

async function create(times: Record<string, unknown>) {
  const calendar_id = google.addCalendar("ada@example.com", {
    summary: "One event",
    time_zone: "Asia/Kathmandu",
  });
  const { status, body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: { summary: "Lecture 5", calendar_id, ...times },
  });
  return { status, body, events: google.events("ada@example.com", calendar_id), calendar_id };
}

const sameInstant = (text: string | null | undefined, instant: Temporal.Instant) =>
  assertEquals(Temporal.Instant.from(text!).epochMilliseconds, instant.epochMilliseconds);

const spans = fc.record({
  moment: moments,
  minutes: fc.oneof(fc.integer({ min: 1, max: 240 }), fc.integer({ min: 1, max: 3 * 24 * 60 })),
});

/** How a caller can write a moment. `zoned` names the zone beside it. */
const FORMS = {
  "offset": { zoned: false, write: (at: Temporal.ZonedDateTime) => withOffset(at) },
  "offset and zone": { zoned: true, write: (at: Temporal.ZonedDateTime) => withOffset(at) },
  "UTC": { zoned: false, write: (at: Temporal.ZonedDateTime) => at.toInstant().toString() },
  "UTC and zone": { zoned: true, write: (at: Temporal.ZonedDateTime) => at.toInstant().toString() },
};

function withOffset(at: Temporal.ZonedDateTime): string {
  return at.toString({ timeZoneName: "never", smallestUnit: "minute" });
}

const form = fc.constantFrom(...Object.keys(FORMS) as (keyof typeof FORMS)[]);

Deno.test("an instant with its offset arrives as that instant, in any zone, across clock changes", async () => {
  const property = fc.asyncProperty(
    spans,
    form,
    async ({ moment: { zone, at }, minutes }, form) => {
      const { zoned, write } = FORMS[form];
      const end = at.add({ minutes });
      const { status, body, events } = await create({
        start_datetime: write(at),
        end_datetime: write(end),
        ...zoned ? { time_zone: zone } : {},
      });
      assertEquals(status, 201, JSON.stringify(body));
      assertEquals(events.length, 1);
      const [event] = events;
      for (
        const [told, stored, meant] of [
          [body.start_datetime, event!.start, at],
          [body.end_datetime, event!.end, end],
        ] as const
      ) {
        sameInstant(stored?.dateTime, meant.toInstant());
        sameInstant(told, meant.toInstant());
        // Occurrences and other people's views depend on the caller's zone.
        if (zoned) assertEquals(stored?.timeZone, zone);
      }
      if (zoned) assertEquals(body.time_zone, zone);
    },
  );
  await fc.assert(property, { numRuns: RUNS });
});

Deno.test("a local time is what the clock in its zone shows; a skipped time is refused, and of a doubled time the first is meant", async () => {
  const outcomes: string[] = [];
  const property = fc.asyncProperty(spans, async ({ moment, minutes }) => {
    const { zone, local: start } = moment;
    const end = start.add({ minutes });
    const [starts, ends] = [instantsOf(start, zone), instantsOf(end, zone)];
    const write = (local: Temporal.PlainDateTime) => local.toString({ smallestUnit: "minute" });
    const { status, body, events } = await create({
      start_datetime: write(start),
      end_datetime: write(end),
      time_zone: zone,
    });
    const [[from], [to]] = [starts, ends];
    const skipped = !from || !to;
    const backwards = !skipped && Temporal.Instant.compare(to, from) <= 0;
    if (skipped || backwards) {
      outcomes.push(skipped ? "skipped" : "backwards");
      assertEquals([status, body.code, events.length], [422, "invalid_request", 0]);
      return;
    }
    outcomes.push(starts.length > 1 || ends.length > 1 ? "doubled" : "plain");
    assertEquals(status, 201, JSON.stringify(body));
    const [event] = events;
    sameInstant(event!.start?.dateTime, from);
    sameInstant(event!.end?.dateTime, to);
    sameInstant(body.start_datetime, from);
    sameInstant(body.end_datetime, to);
    assertEquals(event!.start?.timeZone, zone);
  });
  await fc.assert(property, { numRuns: RUNS });
  figure(tally(outcomes));
  for (const outcome of ["skipped", "doubled", "plain"]) assert(outcomes.includes(outcome));
});

Deno.test("a local time is Google's to read, so a zone whose rules changed lately needs no new runtime", async () => {
  // Paraguay does not change its clocks any more. Deno 2.1.14 does not know that.
  const time_zone = "America/Asuncion";
  const { status, body, events } = await create({
    start_datetime: "2028-06-01T12:00",
    end_datetime: "2028-06-01T13:30",
    time_zone,
  });
  assertEquals(status, 201, JSON.stringify(body));
  sameInstant(events[0]!.start?.dateTime, Temporal.Instant.from("2028-06-01T15:00:00Z"));
  sameInstant(body.end_datetime, Temporal.Instant.from("2028-06-01T16:30:00Z"));
});

Deno.test("an offset that the zone does not have gives the instant, and the zone stays", async () => {
  const property = fc.asyncProperty(spans, fc.constantFrom(-60, 60, 17), async (span, wrong) => {
    const { zone, at } = span.moment;
    const shift = (time: Temporal.ZonedDateTime) => {
      const sign = time.offsetNanoseconds / 6e10 + wrong;
      const offset = `${sign < 0 ? "-" : "+"}${
        [Math.trunc(Math.abs(sign) / 60), Math.abs(sign) % 60]
          .map((part) => String(part).padStart(2, "0")).join(":")
      }`;
      return time.toPlainDateTime().toString({ smallestUnit: "minute" }) + offset;
    };
    const [start, end] = [shift(at), shift(at.add({ minutes: span.minutes }))];
    // A clock change in between can reverse the order of the two.
    fc.pre(Date.parse(end) > Date.parse(start));
    const { status, body, events } = await create({
      start_datetime: start,
      end_datetime: end,
      time_zone: zone,
    });
    assertEquals(status, 201, JSON.stringify(body));
    const [event] = events;
    sameInstant(event!.start?.dateTime, Temporal.Instant.from(start));
    sameInstant(event!.end?.dateTime, Temporal.Instant.from(end));
    assertEquals([event!.start?.timeZone, body.time_zone], [zone, zone]);
  });
  await fc.assert(property, { numRuns: 60 });
});

Deno.test("a series keeps its local time when the clocks change", async () => {
  const property = fc.asyncProperty(moments, async ({ zone, at }) => {
    // A whole hour in the middle of the day, when no clocks change.
    const start = at.subtract({ days: 3 }).toPlainDate().toPlainDateTime("12:00");
    const { status, calendar_id } = await create({
      start_datetime: start.toString({ smallestUnit: "minute" }),
      end_datetime: start.add({ hours: 1 }).toString({ smallestUnit: "minute" }),
      time_zone: zone,
      recurrence: ["RRULE:FREQ=DAILY;COUNT=6"],
    });
    // Zones such as Samoa's once skipped a whole day, which has no noon.
    assertEquals(status, 201);
    const { body } = await call(`GET /calendar-events/users/me?calendar_id=${calendar_id}`, {
      user: ada,
    });
    assertEquals(
      body.events.map(({ start_datetime }: { start_datetime: string }) =>
        Temporal.Instant.from(start_datetime).toZonedDateTimeISO(zone).toPlainDateTime().toString()
      ),
      Array.from({ length: 6 }, (_, days) => start.add({ days }).toString()),
    );
  });
  await fc.assert(property, { numRuns: 60 });
});

closeAtEnd(stack);
