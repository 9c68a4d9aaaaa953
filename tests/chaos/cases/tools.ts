/**
 * What the cases have in common.
 *
 * @module
 */
import { MARK } from "../people.ts";
import { settle, tick } from "../rounds.ts";
import type { Kept } from "../people.ts";
import type { World } from "../world.ts";

export interface Case {
  name: string;
  run(world: World): Promise<void>;
}

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const DAY_S = 86_400;

export const adas = ({ kept }: World): Kept => kept.find(({ name }) => name === "ada")!;

/** An hour in some days. */
export function times(world: World, days: number) {
  const start = world.now() + days * DAY_MS;
  const at = (time: number) => ({ dateTime: new Date(time).toISOString(), timeZone: "UTC" });
  return { start: at(start), end: at(start + HOUR_MS) };
}

export const summary = (text: string) => `${MARK} ${text}`;

/** Puts an event into Ada's calendar at Google. */
export async function add(world: World, days = 10, more = {}): Promise<string> {
  const { hands, googleId } = adas(world);
  const event = { summary: summary("case"), ...times(world, days), ...more };
  return (await hands[0]!.insert(googleId, event)).id!;
}

export async function rename(world: World, id: string, text: string): Promise<void> {
  const { hands, googleId } = adas(world);
  await hands[0]!.patch(googleId, id, { summary: summary(text) });
}

export async function remove(world: World, id: string): Promise<void> {
  const { hands, googleId } = adas(world);
  await hands[0]!.remove(googleId, id);
}

/** Lets the changes so far arrive. What is told as a sync ends is left to the next run, 20 seconds later. */
export async function arrived(world: World): Promise<void> {
  await settle(world);
  await tick(world);
  await settle(world);
}

/** The same, and the next change is the first for a while. */
export async function arrive(world: World): Promise<void> {
  await arrived(world);
  await world.advance(3);
}

/** Loses every push of what is done. */
export async function unheard(world: World, change: () => Promise<unknown>): Promise<void> {
  world.google.pushes.plan({ drop: 1 });
  await change();
  world.google.pushes.plan({ drop: 0 });
}

/** Has Ada's calendar be due, and makes a run. */
export async function sync(world: World, more = ""): Promise<void> {
  await world.sql(
    `update google_calendar.mirror_syncs set due_at = google_calendar.chaos_now() ${more}
     where calendar_id = (select id from public.google_calendars where google_calendar_id = $1)`,
    [adas(world).googleId],
  );
  await tick(world);
  await settle(world);
}

/** Waits until `strikes` requests have been frozen in all, or until the request has ended. */
export async function frozen(
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
export async function whileFrozen(
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
export const LISTED = 3;
export const LAST_AWAIT = 9;
/** The await of a push before it begins its second pass, if the changes of the first touch no series. */
export const BEFORE_AGAIN = 6;

/** As `whileFrozen`, for a request of the app, which may end before it comes to the await. */
export async function whileFrozenOwn(
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
export async function settlePushes(world: World): Promise<void> {
  await world.google.pushes.settle();
  for (let i = 0; i < 200; i++) {
    const [row] = await world.sql<{ busy: boolean }>(
      "select bool_or(lease is not null or notified_at is not null) as busy from google_calendar.mirror_syncs",
    );
    if (!row!.busy) return;
    await new Promise((done) => setTimeout(done, 20));
  }
}
