/**
 * The faults of the chaos test, by name. Each begins, and what it returns ends it.
 *
 * @module
 */
import {
  type Fault as GoogleFault,
  faults as named,
  type PushPlan,
  type SyncSettings,
} from "../../local/google/mod.ts";
import type { Stride } from "./steps/step.ts";
import { settle, tick } from "./rounds.ts";

type End = () => unknown;
type Begin = (stride: Stride) => End | Promise<End>;

const nothing: End = () => {};

function plan(changes: Partial<PushPlan>, normal: Partial<PushPlan>): Begin {
  return ({ world: { google }, random }) => {
    google.pushes.plan({ ...changes, seed: Math.floor(random.next() * 1e9) });
    return () => google.pushes.plan(normal);
  };
}

function sync(settings: Partial<SyncSettings>, normal: Partial<SyncSettings>): Begin {
  return ({ world: { google }, kept }) => {
    google.setSync(settings, kept.googleId);
    return () => google.setSync(normal, kept.googleId);
  };
}

function google(endpoints: string[], fault: GoogleFault, times = 1): Begin {
  return ({ world, random }) => world.google.fail(random.pick(endpoints), { ...fault, times });
}

const LAG_MS = 20_000;

/**
 * Lists show the calendar as it was 20 seconds ago. Google may be behind, and does not go back: what a list
 * has shown, a later one shows too. So nothing may be under way and nothing be newer as the lag begins.
 */
async function lag(stride: Stride): Promise<End> {
  const { google } = stride.world;
  await settle(stride.world);
  await stride.world.advance(LAG_MS / 1000 + 1);
  google.setSync({ lag_ms: LAG_MS }, stride.kept.googleId);
  return () => google.setSync({ lag_ms: 0 }, stride.kept.googleId);
}

const READS = ["events.list", "events.list", "events.instances"];
const CALLS = [...READS, "events.watch", "token.refresh"];

/** Loses calls of SQL functions before or after they were carried out. */
function database(after: boolean, times: number): Begin {
  return ({ world: { ground } }) =>
    ground.gateway.failDatabase("/rest/v1/rpc/", { reset: "before", after, times });
}

function blow(kind: "kill" | "freeze", most: number): Begin {
  return async ({ world, random }) => {
    const at = Math.floor(random.next() * most);
    await world.ground.instances.arm(random.pick(["push", "push", "sync"]), { kind, at });
    return async () => {
      // A frozen process wakes after its lease has ended.
      if (kind === "freeze") await world.advance(61);
      await world.ground.instances.thaw();
    };
  };
}

export const FAULTS: Record<string, Begin> = {
  "pushes dropped": plan({ drop: 0.3 }, { drop: 0 }),
  "all pushes dropped": plan({ drop: 1 }, { drop: 0 }),
  "pushes doubled": plan({ duplicate: 0.5, copies: 5 }, { duplicate: 0 }),
  "pushes late": plan({ delay: [0, 600_000] }, { delay: [0, 0] }),
  "pushes reordered": plan({ reorder: 0.5 }, { reorder: 0 }),
  "pushes before watch's answer": plan({ before_answer: true }, { before_answer: false }),
  "pushes after stop": plan({ late_after_stop: 60 }, { late_after_stop: 0 }),
  "pushes forged": async ({ world: { google, ground }, random }) => {
    const channel = random.pick(google.channels());
    await google.pushes.forge({
      channel_id: channel?.id ?? crypto.randomUUID(),
      address: `${ground.gateway.url}/functions/v1/calendar-push`,
      token: "forged",
    });
    return nothing;
  },
  "sync token ended": ({ world: { google }, kept }) => {
    google.expireSyncTokens(kept.googleId);
    return nothing;
  },
  "sync tokens end at once": sync({ always_410: true }, { always_410: false }),
  "page tokens die": sync({ page_tokens_die: true }, { page_tokens_die: false }),
  "ragged pages": sync({ ragged_pages: true }, { ragged_pages: false }),
  "lag": lag,
  "deleted details": sync({ deleted_details: true }, { deleted_details: false }),
  "bare occurrences": sync({ bare_occurrences: true }, { bare_occurrences: false }),
  "rate limit": google(READS, named.rateLimitExceeded),
  "too many requests": google(CALLS, { ...named.tooManyRequests, headers: { "retry-after": "1" } }),
  "unavailable": google(CALLS, named.unavailable, 2),
  "internal error": google(CALLS, named.internalError),
  "hang": google(READS, named.hang),
  "reset": google(CALLS, named.resetBefore),
  "reset in the middle": google(READS, named.resetMiddle),
  "cut JSON": google(READS, named.cutJson),
  "HTML": google(READS, named.html200),
  "empty object": google(READS, named.emptyObject),
  "access token refused": ({ world: { google } }) => {
    google.expireAccessTokens();
    return nothing;
  },
  "watch's answer lost": google(["events.watch"], named.lostAnswer),
  "stop fails": google(["channels.stop"], named.unavailable, 3),
  "database lost before": database(false, 1),
  "database lost after": database(true, 1),
  "database down": database(false, 6),
  "isolate killed": blow("kill", 24),
  "lease holder frozen": blow("freeze", 24),
  "process killed": async ({ world, random }) => {
    await world.ground.instances.restart(random.pick(["push", "push", "sync"]));
    return nothing;
  },
  "two ticks": async ({ world }) => {
    await Promise.all([tick(world), tick(world)]);
    return nothing;
  },
  "other parameters": async ({ world, kept }) => {
    await world.sql(
      `update google_calendar.mirror_syncs y set parameters = 77, due_at = google_calendar.chaos_now()
       from public.google_calendars g
       where g.id = y.calendar_id and g.user_id = $1 and g.google_calendar_id = $2 and y.rebuild > 0`,
      [kept.member.user.id, kept.googleId],
    );
    return nothing;
  },
};

/** Which kinds lose calls of the database: an own write cannot be noted then. */
export const OF_DATABASE = new Set([
  "database lost before",
  "database lost after",
  "database down",
]);
