/** A project whose signing keys change while the platform's copy of them stays. An instance of its own: sets are cached. */
import { assert, assertEquals } from "@std/assert";
import { exportJWK } from "jose";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { captureLogs } from "../support/logs.ts";
import {
  createSigningKey,
  publicJwk,
  settingsFor,
  type SigningKey,
  startAuthStub,
} from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings(settingsFor(project.url));
const { default: app } = await import("../../supabase/functions/get-resource/index.ts");

const [a, rsa] = [project.keys[0]!, project.keys[1]!];
const [b, c, unknown] = await Promise.all([
  createSigningKey("ES256"),
  createSigningKey("ES256"),
  createSigningKey("ES256"),
]);
async function callWith(token: string) {
  const response = await app.request(`/get-resource/users/me/resources/${crypto.randomUUID()}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: await response.json() };
}

/** Whether the token was good enough for the database to be asked; else the code. */
async function outcome(token: string): Promise<string> {
  const before = project.count("/rest/v1");
  const { body } = await callWith(token);
  // The stand-in knows no user: who is let in is refused after the one read.
  return project.count("/rest/v1") > before ? "let in" : body.code;
}
const outcomeOf = async (key: SigningKey) => outcome(await project.token({}, key));
const keyReads = () => project.count("/auth/v1/.well-known");

const realNow = Date.now;
function moveClock(seconds: number) {
  const now = Date.now;
  Date.now = () => now() + seconds * 1000;
}

const good = await publicJwk(a);
const { y: _y, ...withoutY } = good as unknown as Record<string, unknown>;
const { kty: _kty, ...withoutType } = good as unknown as Record<string, unknown>;
const rsaJwk = await publicJwk(rsa);

/** What is wrong with it, and the value. */
const MALFORMED: Record<string, unknown> = {
  "no JSON": "{keys:",
  "a word": '"x"',
  "a number": "1",
  "null": "null",
  "an object without keys": {},
  "keys that are no list": { keys: {} },
  "a key that is text": { keys: ["x"] },
  "a key that is null": { keys: [null] },
  "a key that is a list": { keys: [[]] },
  "an empty key": { keys: [{}] },
  "a key without its type": { keys: [withoutType] },
  "a key without y": { keys: [withoutY] },
  "a key whose y is a number": { keys: [{ ...good, y: 1 }] },
  "a key whose y is cut": { keys: [{ ...good, y: good.y!.slice(0, 20) }] },
  "a key whose y is not base64url": { keys: [{ ...good, y: "+".repeat(43) }] },
  "a key whose kid is a number": { keys: [{ ...good, kid: 1 }] },
  "an RSA key without n": { keys: [{ ...rsaJwk, n: undefined }] },
  "an RSA key without e": { keys: [{ ...rsaJwk, e: undefined }] },
  "an RSA key that is too short": { keys: [{ ...rsaJwk, n: "AQAB" }] },
  "a good key beside a bad one": { keys: [good, {}] },
  "a private key": { keys: [await exportJWK(a.privateKey)] },
  "a private RSA key": [await exportJWK(rsa.privateKey)],
};

// A setting is kept once it can be read, so these come first.
for (const [name, value] of Object.entries(MALFORMED)) {
  Deno.test(`SUPABASE_JWKS with ${name} is misconfigured, not a 401, and the log names it`, async () => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    useSettings({ SUPABASE_JWKS: text });
    const logged: string[] = [];
    const { error } = console;
    console.error = (line: string) => void logged.push(line);
    try {
      const { status, body } = await callWith(await project.token());
      assertEquals([status, body.code], [500, "misconfigured"]);
    } finally {
      console.error = error;
    }
    const [cause] = JSON.parse(logged[0]!).causes;
    assert(cause.startsWith("Error: SUPABASE_JWKS: "), cause);
    for (const secret of text.match(/[\w-]{20,}/g) ?? []) assert(!cause.includes(secret));
    assertEquals(project.requests, []);
  });
}

Deno.test("a key that the platform's copy holds is good without any call", async () => {
  // The local stack's copy lists the secret of HS256 as well; a type that is unknown is left out.
  const keys = [await publicJwk(a), { kty: "oct", k: "c2VjcmV0" }, { kty: "new" }];
  useSettings({ SUPABASE_JWKS: JSON.stringify(keys) });
  project.published = [a, b];
  project.requests.length = 0;
  assertEquals(await outcomeOf(a), "let in");
  assertEquals(keyReads(), 0);
});

Deno.test("an unknown key while the published set cannot be read is 503, and known keys are good", async () => {
  project.keysStatus = 500;
  assertEquals(await outcomeOf(b), "auth_unavailable");
  assertEquals(await outcomeOf(a), "let in");
  assertEquals(await outcomeOf(b), "auth_unavailable");
  assertEquals(keyReads(), 1);
  project.keysStatus = 200;
});

let olds: [string, string];
Deno.test("a key that the project rotated to is good once the set may be read again", async () => {
  olds = await Promise.all([project.token(), project.token()]);
  assertEquals(await outcome(olds[0]), "let in");
  moveClock(31);
  project.requests.length = 0;
  assertEquals(await outcomeOf(b), "let in");
  assertEquals(await outcomeOf(a), "let in");
  assertEquals(keyReads(), 1);
});

Deno.test("1,000 unknown keys within the cooldown make no call, whatever serves", async () => {
  project.requests.length = 0;
  const outcomes = await Promise.all(
    Array.from({ length: 1000 }, () => outcomeOf({ ...unknown, kid: crypto.randomUUID() })),
  );
  assertEquals(new Set(outcomes), new Set(["unauthenticated"]));
  assertEquals(keyReads(), 0);
});

Deno.test("a withdrawn key stops working once the set was read, though the platform's copy has it", async () => {
  assertEquals(await outcome(olds[1]), "let in");
  project.published = [b];
  moveClock(31);
  project.requests.length = 0;
  // Somebody's unknown key has the set read.
  assertEquals(await outcomeOf(unknown), "unauthenticated");
  assertEquals(await outcomeOf(b), "let in");
  assertEquals(await outcomeOf(a), "unauthenticated");
  // Not even a token that was verified before.
  for (const old of olds) assertEquals(await outcome(old), "unauthenticated");
  assertEquals(keyReads(), 1);
});

Deno.test("a set that was read is read again after ten minutes, without an unknown key", async () => {
  project.published = [c];
  project.requests.length = 0;
  moveClock(9 * 60);
  assertEquals(await outcomeOf(b), "let in");
  assertEquals(keyReads(), 0);
  moveClock(60);
  assertEquals(await outcomeOf(b), "unauthenticated");
  assertEquals(await outcomeOf(c), "let in");
  assertEquals(keyReads(), 1);
});

Deno.test("while the set cannot be read again, the last one serves", async () => {
  moveClock(11 * 60);
  project.keysStatus = 500;
  project.requests.length = 0;
  for (let i = 0; i < 20; i++) assertEquals(await outcomeOf(c), "let in");
  assertEquals(await outcomeOf(a), "auth_unavailable");
  assert(keyReads() <= 2, `${keyReads()} reads`);
  project.keysStatus = 200;
});

Deno.test("a clock that is set back does not keep an old set", async () => {
  project.published = [b];
  moveClock(-3600);
  assertEquals(await outcomeOf(b), "let in");
  assertEquals(await outcomeOf(c), "unauthenticated");
  Date.now = realNow;
  // Other files of this process have a project of their own.
  useSettings({ SUPABASE_JWKS: undefined });
});

closeAtEnd(project);
