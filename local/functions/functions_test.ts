import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type Functions, serveFunctions } from "./mod.ts";

interface Place {
  functions: Functions;
  write(path: string, text: string): Promise<void>;
  get(path: string, init?: RequestInit): Promise<Response>;
  text(path: string): Promise<string>;
}

/** Serves the functions of a temporary folder for as long as `job` takes. */
async function withFunctions(
  files: Record<string, string>,
  job: (place: Place) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const write = async (path: string, text: string) => {
    await Deno.mkdir(`${folder}/${path}`.replace(/\/[^/]+$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const functions = serveFunctions(folder, { APP_URL: "http://app.example" });
  const get = (path: string, init?: RequestInit) =>
    functions.fetch(new Request(`http://api.example:54321/functions/v1${path}`, init), "10.0.0.7");
  try {
    await job({ functions, write, get, text: async (path) => await (await get(path)).text() });
  } finally {
    await functions.close();
    await Deno.remove(folder, { recursive: true });
  }
}

const answering = (expression: string) => `export default { fetch: (request) => ${expression} };`;

/** Asks until the answer is as expected: a change takes a moment to be seen. */
async function eventually(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  const deadline = Date.now() + 15_000;
  let actual = await ask();
  while (actual !== expected && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    actual = await ask();
  }
  assertEquals(actual, expected);
}

Deno.test("a function gets the path from its own name on, method, query, headers and body", async () => {
  const source = `export default { async fetch(request) {
    const { pathname, search, host } = new URL(request.url);
    return Response.json({ method: request.method, pathname, search, host,
      headers: Object.fromEntries(request.headers), body: await request.text() },
      { status: 418, headers: { "x-own": "yes", connection: "x-hop", "x-hop": "no" } });
  } };`;
  await withFunctions({ "echo/index.ts": source }, async ({ get }) => {
    const response = await get("/echo/users/a%2Fb?x=1&x=2", {
      method: "POST",
      body: "hello",
      headers: { "x-kept": "yes", "x-forwarded-host": "evil.example", te: "trailers" },
    });
    assertEquals(response.status, 418);
    assertEquals(response.headers.get("x-own"), "yes");
    assertEquals(response.headers.get("x-hop"), null);
    const { headers, ...rest } = await response.json();
    assertEquals(rest, {
      method: "POST",
      pathname: "/echo/users/a%2Fb",
      search: "?x=1&x=2",
      host: "api.example:54321",
      body: "hello",
    });
    assertEquals([headers["x-kept"], headers.te], ["yes", undefined]);
    assertEquals([headers["x-forwarded-for"], headers["x-forwarded-proto"]], ["10.0.0.7", "http"]);
    assertEquals(headers["x-forwarded-host"], "api.example:54321");
  });
});

Deno.test("a function sees its settings, and neither the environment nor the file system around it", async () => {
  const source =
    `const attempt = async (job) => { try { await job(); return "done" } catch (e) { return e.name } };
  export default { fetch: async () => Response.json({
    environment: Object.keys(Deno.env.toObject()),
    read: await attempt(() => Deno.readTextFile("deno.json")),
    write: await attempt(() => Deno.writeTextFile("/tmp/x", "")),
    run: await attempt(() => new Deno.Command("/bin/true").output()),
    load: await attempt(() => import(["file:///etc", "hostname"].join("/"))) }) };`;
  await withFunctions({ "alone/index.ts": source }, async ({ get }) => {
    const seen = await (await get("/alone")).json();
    assertEquals(seen.environment, ["APP_URL"]);
    assertEquals([seen.read, seen.write, seen.run], [
      "NotCapable",
      "NotCapable",
      "NotCapable",
    ]);
    assert(seen.load !== "done");
  });
});

Deno.test("a function that does not exist, a shared folder and a path that leaves the folder answer 404", async () => {
  await withFunctions({
    "one/index.ts": answering("new Response()"),
    "_shared/index.ts": answering("new Response()"),
    "no-index/other.ts": answering("new Response()"),
  }, async ({ get }) => {
    for (const path of ["/two", "/_shared", "/no-index", "/", "/..%2fone", "/.one"]) {
      const response = await get(path);
      assertEquals(response.status, 404, path);
      assertEquals((await response.json()).code, "NOT_FOUND");
    }
  });
});

Deno.test("a change of a function or of a shared file restarts the function", async () => {
  await withFunctions({
    "_shared/word.ts": 'export const word = "one";',
    "say/index.ts": `import { word } from "../_shared/word.ts"; ${answering("new Response(word)")}`,
  }, async ({ text, write }) => {
    assertEquals(await text("/say"), "one");
    await write("_shared/word.ts", 'export const word = "two";');
    await eventually(() => text("/say"), "two");
    await write("say/index.ts", answering('new Response("three")'));
    await eventually(() => text("/say"), "three");
    await write("new/index.ts", answering('new Response("four")'));
    await eventually(() => text("/new"), "four");
  });
});

Deno.test("a function with a syntax error answers 503 BOOT_ERROR until it is fixed", async () => {
  await withFunctions({ "broken/index.ts": "export default {" }, async ({ get, text, write }) => {
    const response = await get("/broken");
    assertEquals(response.status, 503);
    assertEquals((await response.json()).code, "BOOT_ERROR");
    await write("broken/index.ts", answering('new Response("fixed")'));
    await eventually(() => text("/broken"), "fixed");
    await write("broken/index.ts", "throw new Error('at start');");
    await eventually(
      async () => (await (await get("/broken")).json().catch(() => ({}))).code,
      "BOOT_ERROR",
    );
  });
});

Deno.test("an open request is answered by the code that it began with, even if a file changes", async () => {
  const slow = answering(
    'new Promise((done) => setTimeout(() => done(new Response("old")), 1500))',
  );
  await withFunctions({ "slow/index.ts": slow }, async ({ functions, text, write }) => {
    await functions.start();
    const underWay = text("/slow");
    await write("slow/index.ts", answering('new Response("new")'));
    await eventually(() => text("/slow"), "new");
    assertEquals(await underWay, "old");
  });
});

Deno.test("a function that exits answers 500 WORKER_ERROR, and the next request starts it again", async () => {
  const source = answering(
    'request.url.endsWith("die") ? Deno.exit(1) : new Response("alive")',
  );
  await withFunctions({ "mortal/index.ts": source }, async ({ get, text }) => {
    const response = await get("/mortal/die");
    assertEquals(response.status, 500);
    assertStringIncludes(await response.text(), "WORKER_ERROR");
    await eventually(() => text("/mortal"), "alive");
  });
});

Deno.test("a function's answer streams: its first bytes come while the function still writes", async () => {
  const source = `let release;
  export default { fetch(request) {
    if (request.url.endsWith("release")) return new Response(release());
    const released = new Promise((resolve) => release = resolve);
    return new Response(new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode("first"));
        await released;
        controller.enqueue(new TextEncoder().encode("last"));
        controller.close();
      } }));
  } };`;
  await withFunctions({ "stream/index.ts": source }, async ({ get, text }) => {
    const reader = (await get("/stream")).body!.pipeThrough(new TextDecoderStream()).getReader();
    assertEquals((await reader.read()).value, "first");
    await text("/stream/release");
    assertEquals((await reader.read()).value, "last");
    assert((await reader.read()).done);
  });
});

Deno.test("a function's request signal aborts when the caller disconnects", async () => {
  const source = `let gone = false;
  export default { fetch(request) {
    if (request.url.endsWith("asked")) return new Response(String(gone));
    request.signal.addEventListener("abort", () => gone = true);
    return new Promise(() => {});
  } };`;
  await withFunctions({ "patient/index.ts": source }, async ({ functions, get, text }) => {
    await functions.start();
    assertEquals(await text("/patient/asked"), "false");
    await get("/patient", { signal: AbortSignal.timeout(300) });
    await eventually(() => text("/patient/asked"), "true");
  });
});
