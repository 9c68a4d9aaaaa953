import { assertEquals } from "@std/assert";
import type { CalendarEvent } from "../google-calendar/index.ts";
import { attendeesOf, invalidGuest, readGuests, withGuests, withoutGuest } from "./guestList.ts";

const grace = { email: "grace@example.com", response_status: "accepted" };
const unnamed = { email: null, display_name: "Somebody" };
const EVENT = { attendees: [grace, unnamed] } as CalendarEvent;

Deno.test("guests who stay are sent as they were read, and new ones after them", () => {
  const read = readGuests(EVENT);
  assertEquals(read, "grace@example.com");
  const more = withGuests(read, "alan@example.com, Grace@example.com; ida@example.com");
  assertEquals(attendeesOf(more, EVENT) as unknown[], [
    grace,
    unnamed,
    { email: "alan@example.com" },
    { email: "ida@example.com" },
  ]);
  assertEquals(attendeesOf(withoutGuest(read, "grace@example.com"), EVENT) as unknown[], [unnamed]);
  assertEquals(attendeesOf("a@b.c", null) as unknown[], [{ email: "a@b.c" }]);
});

Deno.test("only a new address is checked", () => {
  assertEquals(invalidGuest("x\na@b.c", "x"), undefined);
  assertEquals(invalidGuest("x\nalan", "x"), "alan");
});
