/**
 * The app's own writes, beside syncs.
 *
 * @module
 */
import { readMirror } from "../compare.ts";
import { call } from "../connections.ts";
import { assertMirrorsEqual } from "../equal.ts";
import { dayOf } from "../furnish.ts";
import { settle } from "../rounds.ts";
import { assertEquals } from "@std/assert";
import {
  adas,
  add,
  arrive,
  arrived,
  type Case,
  DAY_MS,
  LISTED,
  remove,
  rename,
  settlePushes,
  summary,
  whileFrozen,
  whileFrozenOwn,
} from "./tools.ts";

export const OWN_WRITES: Case[] = [
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
];
