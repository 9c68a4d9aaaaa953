/**
 * A world of the chaos test: a database and a Google of its own, three users with four mirrored calendars,
 * and one clock for both.
 *
 * @module
 */
import { assert } from "@std/assert";
import { type Google, startGoogle } from "../../local/google/mod.ts";
import { testingKey } from "../../local/google/testingKey.ts";
import type { Sql } from "../../local/project/database.ts";
import { openProject } from "../../local/project/mod.ts";
import { openEmbeddedCopy } from "../support/embeddedCopy.ts";
import { openServerCopy, SERVER } from "../support/serverCopy.ts";
import { signInWithGoogle } from "../support/users.ts";
import { installAudit, Written } from "./audit.ts";
import { installClock, setClock } from "./clock.ts";
import { connect } from "./connections.ts";
import { APP_URL, type Ground } from "./ground.ts";
import { HAND, type Hand, handOf } from "./hand.ts";
import { furnish, keep, mirror } from "./furnish.ts";
import { debug } from "./report.ts";
import { type Kept, type Member, PEOPLE } from "./people.ts";

/** As many calls of the database at the same time as a small project's pooler allows. */
const CONNECTIONS = 15;

export interface World {
  ground: Ground;
  google: Google;
  sql: Sql;
  /** Answers a call of the data API. */
  project(request: Request): Promise<Response>;
  members: Member[];
  kept: Kept[];
  hands: Map<string, Hand>;
  written: Written;
  /** The time of this world, in milliseconds. */
  now(): number;
  /** Moves both clocks on. */
  advance(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  embedded?: boolean;
  /** Changes the database before anything happens in it: a planted mutant. */
  spoil?: (sql: Sql) => Promise<void>;
}

export async function startWorld(ground: Ground, options: WorldOptions = {}): Promise<World> {
  const { gateway, secrets } = ground;
  const database = options.embedded
    ? await openEmbeddedCopy()
    : await openServerCopy(Deno.env.get(SERVER)!, CONNECTIONS);
  const { googleClient } = secrets;
  const google = await startGoogle({
    port: ground.googlePort,
    clients: [
      {
        client_id: googleClient.id,
        client_secret: googleClient.secret,
        redirect_uris: [
          `${gateway.url}/auth/v1/callback`,
          `${gateway.url}/functions/v1/oauth-callback`,
        ],
      },
      HAND,
    ],
    people: PEOPLE,
    signingKey: testingKey,
  });
  const project = await openProject({
    database,
    grants: "none",
    apiUrl: gateway.url,
    appUrl: APP_URL,
    googleUrl: google.url,
    ...secrets,
  });
  const { sql } = project;
  debug("project");
  await options.spoil?.(sql);
  await installClock(sql);
  await installAudit(sql);
  const written = new Written();
  gateway.project = project.fetch;
  gateway.onCall = (...call) => written.note(...call);
  let ahead = 0;

  const world: World = {
    ground,
    google,
    sql,
    project: project.fetch,
    members: [],
    kept: [],
    hands: new Map(PEOPLE.map(({ email }) => [email, handOf(google, email)])),
    written,
    now: google.clock.now,
    async advance(seconds) {
      ahead += seconds * 1000;
      await setClock(sql, ahead);
      google.clock.advance(seconds);
      // As pg_cron does each night. It is due for calendars that were last pruned a day ago.
      await sql("select google_calendar.prune_events()");
    },
    async close() {
      await ground.instances.thaw();
      await ground.instances.idle();
      debug("idle");
      gateway.project = undefined;
      gateway.onCall = undefined;
      await google.close();
      debug("google closed");
      await project.close();
      debug("project closed");
    },
  };
  const { publishableKey } = secrets.keys;
  const place = { apiUrl: gateway.url, appUrl: APP_URL, publishableKey, google, sql };
  for (const { email } of PEOPLE.slice(0, 3)) {
    const user = await signInWithGoogle(place, email);
    const member: Member = { email, user, connected: false, era: 0 };
    world.members.push(member);
    debug("signed in");
    assert(await connect(world, member), `${email} cannot connect`);
    debug("connected");
  }
  world.kept = keep(world);
  for (const kept of world.kept) {
    await furnish(world, kept);
    await mirror(world, kept);
    debug("mirrored");
  }
  return world;
}
