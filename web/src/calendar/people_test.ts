import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { peopleOf } from "./people.ts";

const guest = (email: string, some = {}) => ({ email, display_name: null, ...some });
const event = (...attendees: object[]) => ({ attendees, organizer: null }) as CalendarEvent;

Deno.test("people of loaded events are suggested, those met most often first", () => {
  const events = [
    event(guest("alan@example.com"), guest("Grace@example.com", { display_name: "Grace Hopper" })),
    event(guest("grace@example.com")),
    { attendees: null, organizer: { email: "ida@example.com", display_name: "Ida", self: false } },
    { attendees: null, organizer: null },
  ] as CalendarEvent[];
  assertEquals(peopleOf(events, []), [
    { email: "grace@example.com", name: "Grace Hopper" },
    { email: "alan@example.com", name: null },
    { email: "ida@example.com", name: "Ida" },
  ]);
});

Deno.test("neither the person, rooms, nor those who are invited already are suggested", () => {
  const events = [event(
    guest("ada@example.com", { self: true }),
    guest("room-7@example.com", { resource: true }),
    guest("x@resource.calendar.google.com"),
    guest("alan@example.com"),
    guest("grace@example.com"),
  )];
  assertEquals(peopleOf(events, ["Alan@example.com"]), [{
    email: "grace@example.com",
    name: null,
  }]);
});
