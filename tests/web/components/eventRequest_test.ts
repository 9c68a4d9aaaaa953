import { assert, assertEquals } from "@std/assert";
import type { CalendarEvent } from "../../../web/src/google-calendar/client.ts";
import {
  type EventForm,
  type EventValues,
  newEventForm,
} from "../../../web/src/google-calendar/eventForm.ts";
import {
  changedTexts,
  changedTimes,
  checkEvent,
  newEvent,
} from "../../../web/src/google-calendar/eventRequest.ts";
import { setValue } from "../../../web/src/google-calendar/eventTimes.ts";
import type { Span } from "../../../web/src/google-calendar/span.ts";

const SPAN = { start: "2026-08-20T09:00:00Z", end: "2026-08-20T10:00:00Z", allDay: false };
const VALUES = { title: " Lecture 5 ", start: "2026-08-15T09:00", end: "2026-08-15T10:00" };

function filled(zone: string, values: Partial<EventValues> = {}): EventForm {
  return Object.entries({ ...VALUES, ...values }).reduce(
    (form, [name, value]) => setValue(form, name as keyof EventValues, value),
    newEventForm(SPAN, zone),
  );
}

/** The request of a filled form, or the messages beside its fields. */
function read(form: EventForm) {
  const span = checkEvent(form);
  return "errors" in span ? span : { event: newEvent(form, span) };
}

Deno.test("a filled form becomes an event at the moments that its zone gives, in that zone", () => {
  assertEquals(read(filled("America/Los_Angeles")), {
    event: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T16:00:00.000Z",
      end_datetime: "2026-08-15T17:00:00.000Z",
      time_zone: "America/Los_Angeles",
    },
  });
});

Deno.test("place and notes are sent as they were typed, whatever their length", () => {
  const description = "  - indented\n".repeat(1000);
  const sent = read(filled("UTC", { location: " Room 7 ", description }));
  assert("event" in sent);
  assertEquals([sent.event.location, sent.event.description], [" Room 7 ", description]);
});

Deno.test("an end before the start is an error before anything is sent", () => {
  const form = filled("UTC", { end: "2026-08-15T08:00" });
  assertEquals(read(form), { errors: { end: "The end has to be after the start." } });
});

Deno.test("a title of spaces is an error", () => {
  assertEquals(read(filled("UTC", { title: "   " })), {
    errors: { title: "Give the event a title." },
  });
});

Deno.test("all invalid fields have a message at once", () => {
  const sent = read(filled("UTC", { title: "", start: "", end: "" }));
  assert("errors" in sent);
  assertEquals(Object.keys(sent.errors), ["title", "start", "end"]);
});

Deno.test("a start that a clock change skips has its message at the start", () => {
  const sent = read(filled("Europe/Vienna", { start: "2026-03-29T02:30" }));
  assert("errors" in sent && sent.errors.start?.includes("does not exist"));
});

Deno.test("an hour that is two hours on the clock has an end after its start", () => {
  const times = { start: "2026-03-29T01:30", end: "2026-03-29T03:30" };
  assert("event" in read(filled("Europe/Vienna", times)));
});

Deno.test("a time that exists twice is sent as the first", () => {
  const times = { start: "2026-10-25T02:30", end: "2026-10-25T03:30" };
  const sent = read(filled("Europe/Vienna", times));
  assert("event" in sent);
  assertEquals(sent.event.start_datetime, "2026-10-25T00:30:00.000Z");
});

Deno.test("a change has the edited fields and nothing else, and null for a cleared field", () => {
  const event = {
    summary: "Talk",
    location: "Room 7",
    start_datetime: SPAN.start,
    end_datetime: SPAN.end,
    time_zone: "America/Toronto",
  } as CalendarEvent;
  const { read: empty, ...rest } = newEventForm(SPAN, "UTC", "Talk");
  const values = { ...empty, location: "Room 7" };
  const form = { ...rest, event, read: values, values };
  const change = (form: EventForm) => ({
    ...changedTexts(form),
    ...changedTimes(form, checkEvent(form) as Span),
  });
  assertEquals<object>(change(form), {});
  const edited = setValue(setValue(form, "location", ""), "start", "2026-08-20T11:00");
  assertEquals<object>(change(edited), {
    location: null,
    start_datetime: "2026-08-20T11:00:00.000Z",
    end_datetime: "2026-08-20T12:00:00.000Z",
    time_zone: "America/Toronto",
  });
});
