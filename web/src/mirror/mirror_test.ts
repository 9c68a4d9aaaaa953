import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { byCalendar, covers, isReadable, type MirrorRow, stateOf } from "./mirror.ts";

const MIRROR: MirrorRow = {
  id: "m",
  account_id: "account",
  google_calendar_id: "ada@example.com",
  is_primary: true,
  time_zone: "Europe/Berlin",
  status: "live",
  mirrored_from: "2026-08-01T00:00:00+00:00",
  mirrored_until: "2026-09-01T00:00:00+00:00",
  version: 3,
};

Deno.test("a primary calendar has the name that events have", () => {
  const rows = byCalendar([MIRROR, { ...MIRROR, is_primary: false, google_calendar_id: "b" }]);
  assertEquals([...rows.keys()], ["account/primary", "account/b"]);
});

Deno.test("only what is complete is shown from the table", () => {
  const readable = (["loading", "live", "stale", "paused", "failed"] as const)
    .filter((status) => isReadable({ ...MIRROR, status }));
  assertEquals(readable, ["live", "stale"]);
  assert(!isReadable(undefined));
});

Deno.test("a range that goes beyond the mirrored time is Google's", () => {
  const range = (start: string, end: string) => covers(MIRROR, { start, end });
  assert(range("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z"));
  assert(!range("2026-07-31T23:59:59Z", "2026-08-08T00:00:00Z"));
  assert(!range("2026-08-28T00:00:00Z", "2026-09-01T00:00:01Z"));
  assert(
    !covers({ ...MIRROR, mirrored_until: null }, {
      ...{ start: "2026-08-01T00:00:00Z", end: "2026-08-02T00:00:00Z" },
    }),
  );
});

Deno.test("what is loaded is read again for a new version, another window, and rows that come or go", () => {
  const state = stateOf(MIRROR);
  assertEquals(stateOf({ ...MIRROR, status: "stale" }), state);
  for (
    const change of [
      { version: 4 },
      { status: "paused" as const },
      { mirrored_until: "2026-10-01T00:00:00+00:00" },
      { id: "n" },
    ]
  ) {
    assertNotEquals(stateOf({ ...MIRROR, ...change }), state);
  }
});
