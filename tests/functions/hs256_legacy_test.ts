/** HS256 tokens in a project that has no other: forged ones never keep a real session out. */
import { assertEquals } from "@std/assert";
import { SignJWT } from "jose";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { captureLogs } from "../support/logs.ts";
import { settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings(settingsFor(project.url));
const { default: app } = await import("../../supabase/functions/get-resource/index.ts");
project.published = [];

const newSecret = () => crypto.getRandomValues(new Uint8Array(32));
const [secret, forgersSecret] = [newSecret(), newSecret()];
const sessions = new Map<string, string>();
project.user = (token) =>
  sessions.has(token)
    ? { status: 200, body: { id: sessions.get(token) } }
    : { status: 403, body: { error_code: "bad_jwt" } };

async function hs256(key: Uint8Array) {
  const sub = crypto.randomUUID();
  const token = await new SignJWT({ sub, aud: "authenticated", role: "authenticated" })
    .setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(key);
  if (key === secret) sessions.set(token, sub);
  return token;
}

async function call(token: string) {
  const response = await app.request(`/get-resource/users/me/resources/${crypto.randomUUID()}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("every real session is let in under a flood of 300 forged tokens", async () => {
  const flood = await Promise.all(Array.from({ length: 300 }, () => hs256(forgersSecret)));
  const real = await Promise.all(Array.from({ length: 30 }, () => hs256(secret)));
  const statuses = await Promise.all([...flood, ...real].map(call));
  assertEquals(new Set(statuses), new Set([401]));
  // The stand-in knows no user: who is let in is refused after the one read.
  assertEquals(project.count("/rest/v1/rpc/"), 30);
  assertEquals(project.count("/auth/v1/.well-known"), 1);
});

Deno.test("while the key set cannot be read, nobody is kept out for the forged tokens", async () => {
  project.keysStatus = 500;
  project.requests.length = 0;
  assertEquals(await call(await hs256(secret)), 401);
  assertEquals(project.count("/rest/v1/rpc/"), 1);
});

closeAtEnd(project);
