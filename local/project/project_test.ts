import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { openEmbeddedCopy } from "../../tests/support/embeddedCopy.ts";
import { newSecrets } from "../secrets.ts";
import { openProject } from "./mod.ts";
import { startTestStack, type TestStack } from "../../tests/support/stack.ts";

// The embedded database sets timers of its own, which may end within any test.
Deno.test.sanitizer({ ops: false, resources: false });

const stack = await startTestStack({ embedded: true });
Deno.test.afterAll(() => stack.close());

/** Returns the status of the data API for `anon` on a new table. */
async function freshTable({ sql, apiUrl, env }: TestStack): Promise<number> {
  await sql("create table public.fresh (id int)");
  const response = await fetch(`${apiUrl}/rest/v1/fresh`, {
    headers: { apikey: JSON.parse(env.SUPABASE_PUBLISHABLE_KEYS!).default },
  });
  await response.body?.cancel();
  return response.status;
}

// Comes first: the data API looks at the schema at its first request.
Deno.test("a new table is closed to anon with grants none", async () => {
  assertEquals(await freshTable(stack), 401);
});

Deno.test("a new table is open to anon with grants all", async () => {
  const open = await startTestStack({ embedded: true, grants: "all" });
  assertEquals(await freshTable(open), 200);
  await open.close();
});

async function insertClass(user: { id: string }, name: string): Promise<number> {
  const response = await fetch(`${stack.apiUrl}/rest/v1/classes`, {
    method: "POST",
    headers: {
      apikey: JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default,
      "content-type": "application/json",
    },
    body: JSON.stringify({ user_id: user.id, name }),
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test("100 data requests at once all succeed, and none of their writes is lost", async () => {
  const user = await stack.createUser({ google: null });
  const statuses = await Promise.all(
    Array.from(
      { length: 100 },
      (_, i) =>
        i % 2
          ? insertClass(user, `Class ${i}`)
          : stack.sql("select pg_sleep(0.001)").then(() => 201),
    ),
  );
  assertEquals(new Set(statuses), new Set([201]));
  const [row] = await stack.sql<{ count: number }>("select count(*) from public.classes");
  assertEquals(row!.count, 50);
});

Deno.test("a request with a slow body does not delay other requests", async () => {
  const secrets = await newSecrets();
  const url = "http://127.0.0.1";
  const project = await openProject({
    database: await openEmbeddedCopy(),
    apiUrl: url,
    appUrl: url,
    googleUrl: url,
    ...secrets,
  });
  const othersAnswered = Promise.withResolvers<void>();
  const slow = project.fetch(
    new Request(`${url}/auth/v1/token?grant_type=password`, {
      method: "POST",
      headers: { apikey: secrets.keys.publishableKey, "content-type": "application/json" },
      body: new ReadableStream({
        async start(controller) {
          controller.enqueue(new TextEncoder().encode("{"));
          await othersAnswered.promise;
          controller.enqueue(new TextEncoder().encode("}"));
          controller.close();
        },
      }),
    }),
  );
  let held = false;
  const timeout = setTimeout(() => {
    held = true;
    othersAnswered.resolve();
  }, 5_000);
  // Long enough for the slow one to come first.
  await new Promise((resolve) => setTimeout(resolve, 100));
  await project.sql("select 1");
  clearTimeout(timeout);
  othersAnswered.resolve();
  assert(!held, "the query waited for the slow sender");
  assertEquals((await slow).status, 400);
  await project.close();
});

Deno.test("browsers of any origin may call Auth and the data API, as on the platform", async () => {
  const origin = "http://app.example";
  for (const path of ["/auth/v1/token?grant_type=pkce", "/rest/v1/classes"]) {
    const preflight = await fetch(stack.apiUrl + path, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "apikey,authorization,x-client-info",
      },
    });
    await preflight.body?.cancel();
    assert(preflight.ok, path);
    assertEquals(preflight.headers.get("access-control-allow-origin"), "*");
    assertStringIncludes(preflight.headers.get("access-control-allow-headers")!, "x-client-info");
    const answer = await fetch(stack.apiUrl + path, { method: "POST", headers: { origin } });
    await answer.body?.cancel();
    assertEquals(answer.headers.get("access-control-allow-origin"), "*", path);
  }
});

Deno.test("only Supabase Auth's calls to Google reach the emulator", async () => {
  await stack.createUser();
  stack.google.resetCalls();
  await fetch("https://oauth2.googleapis.com/token", {
    method: "POST",
    signal: AbortSignal.timeout(300),
  })
    .then((response) => response.body?.cancel(), () => {});
  assertEquals(stack.google.calls, []);
});
