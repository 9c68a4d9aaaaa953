import { assert, assertEquals } from "@std/assert";
import { guestList, newGuests } from "./guests.ts";

const GRACE = {
  email: "grace@example.com",
  displayName: "Grace",
  responseStatus: "accepted",
  comment: "With pleasure",
  additionalGuests: 2,
};

Deno.test("a guest who stays keeps everything that Google stores", () => {
  const same = guestList([{ email: "GRACE@example.com" }], [GRACE]);
  assertEquals(same, { guests: [GRACE], changed: false, problems: [] });
  const { guests, changed } = guestList([{ email: GRACE.email, optional: true }], [GRACE]);
  assertEquals([guests, changed], [[{ ...GRACE, optional: true }], true]);
});

Deno.test("an absent name stays, and null or an empty name clears it", () => {
  const { displayName: _, ...unnamed } = GRACE;
  assertEquals(guestList([{ email: GRACE.email }], [GRACE]).guests, [GRACE]);
  for (const display_name of [null, ""]) {
    assertEquals(guestList([{ email: GRACE.email, display_name }], [GRACE]).guests, [unnamed]);
  }
});

Deno.test("a guest who is named twice is invited once, as named last", () => {
  const { guests, problems } = newGuests([
    { email: "a.da@gmail.com", display_name: "Ada" },
    { email: "grace@example.com" },
    { email: "Ada@googlemail.com", optional: true },
  ]);
  assertEquals(problems, []);
  assertEquals(guests, [
    { email: "a.da@gmail.com", displayName: "Ada", optional: true },
    { email: "grace@example.com" },
  ]);
});

Deno.test("dots tell addresses apart outside of Google's own mail domain", () => {
  assertEquals(newGuests([{ email: "a.da@example.com" }, { email: "ada@example.com" }]).guests, [
    { email: "a.da@example.com" },
    { email: "ada@example.com" },
  ]);
});

Deno.test("guests without an address are told apart by name", () => {
  const [room, projector] = [{ displayName: "Room" }, { displayName: "Projector" }];
  const stored = [room, projector, room];
  const asked = [{ display_name: "Projector" }, { display_name: "Room" }, { display_name: "Room" }];
  const { guests, changed, problems } = guestList(asked, stored);
  assertEquals([changed, problems], [false, []]);
  assertEquals(guests, [projector, room, room]);
  assertEquals(guestList([{ display_name: "Nobody" }], stored).problems, [
    { path: "attendees.0.email", message: "is required" },
  ]);
});

Deno.test("a guest's answer can be sent back, but not be set", () => {
  const asked = { email: GRACE.email, response_status: "accepted", comment: "With pleasure" };
  assertEquals(guestList([asked], [GRACE]).problems, []);
  assertEquals(
    guestList([{ ...asked, response_status: "declined" }], [GRACE]).problems.map(({ path }) =>
      path
    ),
    ["attendees.0.response_status"],
  );
  // The list may have been read before the guest answered.
  assertEquals(guestList([{ ...asked, response_status: "needs_action" }], [GRACE]).problems, []);
});

Deno.test("a list as long as a body can be is refused in little time", () => {
  const asked = Array.from({ length: 3_800 }, (_, i) => ({ email: `${i}@b` }));
  const start = performance.now();
  const { problems } = newGuests(asked);
  const took = performance.now() - start;
  assertEquals(problems, [{ path: "attendees", message: "must be at most 200" }]);
  assert(took < 3_000, `${took} ms`);
});
