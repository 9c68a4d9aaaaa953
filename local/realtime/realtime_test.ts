/** The stand-in for Realtime, through the client that pages use. */
import { assert, assertEquals } from "@std/assert";
import { RealtimeClient } from "@supabase/supabase-js";
import { SignJWT } from "jose";
import { openEmbeddedCopy } from "../../tests/support/embeddedCopy.ts";
import { until } from "../../tests/support/until.ts";
import { newSecrets } from "../secrets.ts";
import { REALTIME_PATH, serveRealtime } from "./mod.ts";

// The client and the embedded database set timers of their own.
Deno.test.sanitizer({ ops: false, resources: false });

const { keys } = await newSecrets();
const database = await openEmbeddedCopy();
const sql = <T>(query: string, params?: unknown[]) =>
  database.inTurn(() => database.query<T>(query, params));
const realtime = serveRealtime({ sql, keys });
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, realtime.fetch);
const clients: RealtimeClient[] = [];
Deno.test.afterAll(async () => {
  for (const client of clients) await client.disconnect();
  await realtime.close();
  await server.shutdown();
  await database.close();
});

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const tokenOf = (userId: string, claims: object = {}, secret = keys.jwtSecret) => {
  const usual = { role: "authenticated", aud: "authenticated", exp: inSeconds(3600) };
  return new SignJWT({ ...usual, sub: userId, ...claims })
    .setProtectedHeader({ alg: "HS256" }).sign(new TextEncoder().encode(secret));
};

/** A user with one calendar. */
async function newUser() {
  const id = crypto.randomUUID();
  await sql("insert into auth.users (id, email) values ($1, $2)", [id, `${id}@example.com`]);
  await sql("insert into google_calendar.users (id, user_id, is_default) values ($1, $1, true)", [
    id,
  ]);
  const [calendar] = await sql<{ id: string }>(
    "insert into public.google_calendars (user_id, account_id, google_calendar_id) values ($1, $1, 'primary') returning id",
    [id],
  );
  return { id, calendar: calendar!.id };
}

type Told = { eventType: string; new: Record<string, unknown>; old: Record<string, unknown> };

/** What a page with this token is told, and the states of its channel. */
async function listen(token: string, filter?: string, table = "google_calendars") {
  const address = `ws://127.0.0.1:${server.addr.port}${REALTIME_PATH.replace("/websocket", "")}`;
  const client = new RealtimeClient(address, {
    params: { apikey: keys.publishableKey },
    accessToken: () => Promise.resolve(token),
  });
  clients.push(client);
  await client.setAuth();
  const told: Told[] = [];
  const states: string[] = [];
  const messages: string[] = [];
  const channel = client.channel("calendars")
    .on(
      "postgres_changes",
      { event: "*", schema: "public", table, ...(filter && { filter }) },
      (change) => void told.push(change),
    )
    .on("system", {}, ({ message }) => void messages.push(message))
    .subscribe((state) => void states.push(state));
  await until(() => states.length > 0);
  return { client, channel, told, states, messages };
}

const change = (id: string) =>
  sql("update public.google_calendars set version = version + 1, status = 'live' where id = $1", [
    id,
  ]);

Deno.test("a page is told of each change of its user's rows, with the row as it is, and of nobody else's", async () => {
  const [ada, grace] = [await newUser(), await newUser()];
  const own = await listen(await tokenOf(ada.id), `user_id=eq.${ada.id}`);
  const others = await listen(await tokenOf(grace.id));
  assertEquals([own.states, others.states], [["SUBSCRIBED"], ["SUBSCRIBED"]]);
  await change(ada.calendar);
  await until(() => own.told.length > 0);
  const { eventType, new: row } = own.told[0]!;
  assertEquals([eventType, row.id, row.user_id, row.version, row.status], [
    ...["UPDATE", ada.calendar, ada.id, 1, "live"],
  ]);
  await sql(
    "insert into public.google_calendars (user_id, account_id, google_calendar_id) values ($1, $1, 'b')",
    [ada.id],
  );
  await until(() => own.told.length > 1);
  await sql("delete from public.google_calendars where id = $1", [ada.calendar]);
  await until(() => own.told.length > 2);
  assertEquals(own.told.map((one) => one.eventType), ["UPDATE", "INSERT", "DELETE"]);
  assertEquals(own.told[2]!.old, { id: ada.calendar });
  await change(grace.calendar);
  await until(() => others.told.length > 0);
  assertEquals(others.told.map((one) => one.new.user_id), [grace.id]);
  assertEquals(own.told.length, 3);
});

Deno.test("a filter that names another user lets nothing through", async () => {
  const [ada, grace] = [await newUser(), await newUser()];
  const spy = await listen(await tokenOf(grace.id), `user_id=eq.${ada.id}`);
  const witness = await listen(await tokenOf(ada.id));
  await change(ada.calendar);
  await change(grace.calendar);
  await until(() => witness.told.length > 0);
  await new Promise((resolve) => setTimeout(resolve, 600));
  assertEquals(spy.told, []);
});

Deno.test("without a valid token of a signed-in user no channel opens", async () => {
  const { id } = await newUser();
  const tokens = {
    "another key": await tokenOf(id, {}, "another-secret-of-at-least-32-characters"),
    "another role": await tokenOf(id, { role: "anon" }),
    "another audience": await tokenOf(id, { aud: "elsewhere" }),
    "no token": "none",
  };
  for (const [name, token] of Object.entries(tokens)) {
    const { states, client } = await listen(token);
    assertEquals([name, states[0]], [name, "CHANNEL_ERROR"]);
    await client.disconnect();
  }
});

Deno.test("the key of the project is needed, and a websocket", async () => {
  const address = `http://127.0.0.1:${server.addr.port}${REALTIME_PATH}`;
  const withoutKey = await fetch(address);
  assertEquals(withoutKey.status, 401);
  await withoutKey.body?.cancel();
  const plain = await fetch(`${address}?apikey=${keys.publishableKey}`);
  assertEquals(plain.status, 426);
  await plain.body?.cancel();
});

Deno.test("a channel ends with its token, and goes on with a new one", async () => {
  const { id, calendar } = await newUser();
  const short = await tokenOf(id, { exp: inSeconds(2) });
  const tokens = async (renewed: string | null) => {
    const one = await listen(short);
    if (renewed) await one.client.setAuth(renewed);
    return one;
  };
  const [ending, going] = [await tokens(null), await tokens(await tokenOf(id))];
  await until(() => ending.messages.includes("The token has expired"));
  await change(calendar);
  await until(() => going.told.length > 0);
  assertEquals(ending.told, []);
  await ending.client.disconnect();
});

Deno.test("what only the platform can do is refused in words", async () => {
  const { id } = await newUser();
  for (
    const [table, filter, word] of [
      ["google_events", undefined, "google_events"],
      ["google_calendars", "version=gt.3", "version=gt.3"],
    ] as const
  ) {
    const { messages } = await listen(await tokenOf(id), filter, table);
    await until(() => messages.length > 0);
    assert(messages[0]!.includes(word), messages[0]);
  }
});
