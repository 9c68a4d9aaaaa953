/** The emulator's free/busy against a model that looks at every quarter of an hour. */
import { assert, assertEquals } from "@std/assert";
import type { calendar_v3 } from "@googleapis/calendar";
import fc from "fast-check";
import { ADA, api, connect, withGoogle } from "../../local/google/testing.ts";
import { figure } from "../support/figures.ts";

const STEP = 15;
const DAYS = 5;
const ZONE = "Europe/Berlin";
/** The clocks go forward on the third day. */
const FIRST = Temporal.PlainDateTime.from("2027-03-26T00:00").toZonedDateTime(ZONE);
const STEPS = DAYS * 24 * 4;

interface Busy {
  kind: "timed" | "allDay" | "daily";
  /** In steps after the first day's midnight, by the clock on the wall. */
  from: number;
  length: number;
  transparent: boolean;
  removed: boolean;
}

const events = fc.array(
  fc.record<Busy>({
    kind: fc.constantFrom("timed", "timed", "allDay", "daily"),
    from: fc.integer({ min: -40, max: STEPS + 10 }),
    length: fc.integer({ min: 1, max: 60 }),
    transparent: fc.integer({ max: 4, min: 0 }).map((n) => n === 0),
    removed: fc.integer({ max: 4, min: 0 }).map((n) => n === 0),
  }),
  { maxLength: 12 },
);

const OCCURRENCES = 3;
const wall = (step: number) => FIRST.toPlainDateTime().add({ minutes: step * STEP });
const instant = (local: Temporal.PlainDateTime) => local.toZonedDateTime(ZONE).epochMilliseconds;

/** Google's body, and when it is busy: pairs of milliseconds. */
function bodyOf({ kind, from, length, transparent }: Busy): [object, [number, number][]] {
  const summary = "Busy";
  const transparency = transparent ? "transparent" : "opaque";
  const start = wall(from);
  if (kind === "allDay") {
    const [day, end] = [start.toPlainDate(), start.toPlainDate().add({ days: 1 + length % 2 })];
    const midnight = (date: Temporal.PlainDate) => instant(date.toPlainDateTime("00:00"));
    return [
      { summary, transparency, start: { date: `${day}` }, end: { date: `${end}` } },
      [[midnight(day), midnight(end)]],
    ];
  }
  const at = (milliseconds: number) => ({
    dateTime: new Date(milliseconds).toISOString(),
    timeZone: ZONE,
  });
  const duration = length * STEP * 60_000;
  const times = { start: at(instant(start)), end: at(instant(start) + duration) };
  if (kind === "timed") {
    return [{ summary, transparency, ...times }, [[instant(start), instant(start) + duration]]];
  }
  // Away from the hour that the clock change skips: what a rule means there is left open.
  const noon = start.with({ hour: 6 + start.hour % 12 });
  const spans = Array.from({ length: OCCURRENCES }, (_, days): [number, number] => {
    const begin = instant(noon.add({ days }));
    return [begin, begin + duration];
  });
  const recurrence = [`RRULE:FREQ=DAILY;COUNT=${OCCURRENCES}`];
  const first = { start: at(instant(noon)), end: at(instant(noon) + duration) };
  return [{ summary, transparency, recurrence, ...first }, spans];
}

Deno.test(
  "what is busy is what some event covers, quarter hour by quarter hour",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const call = async (method: string, path: string, body?: unknown) =>
      (await api(google, access_token, method, path, { body })).json;
    const [from, to] = [FIRST.epochMilliseconds, FIRST.add({ days: DAYS }).epochMilliseconds];
    let compared = 0;

    const property = fc.asyncProperty(events, async (all) => {
      const id = google.addCalendar(ADA, { summary: "One case", time_zone: ZONE });
      const path = `/calendars/${encodeURIComponent(id)}/events`;
      const covered: [number, number][] = [];
      for (const event of all) {
        const [body, spans] = bodyOf(event);
        const inserted: calendar_v3.Schema$Event = await call("POST", path, body);
        if (event.removed) await call("DELETE", `${path}/${inserted.id}`);
        else if (!event.transparent) covered.push(...spans);
      }
      const { calendars }: calendar_v3.Schema$FreeBusyResponse = await call("POST", "/freeBusy", {
        timeMin: new Date(from).toISOString(),
        timeMax: new Date(to).toISOString(),
        items: [{ id }],
      });
      const busy = calendars![id]!.busy!.map(({ start, end }) =>
        [Date.parse(start!), Date.parse(end!)] as const
      );
      for (let at = from; at < to; at += STEP * 60_000) {
        const within = ([start, end]: readonly [number, number]) => start <= at && at < end;
        assertEquals(busy.some(within), covered.some(within), new Date(at).toISOString());
        compared++;
      }
      // In order, within the span, and no two touch.
      const edges = [from - 1, ...busy.flat(), to + 1];
      assert(edges.every((edge, i) => i === 0 || edges[i - 1]! < edge), JSON.stringify(busy));
    });
    await fc.assert(property, { numRuns: 60 });
    figure(`${compared} quarter hours agree`);
  }),
);
