/** HS256 tokens in a project with asymmetric keys: forged ones cost Auth next to nothing, real ones work. */
import { assert, assertEquals } from "@std/assert";
import { SignJWT } from "jose";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { captureLogs } from "../support/logs.ts";
import { settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings(settingsFor(project.url));
const functions = "../../supabase/functions";
const { default: resource } = await import(`${functions}/get-resource/index.ts`);
const { default: initiate } = await import(`${functions}/oauth-initiate/index.ts`);

const legacySecret = crypto.getRandomValues(new Uint8Array(32));
const forgersSecret = crypto.getRandomValues(new Uint8Array(32));

function hs256(secret: Uint8Array, sub = crypto.randomUUID() as string) {
  return new SignJWT({
    sub,
    aud: "authenticated",
    role: "authenticated",
    iss: `${project.url}/auth/v1`,
    session_id: crypto.randomUUID(),
    exp: Math.floor(Date.now() / 1000) + 3600,
  }).setProtectedHeader({ alg: "HS256" }).sign(secret);
}
const forge = (sub?: string) => hs256(forgersSecret, sub);

/** Tokens whose sessions Auth knows. */
const sessions = new Map<string, string>();
async function signIn(sub = crypto.randomUUID() as string) {
  const token = await hs256(legacySecret, sub);
  sessions.set(token, sub);
  return token;
}
project.user = (token) =>
  sessions.has(token)
    ? { status: 200, body: { id: sessions.get(token), aud: "authenticated" } }
    : { status: 403, body: { code: 403, error_code: "bad_jwt" } };

async function outcome(token: string): Promise<string> {
  const response = await resource.request(
    `/get-resource/users/me/resources/${crypto.randomUUID()}`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  // The stand-in knows no user: who is let in is refused after the one read.
  const text = JSON.stringify(await response.json());
  return response.status === 401 ? "401" : text;
}
async function isLetIn(token: string): Promise<boolean> {
  const before = project.count("/rest/v1");
  await outcome(token);
  return project.count("/rest/v1") > before;
}
const asked = () => project.count("/auth/v1/user");

const sub = crypto.randomUUID();
const known = await signIn(sub);

Deno.test("50 real HS256 sessions at once, at a new instance, are all let in", async () => {
  const tokens = await Promise.all(Array.from({ length: 50 }, () => signIn()));
  project.requests.length = 0;
  await Promise.all(tokens.map(outcome));
  assertEquals([asked(), project.count("/rest/v1/rpc/")], [50, 50]);
  assertEquals(await isLetIn(known), true);
});

Deno.test("the same refused token is asked about once", async () => {
  project.requests.length = 0;
  const token = await forge();
  for (let i = 0; i < 20; i++) assertEquals(await outcome(token), "401");
  assertEquals(asked(), 1);
});

Deno.test("300 forged HS256 tokens reach Auth a few times, at once or one by one", async () => {
  // The key set is read before, also if this test runs alone.
  await outcome(await project.token());
  project.requests.length = 0;
  const forged = await Promise.all(Array.from({ length: 300 }, () => forge()));
  const together = await Promise.all(forged.slice(0, 150).map(outcome));
  const oneByOne: string[] = [];
  for (const token of forged.slice(150)) oneByOne.push(await outcome(token));
  assertEquals(new Set([...together, ...oneByOne]), new Set(["401"]));
  assertEquals(project.count("/rest/v1"), 0);
  assert(project.requests.length <= 10, `${project.requests.length} calls`);
});

Deno.test("under the flood, a session that was accepted goes on, and its user's next one too", async () => {
  project.requests.length = 0;
  assertEquals(await isLetIn(known), true);
  assertEquals(await isLetIn(await signIn(sub)), true);
  // A session that was signed out is refused all the same.
  sessions.delete(known);
  assertEquals(await isLetIn(known), false);
});

Deno.test("a forger who knows a user's id reaches Auth a few times more, and no database", async () => {
  project.requests.length = 0;
  for (let i = 0; i < 50; i++) assertEquals(await outcome(await forge(sub)), "401");
  assert(asked() <= 3, `${asked()} calls`);
  assertEquals(project.count("/rest/v1"), 0);
});

Deno.test("under the flood, tokens of the project's asymmetric keys are good, live routes included", async () => {
  project.requests.length = 0;
  assertEquals(await isLetIn(await project.token()), true);
  const token = await project.token();
  sessions.set(token, project.userId);
  const response = await initiate.request("/oauth-initiate", {
    method: "POST",
    headers: { authorization: `Bearer ${token}` },
  });
  await response.body?.cancel();
  assertEquals(project.count("/rest/v1/rpc/google_calendar_start_oauth"), 1);
});

Deno.test("the flood is forgotten after a minute", async () => {
  const now = performance.now;
  performance.now = () => now.call(performance) + 61_000;
  try {
    assertEquals(await isLetIn(await signIn()), true);
  } finally {
    performance.now = now;
  }
});

Deno.test("an HS256 token whose claims are wrong never reaches Auth", async () => {
  project.requests.length = 0;
  const token = await new SignJWT({ sub, role: "authenticated", aud: "authenticated" })
    .setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h")
    .setIssuer("https://other.example.com/auth/v1").sign(forgersSecret);
  assertEquals(await outcome(token), "401");
  assertEquals(project.requests, []);
});

closeAtEnd(project);
