/**
 * What the walk meets by chance, on purpose and one at a time: each case is the sharpest known test of one
 * rule of the mirror. The mutants that are planted against a rule must fail its case.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { assertEqualMirror, readMirror } from "./compare.ts";
import { call } from "./connections.ts";
import { dayOf } from "./furnish.ts";
import type { Kept } from "./people.ts";
import { MARK } from "./people.ts";
import { assertChannels, settle, tick } from "./rounds.ts";
import { assertMirrorsEqual } from "./equal.ts";
import { assertTokenIsOld } from "./settled.ts";
import type { World } from "./world.ts";

export interface Case {
  name: string;
  run(world: World): Promise<void>;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DAY_S = 86_400;

const adas = ({ kept }: World): Kept => kept.find(({ name }) => name === "ada")!;

/** An hour in some days. */
function times(world: World, days: number) {
  const start = world.now() + days * DAY_MS;
  const at = (time: number) => ({ dateTime: new Date(time).toISOString(), timeZone: "UTC" });
  return { start: at(start), end: at(start + HOUR_MS) };
}

const summary = (text: string) => `${MARK} ${text}`;

/** Puts an event into Ada's calendar at Google. */
async function add(world: World, days = 10, more = {}): Promise<string> {
  const { hands, googleId } = adas(world);
  const event = { summary: summary("case"), ...times(world, days), ...more };
  return (await hands[0]!.insert(googleId, event)).id!;
}

async function rename(world: World, id: string, text: string): Promise<void> {
  const { hands, googleId } = adas(world);
  await hands[0]!.patch(googleId, id, { summary: summary(text) });
}

async function remove(world: World, id: string): Promise<void> {
  const { hands, googleId } = adas(world);
  await hands[0]!.remove(googleId, id);
}

/** Lets the changes so far arrive. What is told as a sync ends is left to the next run, 20 seconds later. */
async function arrived(world: World): Promise<void> {
  await settle(world);
  await tick(world);
  await settle(world);
}

/** The same, and the next change is the first for a while. */
async function arrive(world: World): Promise<void> {
  await arrived(world);
  await world.advance(3);
}

/** Loses every push of what is done. */
async function unheard(world: World, change: () => Promise<unknown>): Promise<void> {
  world.google.pushes.plan({ drop: 1 });
  await change();
  world.google.pushes.plan({ drop: 0 });
}

/** Has Ada's calendar be due, and makes a run. */
async function sync(world: World, more = ""): Promise<void> {
  await world.sql(
    `update google_calendar.mirror_syncs set due_at = google_calendar.chaos_now() ${more}
     where calendar_id = (select id from public.google_calendars where google_calendar_id = $1)`,
    [adas(world).googleId],
  );
  await tick(world);
  await settle(world);
}

/** Waits until `strikes` requests have been frozen in all, or until the request has ended. */
async function frozen(
  { ground }: World,
  strikes: number,
  request: Promise<unknown> = Promise.withResolvers().promise,
): Promise<void> {
  let ended = false;
  request.finally(() => ended = true);
  while (!ended && (await ground.instances.struck()).freeze < strikes) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

/** Freezes the sync of the next push at an await, does something, and lets the sync go on. */
async function whileFrozen(
  world: World,
  at: number,
  begin: () => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<unknown> {
  const { instances } = world.ground;
  const { freeze } = await instances.struck();
  await instances.arm("push", { kind: "freeze", at });
  const beginning = begin();
  await frozen(world, freeze + 1);
  await meanwhile();
  await instances.thaw();
  return await beginning;
}

/** Awaits of a push: 0 and 1 around noting it, 2 and 3 around the list, 4 and 5 around the write. */
const LISTED = 3;
const LAST_AWAIT = 9;

export const CASES: Case[] = [
  {
    name: "a sync that is killed at any await loses no change",
    async run(world) {
      for (let at = 0; at <= LAST_AWAIT; at++) {
        await arrive(world);
        await world.ground.instances.arm("push", { kind: "kill", at });
        await add(world, 20, { summary: summary(`killed at ${at}`) });
        await settle(world);
        await world.ground.instances.thaw();
        assert(await assertTokenIsOld(world, adas(world)));
        await world.advance(301);
        await tick(world);
        await settle(world);
        await assertTokenIsOld(world, adas(world));
        if (at > 0) await assertMirrorsEqual(world);
      }
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a change that is told while a sync reads is read too, without waiting for a check",
    async run(world) {
      await arrive(world);
      await whileFrozen(world, LISTED, () => add(world), async () => {
        await add(world, 11);
        await world.google.pushes.settle();
      });
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "what was deleted in the gap after a sync token's end is deleted here",
    async run(world) {
      const id = await add(world);
      await arrive(world);
      await unheard(world, () => remove(world, id));
      world.google.expireSyncTokens();
      await world.advance(2 * DAY_S);
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a rebuild that ends early deletes nothing",
    async run(world) {
      await arrive(world);
      for (let at = 8; at <= 20; at += 4) {
        await world.ground.instances.arm("sync", { kind: "kill", at });
        await sync(world, ", parameters = 77");
        await world.ground.instances.thaw();
        const { pillars } = adas(world);
        const ids = new Set((await readMirror(world, adas(world)))!.rows.map(({ id }) => id));
        for (const id of pillars) assert(ids.has(id), `pillar ${id} is gone`);
        await world.advance(301);
        await sync(world);
      }
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a series that is deleted takes its occurrences along",
    async run(world) {
      const id = await add(world, 1, { recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] });
      await arrive(world);
      await remove(world, id);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "what a former rebuild has met does not count",
    async run(world) {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) ids.push(await add(world, -5 + i));
      await arrive(world);
      // Its last page was noted, and its end never came.
      await world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_finish_rebuild", {
        reset: "before",
        times: 1,
      });
      await sync(world, ", parameters = 77");
      await unheard(world, async () => {
        for (const id of ids) await remove(world, id);
      });
      await world.advance(301);
      await sync(world, ", parameters = 78");
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a rebuild that dies between its last page and its end is gone on with",
    async run(world) {
      await arrive(world);
      world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_finish_rebuild", {
        reset: "before",
        times: 1,
      });
      await sync(world, ", parameters = 77");
      await world.advance(301);
      await sync(world);
      const mirrored = await readMirror(world, adas(world));
      assertEquals(mirrored?.phase, "live");
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a calendar that loses its sync tokens keeps what starts after its window",
    async run(world) {
      await arrive(world);
      for (let i = 0; i < 2; i++) {
        world.google.expireSyncTokens(adas(world).googleId);
        await sync(world);
      }
      const mirrored = (await readMirror(world, adas(world)))!;
      assertEquals(mirrored.phase, "snapshot");
      const ids = new Set(mirrored.rows.map(({ id }) => id));
      for (const id of adas(world).pillars) assert(ids.has(id), `pillar ${id} is gone`);
      // After a week it is read by sync tokens again.
      await world.advance(8 * DAY_S);
      await sync(world);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a calendar that was asleep gets a channel again",
    async run(world) {
      await arrive(world);
      const { member } = adas(world);
      await world.sql(
        "update auth.users set last_sign_in_at = now() - interval '1 year' where id = $1",
        [member.user.id],
      );
      await sync(world, ", looked_at = google_calendar.chaos_now() - interval '31 days'");
      assertEquals((await readMirror(world, adas(world)))?.reason, "asleep");
      await world.advance(8 * DAY_S);
      await world.sql("select public.google_calendar_refresh_mirrors($1)", [member.user.id]);
      await arrived(world);
      await arrived(world);
      await assertMirrorsEqual(world);
      await world.advance(3);
      await add(world);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "what a rebuild has met outlives a crash of the database",
    async run({ sql }) {
      const unlogged = await sql(
        `select relname from pg_class where relkind = 'r' and relpersistence <> 'p'
           and relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)`,
      );
      assertEquals(unlogged, []);
    },
  },
  {
    name: "a sync that wakes after its lease has ended writes nothing",
    async run(world) {
      await arrive(world);
      await whileFrozen(world, LISTED, () => add(world), () => world.advance(61));
      await settle(world);
      await world.written.check(world.sql);
      await world.advance(301);
      await sync(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "an occurrence whose change was undone is as its series says, although that is older",
    async run(world) {
      const id = await add(world, 1, { recurrence: ["RRULE:FREQ=DAILY;COUNT=5"] });
      await arrive(world);
      const { member, googleId } = adas(world);
      const mirrored = await readMirror(world, adas(world));
      const { id: occurrence } = mirrored!.rows.find(({ series_id }) => series_id === id)!;
      await rename(world, occurrence, "changed");
      await arrive(world);
      world.google.undoException(member.email, occurrence, googleId);
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "a late write of the app's own does not bring back what was deleted meanwhile",
    async run(world) {
      const { member, googleId } = adas(world);
      const start = dayOf(world.now() + 30 * DAY_MS);
      const end = dayOf(world.now() + 31 * DAY_MS);
      for (let at = 4; at <= 9; at++) {
        await arrive(world);
        const title = summary(`late ${at}`);
        const route = "POST /create-calendar-event/users/me/calendar/events";
        const event = { summary: title, start_date: start, end_date: end, calendar_id: googleId };
        await whileFrozenOwn(world, at, () => call(world, member, route, event), async () => {
          const made = world.google.events(member.email, googleId).find((each) =>
            each.summary === title
          );
          if (made) await remove(world, made.id!);
          await settlePushes(world);
        });
        await arrived(world);
        await assertMirrorsEqual(world);
      }
    },
  },
  {
    name: "a sync that read before a write of the app's own does not take it back",
    async run(world) {
      const { member, googleId } = adas(world);
      const id = await add(world);
      await arrive(world);
      const etagOf = async () =>
        Number(
          (await readMirror(world, adas(world)))?.rows.find((row) => row.id === id)?.etag
            ?.replaceAll('"', "") ?? 0,
        );
      let written = 0;
      await whileFrozen(world, LISTED, () => rename(world, id, "at Google"), async () => {
        const answer = await call(world, member, `PATCH /calendar-events/users/me/${id}`, {
          summary: summary("own"),
          calendar_id: googleId,
        });
        assertEquals(answer.status, 200);
        written = await etagOf();
        assertEquals(written, Number(answer.body.etag.replaceAll('"', "")), "it is seen at once");
      });
      for (let i = 0; i < 40; i++) {
        assertEquals(await etagOf(), written, "the app's own write was taken back");
        await new Promise((done) => setTimeout(done, 20));
      }
      await arrived(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "writes of the app's own do not keep a sync from ever ending",
    async run(world) {
      await arrive(world);
      await settle(world);
      const mirrored = (await readMirror(world, adas(world)))!;
      const lease = crypto.randomUUID();
      const { sql } = world;
      await sql("select public.google_calendar_begin_sync($1, $2)", [mirrored.id, lease]);
      const answers: string[] = [];
      for (let i = 0; i < 3; i++) {
        const [before] = await sql<{ syncs: string; local_writes: string }>(
          "select syncs, local_writes from google_calendar.mirror_syncs where calendar_id = $1",
          [mirrored.id],
        );
        await sql("select public.google_calendar_note_write($1, $2, '[]', '{}', false)", [
          mirrored.id,
          before!.syncs,
        ]);
        const [row] = await sql<{ answer: string }>(
          `select answer from public.google_calendar_apply_delta($1, $2, $3, '{}', '[]', '[]', null, $4)`,
          [mirrored.id, lease, before!.local_writes, mirrored.sync_token],
        );
        answers.push(row!.answer);
      }
      await sql("select public.google_calendar_end_sync($1, $2, 'done')", [mirrored.id, lease]);
      assertEquals(answers, ["written_meanwhile", "written_meanwhile", "applied"]);
    },
  },
  {
    name: "a channel is open until the next one is",
    async run(world) {
      await world.advance(5.3 * DAY_S);
      await arrive(world);
      const end = world.google.fail("events.watch", { status: 503, body: "", times: null });
      await world.advance(5.3 * DAY_S);
      await tick(world);
      await settle(world);
      end();
      await assertChannels(world);
      const { member } = adas(world);
      const open = world.google.channels().filter(({ email, state }) =>
        email === member.email && state === "open"
      );
      assert(open.length > 0, "nobody tells of Ada's changes");
      await world.advance(8 * 3600);
      await arrived(world);
    },
  },
  {
    name: "a push that the database did not note is sent again",
    async run(world) {
      await arrive(world);
      world.ground.gateway.failDatabase("/rest/v1/rpc/google_calendar_push_received", {
        reset: "before",
        times: 3,
      });
      await add(world);
      // Google repeats it after 1, 2, 4 and 8 seconds.
      for (const seconds of [2, 3, 5, 9]) {
        await settle(world);
        await world.advance(seconds);
      }
      await settle(world);
      await assertMirrorsEqual(world);
    },
  },
  {
    name: "an empty page is not the last",
    async run(world) {
      await arrive(world);
      const { googleId, member } = adas(world);
      const before = await readMirror(world, adas(world));
      await world.advance(40 * DAY_S);
      await world.sql("select public.google_calendar_refresh_mirrors($1)", [member.user.id]);
      world.google.setSync({ ragged_pages: true }, googleId);
      await sync(world);
      world.google.setSync({ ragged_pages: false }, googleId);
      await sync(world);
      const after = await readMirror(world, adas(world));
      assert(after!.mirrored_until! > before!.mirrored_until!, "the window has not moved");
      assertEqualMirror(world, adas(world), after!);
    },
  },
];

/** As `whileFrozen`, for a request of the app, which may end before it comes to the await. */
async function whileFrozenOwn(
  world: World,
  at: number,
  request: () => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  const { instances } = world.ground;
  const { freeze } = await instances.struck();
  await instances.arm("push", { kind: "freeze", at });
  const ended = request();
  await frozen(world, freeze + 1, ended);
  await meanwhile();
  await instances.thaw();
  await ended;
}

/** Waits until the syncs that pushes began have ended, although a request is frozen. */
async function settlePushes(world: World): Promise<void> {
  await world.google.pushes.settle();
  for (let i = 0; i < 200; i++) {
    const [row] = await world.sql<{ busy: boolean }>(
      "select bool_or(lease is not null or notified_at is not null) as busy from google_calendar.mirror_syncs",
    );
    if (!row!.busy) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}
