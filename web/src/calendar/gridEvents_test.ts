import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { droppedSpan, inputOf, resizedSpan, spanFrom } from "./gridEvents.ts";

const ZONE = "Europe/Vienna"; // UTC+1 in winter, UTC+2 in summer

function timed(start_datetime: string, end_datetime: string, some: Partial<CalendarEvent> = {}) {
  return { id: "e1", summary: "Talk", start_datetime, end_datetime, ...some } as CalendarEvent;
}

const span = (start: string, end: string, allDay = false) => ({ start, end, allDay });
const moved = (startStr: string, endStr: string, allDay = false) => ({ startStr, endStr, allDay });

Deno.test("a drop moves an event by its exact length, whatever the library draws", () => {
  const dropped = (before: [string, string], to: [string, string]) => {
    const { start, end } = droppedSpan(span(...before), moved(...to), ZONE);
    return [start, end];
  };
  assertEquals(
    dropped(["2026-08-14T07:00:15Z", "2026-08-14T08:30:45Z"], [
      "2026-08-15T09:00:15+02:00",
      "2026-08-15T10:30:45+02:00",
    ]),
    ["2026-08-15T07:00:15.000Z", "2026-08-15T08:30:45.000Z"],
  );
  assertEquals(
    dropped(["2026-08-14T07:00:00Z", "2026-08-14T07:00:00Z"], ["2026-08-15T09:00:00+02:00", ""]),
    ["2026-08-15T07:00:00.000Z", "2026-08-15T07:00:00.000Z"],
    "no length",
  );
  assertEquals(
    dropped(["2026-10-24T07:00:00Z", "2026-10-24T08:00:00Z"], ["2026-10-25T02:30:00", "x"]),
    ["2026-10-25T00:30:00.000Z", "2026-10-25T01:30:00.000Z"],
    "over a clock change, from a time without an offset",
  );
});

Deno.test("days keep their number over a drop", () => {
  const days = span("2026-08-14", "2026-08-17", true);
  assertEquals(
    droppedSpan(days, moved("2026-08-20", "", true), ZONE),
    span("2026-08-20", "2026-08-23", true),
  );
});

Deno.test("an event that becomes timed or all-day gets an hour or a day", () => {
  const day = span("2026-08-14", "2026-08-17", true);
  assertEquals(
    droppedSpan(day, moved("2026-08-14T09:00:00+02:00", ""), ZONE),
    span("2026-08-14T07:00:00.000Z", "2026-08-14T08:00:00.000Z"),
  );
  const hour = span("2026-08-14T07:00:00Z", "2026-08-14T08:00:00Z");
  assertEquals(
    droppedSpan(hour, moved("2026-08-14", "2026-08-15", true), ZONE),
    span("2026-08-14", "2026-08-15", true),
  );
});

Deno.test("a resize keeps the start exactly as it was written", () => {
  const before = span("2026-08-14T03:00:15-04:00", "2026-08-14T04:00:00-04:00");
  assertEquals(
    resizedSpan(before, moved("2026-08-14T09:00:15+02:00", "2026-08-14T11:00:00+02:00"), ZONE),
    span("2026-08-14T03:00:15-04:00", "2026-08-14T09:00:00.000Z"),
  );
});

Deno.test("a selection is read in the calendar's zone", () => {
  assertEquals(
    spanFrom(moved("2026-08-14T09:00:00", "2026-08-14T10:00:00"), ZONE),
    span("2026-08-14T07:00:00.000Z", "2026-08-14T08:00:00.000Z"),
  );
});

Deno.test("an event without length is drawn without an end", () => {
  const input = inputOf(timed("2026-08-14T07:00:00Z", "2026-08-14T07:00:00Z"), ZONE)[0]!;
  assertEquals([input.start, input.end], ["2026-08-14T07:00:00Z", undefined]);
});

Deno.test("a working location is shown above its days in the calendar's zone, and cannot be moved", () => {
  const place = { event_type: "working_location", transparency: "transparent" } as const;
  const input = inputOf(timed("2026-08-14T22:30:00Z", "2026-08-15T22:00:00Z", place), ZONE)[0]!;
  assertEquals([input.start, input.end, input.allDay], ["2026-08-15", "2026-08-16", true]);
  assertEquals([input.editable, input.title, input.note, input.className], [
    false,
    "Talk",
    "working location",
    "is-marker",
  ]);
});

Deno.test("the type and the person's answer decide the look of an event", () => {
  const look = (some: Partial<CalendarEvent>) =>
    inputOf(timed("2026-08-14T07:00:00Z", "2026-08-14T08:00:00Z", some), ZONE)
      .map(({ title, note, className, editable }) => [title, note, className, editable]);
  const invitation = (response_status: "needs_action" | "declined" | "tentative" | "accepted") =>
    ({
      organizer: { email: "a@example.com", display_name: null, self: false },
      attendees: [{ self: true, organizer: false, response_status }],
    }) as unknown as Partial<CalendarEvent>;
  assertEquals(look({}), [["Talk", undefined, undefined, undefined]]);
  assertEquals(look({ status: "cancelled" }), [], "the person deleted it");
  assertEquals(look({ status: "cancelled", ...invitation("accepted") }), [
    ["Talk", "cancelled", "is-cancelled", false],
  ]);
  assertEquals(look({ start_datetime: null }), []);
  assertEquals(look({ summary: null }), [["Untitled event", undefined, undefined, undefined]]);
  assertEquals(look({ transparency: "transparent" }), [["Talk", "free", "is-free", undefined]]);
  assertEquals(look({ event_type: "out_of_office", summary: "" }), [
    ["Out of office", undefined, "is-away", undefined],
  ]);
  assertEquals(look(invitation("declined")), [["Talk", "declined", "is-declined", false]]);
  assertEquals(look(invitation("tentative")), [["Talk", "tentative", "is-tentative", false]]);
  assertEquals(look(invitation("needs_action")), [
    ["Talk", "not answered", "is-unanswered", false],
  ]);
  assertEquals(look(invitation("accepted")), [["Talk", undefined, undefined, false]]);
});

Deno.test("an event has its own colour or its calendar's, and cannot be moved in a calendar to read only", () => {
  const event = timed("2026-08-14T07:00:00Z", "2026-08-14T08:00:00Z", {
    account_id: "a1",
    calendar_id: "lectures",
  });
  const [own] = inputOf(event, ZONE, { color: "#4986e7", writable: true });
  const [foreign] = inputOf(event, ZONE, { color: "#4986e7", writable: false });
  assertEquals([own!.id, own!.color, own!.editable], ["a1/lectures/e1", "#4986e7", undefined]);
  assertEquals([foreign!.color, foreign!.editable], ["#4986e7", false]);
  assertEquals(own!.contrastColor, "#000000", "its text can be read");
  const [red] = inputOf({ ...event, color_id: "11" }, ZONE, { color: "#4986e7", writable: true });
  assertEquals([red!.color, red!.contrastColor], ["#d50000", "#ffffff"], "its own colour");
});
