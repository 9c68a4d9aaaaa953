/**
 * How a mirror ends and begins again: disconnected, another account, a dead grant, a calendar that is no
 * longer shared. Whatever faults there are, nobody reads a row longer than they may.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { connect, disconnect } from "../connections.ts";
import { mirror } from "../furnish.ts";
import type { Member } from "../people.ts";
import type { World } from "../world.ts";
import type { Step } from "./step.ts";

const SPARE = "spare@example.com";

async function mirrorAll(world: World, member: Member): Promise<void> {
  for (const kept of world.kept) {
    if (kept.member === member && kept.shared) await mirror(world, kept);
  }
}

async function assertNothing({ sql }: World, { user }: Member, why: string): Promise<void> {
  const [left] = await sql<{ rows: number }>(
    `select ((select count(*) from public.google_events where user_id = $1)
       + (select count(*) from public.google_series where user_id = $1)
       + (select count(*) from public.google_calendars where user_id = $1)
       + (select count(*) from google_calendar.mirror_channels c
          where not exists (select from public.google_calendars g where g.id = c.calendar_id)))::integer as rows`,
    [user.id],
  );
  assertEquals(left!.rows, 0, `rows of ${user.email} after ${why}`);
}

/** Connects the member's own account, however often a fault prevents it, and mirrors it. */
export async function reconnect(world: World, member: Member): Promise<void> {
  for (let tries = 0; !await connect(world, member); tries++) {
    assert(tries < 20, `${member.email} cannot connect`);
  }
  await mirrorAll(world, member);
}

export const ends: Step = async ({ world, random, kept }) => {
  const { member } = kept;
  const deed = random.pick(["disconnect", "another account", "dead grant", "unshared"]);
  if (deed === "unshared") {
    const team = world.kept.find(({ name }) => name === "team")!;
    team.shared = !team.shared;
    if (team.shared) team.member.era++;
    world.google.shareCalendar(team.googleId, team.member.email, team.shared ? "writer" : "none");
    if (team.shared) return "shared again";
    team.member.era++;
    return "no longer shared";
  }
  if (deed === "dead grant") {
    world.google.revokeGrant(member.email);
    return "grant revoked";
  }
  member.era++;
  if (!await disconnect(world, member)) return "disconnect failed";
  await assertNothing(world, member, "disconnect");
  if (deed === "another account") {
    if (await connect(world, member, SPARE)) {
      await assertNothing(world, member, "another account");
      await disconnect(world, member);
    }
  }
  member.era++;
  await reconnect(world, member);
  return deed;
};

/** Puts right what ends have left: accounts to be reconnected, calendars that are not shared. */
export async function restore(world: World): Promise<void> {
  const team = world.kept.find(({ name }) => name === "team")!;
  if (!team.shared) {
    team.shared = true;
    team.member.era++;
    world.google.shareCalendar(team.googleId, team.member.email, "writer");
  }
  for (const member of world.members) {
    const [row] = await world.sql<{ status: string }>(
      "select status from public.google_connections where user_id = $1 and is_default",
      [member.user.id],
    );
    // A dead grant may not have been noticed yet.
    const { id } = world.ground.secrets.googleClient;
    const alive = world.google.grants(member.email).some(({ client_id }) => client_id === id);
    if (row?.status !== "connected" || !alive) await reconnect(world, member);
    await mirrorAll(world, member);
  }
}
