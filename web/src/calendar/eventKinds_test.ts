import { assertEquals } from "@std/assert";
import type { CalendarEvent, EventAttendee } from "../google-calendar/index.ts";
import { kindOf, mayChangeShared, ownAnswer } from "./eventKinds.ts";

function guest(some: Partial<EventAttendee>): EventAttendee {
  return { email: "a@example.com", self: false, organizer: false, ...some } as EventAttendee;
}

function event(some: Partial<CalendarEvent>): CalendarEvent {
  return {
    id: "e1",
    event_type: "default",
    attendees: null,
    organizer: null,
    ...some,
  } as CalendarEvent;
}

const theirs = { email: "boss@example.com", display_name: null, self: false };

Deno.test("an event is an invitation if the person is a guest and not its organizer", () => {
  const cases: [Partial<CalendarEvent>, ReturnType<typeof ownAnswer>][] = [
    [{}, null],
    [{ organizer: { ...theirs, self: true }, attendees: [guest({})] }, null],
    [{ organizer: { ...theirs, self: true }, attendees: [guest({ self: true })] }, null],
    [{ organizer: theirs, attendees: [guest({ self: true, organizer: true })] }, null],
    [{ organizer: theirs, attendees: [guest({}), guest({ self: true })] }, "needs_action"],
    [
      { organizer: null, attendees: [guest({ self: true, response_status: "declined" })] },
      "declined",
    ],
    [{ organizer: theirs, attendees: [guest({})] }, null],
  ];
  for (const [some, answer] of cases) {
    assertEquals(ownAnswer(event(some)), answer);
    assertEquals(mayChangeShared(event(some)), answer === null);
  }
});

Deno.test("only own meetings, absences and focus times can be changed", () => {
  const may = (event_type: CalendarEvent["event_type"]) => mayChangeShared(event({ event_type }));
  assertEquals([may("default"), may("out_of_office"), may("focus_time")], [true, true, true]);
  assertEquals([may("working_location"), may("birthday"), may("from_gmail"), may(null)], [
    false,
    false,
    false,
    false,
  ]);
});

Deno.test("an event that is not a meeting has the kind of its type", () => {
  const invitation = { organizer: theirs, attendees: [guest({ self: true })] };
  assertEquals(kindOf(event(invitation)), "invitation");
  assertEquals(kindOf(event({ event_type: "working_location" })), "working_location");
  assertEquals(kindOf(event({ event_type: null })), "event");
});
