/** Sealed tokens move to a new key: as they are written, and all at once by `deno task reseal`. */
import { assertEquals, assertMatch } from "@std/assert";
import { decodeProtectedHeader } from "jose";
import { type Binding, open, seal } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { parseEncryptionKeys } from "../../supabase/functions/_shared/env.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { useSettings } from "../support/settings.ts";

const scenario = await startScenario();
const { stack, call, connect, expireIn, row } = scenario;
const newKey = `new:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
const oldKey = stack.env.TOKEN_ENCRYPTION_KEYS;
useSettings({ TOKEN_ENCRYPTION_KEYS: `${newKey},${oldKey}` });
const old = parseEncryptionKeys((name) => Deno.env.get(name))[1]!;

const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
const alan = await stack.createUser({ google: { email: "alan@example.com" } });

const COLUMNS = ["google_refresh_token", "google_access_token"] as const;
const bindingOf = (user: TestUser, column: typeof COLUMNS[number]): Binding => ({
  userId: user.id,
  googleAccountId: user.google_id,
  column: `users.${column}`,
});

/** As if the old key were still the first. */
async function sealWithOldKey(user: TestUser) {
  const saved = (await row(user))!;
  for (const column of COLUMNS) {
    const binding = bindingOf(user, column);
    const sealed = await seal(await open(saved[column]!, binding), binding, [old]);
    await stack.sql(`update google_calendar.users set ${column} = $1 where id = $2`, [
      sealed,
      user.id,
    ]);
  }
}

async function keysOf(user: TestUser) {
  const saved = (await row(user))!;
  return COLUMNS.map((column) => decodeProtectedHeader(saved[column]!).kid);
}

async function tokensOf(user: TestUser) {
  const saved = (await row(user))!;
  return await Promise.all(COLUMNS.map((column) => open(saved[column]!, bindingOf(user, column))));
}

async function reseal() {
  const { stdout, code } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--allow-env", "--allow-net", "tasks/reseal.ts"],
    env: { ...Deno.env.toObject(), NO_COLOR: "1" },
  }).output();
  return { code, text: new TextDecoder().decode(stdout).trim() };
}

Deno.test("a refresh seals the stored refresh token with the first key", async () => {
  await connect(ada);
  await sealWithOldKey(ada);
  assertEquals(await keysOf(ada), [old.id, old.id]);
  const [refreshToken] = await tokensOf(ada);
  await expireIn(ada, -60);
  const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body: {
      summary: "Lecture 5",
      start_datetime: "2026-08-15T09:00:00-07:00",
      end_datetime: "2026-08-15T10:00:00-07:00",
    },
  });
  assertEquals(status, 201);
  assertEquals(await keysOf(ada), ["new", "new"]);
  assertEquals((await tokensOf(ada))[0], refreshToken);
});

Deno.test("reseal seals every row with the first key, and counts them", async () => {
  await connect(grace);
  await sealWithOldKey(ada);
  await sealWithOldKey(grace);
  const before = [await tokensOf(ada), await tokensOf(grace)];
  const version = (await row(ada))!.grant_version;
  assertEquals(await reseal(), {
    code: 0,
    text: "2 rows resealed, 0 left as they were, 0 unreadable",
  });
  assertEquals([...await keysOf(ada), ...await keysOf(grace)], ["new", "new", "new", "new"]);
  assertEquals([await tokensOf(ada), await tokensOf(grace)], before);
  // A refresh under way is not disturbed.
  assertEquals((await row(ada))!.grant_version, version);
});

Deno.test("a second reseal changes nothing, and continues an interrupted one", async () => {
  assertMatch((await reseal()).text, /^0 rows resealed, 2 left/);
  await sealWithOldKey(grace);
  assertMatch((await reseal()).text, /^1 rows resealed, 1 left/);
});

Deno.test("reseal leaves a row that no key opens unchanged, and reports it", async () => {
  await connect(alan);
  const binding = bindingOf(alan, "google_refresh_token");
  const lost = await seal("a token", binding, [{ id: "lost", bytes: new Uint8Array(32) }]);
  await stack.sql("update google_calendar.users set google_refresh_token = $1 where id = $2", [
    lost,
    alan.id,
  ]);
  assertEquals(await reseal(), {
    code: 1,
    text: "0 rows resealed, 2 left as they were, 1 unreadable",
  });
  assertEquals((await row(alan))!.google_refresh_token, lost);
});

closeAtEnd(stack);
