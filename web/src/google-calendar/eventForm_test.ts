import { assert, assertEquals } from "@std/assert";
import { doubledNote, emptyEvent, readEvent } from "./eventForm.ts";

const VALUES = {
  title: " Lecture 5 ",
  start: "2026-08-15T09:00",
  end: "2026-08-15T10:00",
  location: "",
  description: "",
};

Deno.test("a filled form becomes an event with offset and zone in agreement", () => {
  assertEquals(readEvent(VALUES, "America/Los_Angeles"), {
    event: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
      time_zone: "America/Los_Angeles",
    },
  });
});

Deno.test("place and notes are sent as they were typed, whatever their length", () => {
  const description = "  - indented\n".repeat(1000);
  const read = readEvent({ ...VALUES, location: " Room 7 ", description }, "UTC");
  assert("event" in read);
  assertEquals([read.event.location, read.event.description], [" Room 7 ", description]);
});

Deno.test("an end before the start is told before anything is sent", () => {
  const read = readEvent({ ...VALUES, end: "2026-08-15T08:00" }, "UTC");
  assertEquals(read, { errors: { end: "The end has to be after the start." } });
});

Deno.test("a title of spaces is no title", () => {
  const read = readEvent({ ...VALUES, title: "   " }, "UTC");
  assertEquals(read, { errors: { title: "Give the event a title." } });
});

Deno.test("a start that a clock change skips is told at the start", () => {
  const read = readEvent({ ...VALUES, start: "2026-03-29T02:30" }, "Europe/Vienna");
  assert("errors" in read && read.errors.start?.includes("does not exist"));
});

Deno.test("an hour that is longer on the clock than in truth is still after its start", () => {
  const values = { ...VALUES, start: "2026-03-29T01:30", end: "2026-03-29T03:30" };
  assert("event" in readEvent(values, "Europe/Vienna"));
});

Deno.test("a doubled time is noted and sent as the first", () => {
  const values = { ...VALUES, start: "2026-10-25T02:30", end: "2026-10-25T03:30" };
  assert(doubledNote(values.start, "Europe/Vienna"));
  assertEquals(doubledNote(values.end, "Europe/Vienna"), null);
  const read = readEvent(values, "Europe/Vienna");
  assert("event" in read && "start_datetime" in read.event);
  assert(read.event.start_datetime?.endsWith("+02:00"));
});

Deno.test("an empty form suggests one hour, also over a clock change", () => {
  const { start, end } = emptyEvent(new Date("2026-03-29T00:10:00Z"), "Europe/Vienna");
  assertEquals([start, end], ["2026-03-29T03:00", "2026-03-29T04:00"]);
});
