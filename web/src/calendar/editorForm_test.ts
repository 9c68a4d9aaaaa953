import { assertEquals } from "@std/assert";
import { type CalendarEvent, type Span, spanFields, spanOf } from "../google-calendar/index.ts";
import {
  type EditorForm,
  type EditorValues,
  eventForm,
  newForm,
  newValues,
  readSpan,
  setEditorValue,
  typedSpan,
} from "./editorForm.ts";
import { rebase } from "./rebase.ts";

const ZONE = "Europe/Vienna"; // UTC+1 in winter, UTC+2 in summer

function timed(start_datetime: string, end_datetime: string): CalendarEvent {
  return { id: "e1", start_datetime, end_datetime, time_zone: "America/Toronto" } as CalendarEvent;
}

function open(event: CalendarEvent): EditorForm {
  return eventForm(event, spanOf(event)!, ZONE);
}

function typed(form: EditorForm, some: Partial<EditorValues>): EditorForm {
  return Object.entries(some).reduce(
    (before, [name, value]) => setEditorValue(before, name as keyof EditorValues, value),
    form,
  );
}

function errors(form: EditorForm): string[] {
  const span = readSpan(form);
  return "errors" in span ? Object.keys(span.errors) : [];
}

Deno.test("an invalid time has its message at its field", () => {
  const form = newForm({ start: "2026-08-14", end: "2026-08-15", allDay: true }, ZONE);
  const read = (start: string, end: string, allDay = false) =>
    errors({ ...form, values: { ...form.values, start, end, allDay } });
  assertEquals(read("", ""), ["start", "end"]);
  assertEquals(read("2026-08-14T09:00", "2026-08-14T09:00"), ["end"]);
  assertEquals(read("2026-03-29T02:30", "2026-03-29T04:00"), ["start"], "a time that is skipped");
  assertEquals(read("2026-08-14T09:00", "2026-08-13T09:00", true), ["end"]);
  assertEquals(read("T09:00", "2026-08-13T09:00", true), ["start"]);
  assertEquals(read("2026-08-14T09:00", "2026-08-14T08:00", true), [], "one day");
});

Deno.test("a time that nobody edited keeps its seconds, its offset and its zone", () => {
  const form = open(timed("2026-08-14T03:00:15-04:00", "2026-08-14T04:30:45-04:00"));
  assertEquals([form.values.start, form.values.end], [
    "2026-08-14T09:00:15",
    "2026-08-14T10:30:45",
  ]);
  assertEquals(readSpan(typed(form, { end: "2026-08-14T11:00" })), {
    start: "2026-08-14T03:00:15-04:00",
    end: "2026-08-14T09:00:00.000Z",
    allDay: false,
  });
  const thereAndBack = typed(form, { start: "2026-08-14T12:00", allDay: true });
  assertEquals(
    readSpan(typed(thereAndBack, { allDay: false, start: "2026-08-14T09:00:15" })),
    form.span,
  );
});

Deno.test("an event moves with its exact length", () => {
  const moved = (start: string, end: string, to: string) => {
    const span = readSpan(typed(open(timed(start, end)), { start: to })) as Span;
    return [span.start, span.end];
  };
  assertEquals(moved("2026-08-14T07:00:15Z", "2026-08-14T08:30:45Z", "2026-08-14T10:00"), [
    "2026-08-14T08:00:00.000Z",
    "2026-08-14T09:30:30.000Z",
  ]);
  assertEquals(
    moved("2026-08-14T07:00:00Z", "2026-08-14T07:00:00Z", "2026-08-14T10:00"),
    ["2026-08-14T08:00:00.000Z", "2026-08-14T08:00:00.000Z"],
    "an event of no length",
  );
  assertEquals(
    moved("2026-10-25T01:15:00Z", "2026-10-25T02:15:00Z", "2026-10-25T12:00"),
    ["2026-10-25T11:00:00.000Z", "2026-10-25T12:00:00.000Z"],
    "a start in the second of two equal hours",
  );
  assertEquals(
    moved("2026-10-24T10:00:00Z", "2026-10-24T11:00:00Z", "2026-10-25T02:30"),
    ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"],
    "an end in the second of two equal hours",
  );
});

Deno.test("days that nobody edited stay, also in an all-day event without length", () => {
  const event = { id: "e1", start_date: "2026-08-14", end_date: "2026-08-14" } as CalendarEvent;
  const form = open(event);
  assertEquals(readSpan(typed(form, { title: "Fair" })), form.span);
  assertEquals(readSpan(typed(form, { start: "2026-08-20T09:00" })), {
    start: "2026-08-20",
    end: "2026-08-21",
    allDay: true,
  });
});

Deno.test("after a rebase on a newer version the edits stay, and every other value is the newer version's", () => {
  const before = timed("2026-08-14T07:00:00Z", "2026-08-14T08:00:00Z");
  const newest = {
    ...timed("2026-08-15T07:00:00Z", "2026-08-15T08:00:00Z"),
    summary: "Theirs",
    location: "Room 8",
  } as CalendarEvent;
  const titled = rebase(typed(open(before), { title: "Mine" }), open(newest), true);
  assertEquals([titled.values.title, titled.values.location], ["Mine", "Room 8"]);
  assertEquals(readSpan(titled), spanOf(newest), "times that nobody typed follow");

  const moved = rebase(typed(open(before), { start: "2026-08-14T12:00" }), open(newest), true);
  assertEquals((readSpan(moved) as Span).start, "2026-08-14T10:00:00.000Z");
  const dragged = eventForm(before, { ...spanOf(before)!, end: "2026-08-14T09:00:00Z" }, ZONE);
  assertEquals(readSpan(rebase(dragged, open(newest), true)), dragged.span);
  const series = rebase(typed(dragged, { location: "Room 9" }), open(newest), false);
  assertEquals([readSpan(series), series.values.location], [spanOf(newest), "Room 9"]);
});

Deno.test("a span is shown in the form's zone, with its seconds", () => {
  const span = {
    start: "2026-08-14T07:00:00.000Z",
    end: "2026-08-14T08:30:07.000Z",
    allDay: false,
  };
  assertEquals(typedSpan(span, ZONE), {
    start: "2026-08-14T09:00",
    end: "2026-08-14T10:30:07",
    allDay: false,
  });
});

Deno.test("the last day of an all-day event is shown inclusive, and sent exclusive", () => {
  const span = { start: "2026-08-14", end: "2026-08-16", allDay: true };
  const typed = typedSpan(span, ZONE);
  assertEquals([typed.start.slice(0, 10), typed.end.slice(0, 10)], ["2026-08-14", "2026-08-15"]);
  assertEquals(spanFields(span, null, ZONE), {
    start_date: "2026-08-14",
    end_date: "2026-08-16",
  });
});

Deno.test("a new event is busy and does not repeat", () => {
  const span = { start: "2026-08-14T07:00:00Z", end: "2026-08-14T08:00:00Z", allDay: false };
  const { title, busy, repeats } = newValues(span, ZONE);
  assertEquals([title, busy, repeats], ["", true, ""]);
});
