/** A project that has no copy of its keys at the platform: the published set alone, and how old it may be. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { captureLogs } from "../support/logs.ts";
import {
  createSigningKey,
  settingsFor,
  type SigningKey,
  startAuthStub,
} from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings(settingsFor(project.url));
const { default: app } = await import("../../supabase/functions/get-resource/index.ts");

const a = project.keys[0]!;
const b = await createSigningKey("ES256");

async function outcomeOf(key: SigningKey): Promise<string> {
  const before = project.count("/rest/v1");
  const response = await app.request(`/get-resource/users/me/resources/${crypto.randomUUID()}`, {
    headers: { authorization: `Bearer ${await project.token({}, key)}` },
  });
  const { code } = await response.json();
  return project.count("/rest/v1") > before ? "let in" : code;
}
const keyReads = () => project.count("/auth/v1/.well-known");

Deno.test("1,000 unknown keys at a new instance make one call", async () => {
  const unknown = await createSigningKey("ES256");
  const outcomes = await Promise.all(
    Array.from({ length: 1000 }, () => outcomeOf({ ...unknown, kid: crypto.randomUUID() })),
  );
  assertEquals(new Set(outcomes), new Set(["unauthenticated"]));
  for (let i = 0; i < 20; i++) assertEquals(await outcomeOf(unknown), "unauthenticated");
  assertEquals(keyReads(), 1);
});

Deno.test("the cached set follows a rotation, and a withdrawal", async () => {
  const now = Date.now;
  try {
    assertEquals(await outcomeOf(a), "let in");
    project.published = [b];
    Date.now = () => now() + 31_000;
    project.requests.length = 0;
    assertEquals(await outcomeOf(a), "let in");
    assertEquals(await outcomeOf(b), "let in");
    assertEquals(await outcomeOf(a), "unauthenticated");
    assertEquals(keyReads(), 1);
  } finally {
    Date.now = now;
  }
});

Deno.test("the set is read in the time that the request has left", async () => {
  const { RemoteJwks } = await import("../../supabase/functions/_shared/jwks.ts");
  const { Deadline } = await import("../../supabase/functions/_shared/deadlines.ts");
  const { promise, resolve } = Promise.withResolvers<Response>();
  const { fetch } = globalThis;
  globalThis.fetch = () => promise;
  try {
    const keys = new RemoteJwks({
      address: "http://127.0.0.1:1/keys",
      timeoutMs: 60_000,
      unreadable: (cause) => new Error("unreadable", { cause }),
    });
    const started = performance.now();
    const error = await Promise.resolve(
      keys.getKey({ deadline: Deadline.in(50) })({ alg: "ES256", kid: "x" }, {
        payload: "",
        signature: "",
      }),
    ).catch((error) => error);
    assertEquals(error.message, "unreadable");
    assert(performance.now() - started < 5_000);
    resolve(Response.json({ keys: [] }));
    // The reading itself ends with its answer.
    await keys.hasKeys({ deadline: Deadline.in(5_000) });
  } finally {
    globalThis.fetch = fetch;
  }
});

closeAtEnd(project);
