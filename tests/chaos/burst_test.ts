/** What pushes of many calendars at the same moment cost, counted on several processes. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { figure, tally } from "../support/figures.ts";
import { assertMirrorsEqual } from "./equal.ts";
import { mirror } from "./furnish.ts";
import { startGround } from "./ground.ts";
import { listsOf } from "./lists.ts";
import { type Kept, MARK } from "./people.ts";
import { settle, settleIn, tick } from "./rounds.ts";
import { startWorld } from "./world.ts";

const CALENDARS = 100;
const PUSHES = 10;
/** All pushes are due at the same moment, after this time. The emulator has 64 under way at once. */
const WAIT_SECONDS = 600;
/** One run opens at most 100 channels. */
const MAX_RUNS = 20;

const ground = await startGround();
const world = await startWorld(ground);
await settleIn(world);
const { google, sql } = world;
const [ada] = world.kept as [Kept];
const [hand] = ada.hands as [Kept["hands"][number]];

// The world's own timers outlive a test.
Deno.test({
  name: "ten pushes for each of a hundred calendars at once cost at most two lists each",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const added = Array.from({ length: CALENDARS }, (_, i): Kept => ({
      ...ada,
      name: `calendar ${i}`,
      googleId: google.addCalendar(ada.member.email, `calendar ${i}`),
      pillars: [],
    }));
    world.kept.push(...added);
    for (const kept of added) await mirror(world, kept);
    const left = async () =>
      (await sql("select from public.google_calendars where status <> 'live' or not push")).length;
    for (let run = 0; run < MAX_RUNS && await left() > 0; run++) {
      await tick(world);
      await settle(world);
      await world.advance(3);
    }
    assertEquals(await left(), 0, "calendars without a channel");

    google.pushes.plan({ delay: [WAIT_SECONDS * 1000, WAIT_SECONDS * 1000] });
    for (const { googleId } of added) {
      for (let i = 0; i < PUSHES; i++) {
        await hand.insert(googleId, {
          summary: `${MARK} ${i}`,
          start: { dateTime: new Date(world.now() + 86_400_000).toISOString(), timeZone: "UTC" },
          end: { dateTime: new Date(world.now() + 90_000_000).toISOString(), timeZone: "UTC" },
        });
      }
    }
    google.resetCalls();
    const before = google.pushes.attempts.length;
    assertEquals(google.pushes.waiting().length, CALENDARS * PUSHES);
    google.pushes.plan({ delay: [0, 0] });
    await world.advance(WAIT_SECONDS);
    await settle(world);
    // What a busy database has refused comes again, a second later.
    while (google.pushes.waiting().length > 0) {
      await world.advance(1);
      await settle(world);
    }
    const answers = google.pushes.attempts.slice(before).map(({ status }) => String(status));
    const lists = added.map(({ googleId }) => listsOf(google, googleId));
    figure(`${CALENDARS} calendars x ${PUSHES} pushes: answers ${tally(answers)}`);
    figure(`the same, lists of each calendar: ${tally(lists)}`);
    assertEquals(answers.filter((status) => status === "204").length, CALENDARS * PUSHES);
    for (const count of lists) assert(count === 1 || count === 2, `${count} lists`);
    await assertMirrorsEqual(world);
  },
});

closeAtEnd({
  async close() {
    await world.close();
    await ground.close();
  },
});
