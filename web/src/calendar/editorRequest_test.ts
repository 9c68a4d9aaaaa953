import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { type EditorValues, newValues, readSpan, type Span } from "./editor.ts";
import { changeOf, check, newEventOf } from "./editorRequest.ts";

const ZONE = "Europe/Vienna";
const SPAN = { start: "2026-08-14T07:00:00.000Z", end: "2026-08-14T08:00:00.000Z", allDay: false };
const SERIES = { id: "e1", time_zone: "America/New_York" } as CalendarEvent;
const TIMED = {
  start_datetime: SPAN.start,
  end_datetime: SPAN.end,
  time_zone: "America/New_York",
};

function typed(some: Partial<EditorValues> = {}): EditorValues {
  return { ...newValues(SPAN, ZONE), title: " Seminar ", ...some };
}

/** What is sent beside the details, after these fields were touched. */
function changed(values: EditorValues, touched: (keyof EditorValues)[], moved = false) {
  const span = readSpan(values, ZONE) as Span;
  const { location: _location, description: _description, transparency: _busy, ...change } =
    changeOf(SERIES, values, span, ZONE, new Set(touched), moved);
  return change;
}

Deno.test("what is not right is told beside its field, all at once", () => {
  const errors = (some: Partial<EditorValues>) => {
    const checked = check(typed(some), ZONE);
    return "errors" in checked ? Object.keys(checked.errors) : [];
  };
  assertEquals(errors({}), []);
  assertEquals(errors({ title: " ", end: "" }), ["title", "end"]);
  assertEquals(errors({ repeats: "DAILY", until: "2026-08-13" }), ["until"]);
  assertEquals(errors({ repeats: "DAILY", until: "2026-08-14" }), []);
  assertEquals(errors({ repeats: "", until: "2026-08-13" }), [], "not asked for");
});

Deno.test("a new event has what was typed, and nothing else", () => {
  assertEquals(newEventOf(typed(), SPAN, ZONE), {
    summary: "Seminar",
    start_datetime: SPAN.start,
    end_datetime: SPAN.end,
    time_zone: ZONE,
    transparency: "opaque",
  });
  const weekly = newEventOf(typed({ repeats: "WEEKLY", location: "Room 7" }), SPAN, ZONE);
  assertEquals([weekly.recurrence, weekly.location], [["RRULE:FREQ=WEEKLY"], "Room 7"]);
});

Deno.test("times and recurrence that nobody touched are not sent", () => {
  assertEquals(changed(typed({ repeats: "DAILY" }), ["title"]), { summary: "Seminar" });
  assertEquals(changed(typed(), ["start"]), { summary: "Seminar", ...TIMED });
  assertEquals(changed(typed(), [], true), { summary: "Seminar", ...TIMED });
});

Deno.test("how a series repeats is sent with its times, in its own zone", () => {
  const weekly = changed(typed({ repeats: "WEEKLY" }), ["repeats"]);
  assertEquals(weekly, { summary: "Seminar", ...TIMED, recurrence: ["RRULE:FREQ=WEEKLY"] });
  const once = changed(typed({ repeats: "" }), ["repeats"]);
  assertEquals(once, { summary: "Seminar", ...TIMED, recurrence: null });
});

Deno.test("a rule that cannot be typed stays as it is", () => {
  const touched: (keyof EditorValues)[] = ["repeats", "start"];
  assertEquals("recurrence" in changed(typed({ repeats: "OTHER" }), touched), false);
});

Deno.test("the last day is sent anew where the event becomes all-day", () => {
  const daily = typed({ repeats: "DAILY", until: "2026-08-20", allDay: true });
  assertEquals(changed(daily, ["allDay"]), {
    summary: "Seminar",
    start_date: "2026-08-14",
    end_date: "2026-08-15",
    recurrence: ["RRULE:FREQ=DAILY;UNTIL=20260820"],
  });
});
