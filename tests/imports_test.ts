/** Who may import whom, and which file alone may do what. */
import { assert, assertEquals } from "@std/assert";
import {
  type Module,
  moduleGraph,
  reachedFrom,
  sourceFiles,
  sourceText,
} from "./support/moduleGraph.ts";

const files = ["supabase", "local", "tasks", "web", "tests", "bench"].flatMap(sourceFiles);
const graph = await moduleGraph(files);
const isTest = (path: string) => /_test\.tsx?$/.test(path);
const modules = [...graph.values()].filter(({ path }) => !isTest(path));
const all = (module: Module) => [...module.imports, ...module.types];

/** `importer -> imported`, for every import that is not as it should be. */
function wrong(from: (path: string) => boolean, isRight: (to: string, from: string) => boolean) {
  return modules.filter(({ path }) => from(path)).flatMap((module) =>
    all(module).filter((to) => !isRight(to, module.path)).map((to) => `${module.path} -> ${to}`)
  );
}

const SHARED = "supabase/functions/_shared/";
const isPackage = (path: string) => path.startsWith("npm:");
const under = (folder: string) => (path: string) => path.startsWith(folder);

Deno.test("every source file is in the graph", () => {
  assertEquals(files.filter((file) => !graph.has(file)), []);
  assert(files.length > 100, `${files.length}`);
});

Deno.test("_shared imports itself and packages, and one file Node's hashes", () => {
  const isRight = (to: string, from: string) =>
    isPackage(to) || to.startsWith(SHARED) ||
    (to === "node:crypto" && from === `${SHARED}crypto.ts`);
  assertEquals(wrong(under(SHARED), isRight), []);
});

/** A folder of `_shared`, or one of its ground files. */
const room = (path: string) => path.slice(SHARED.length).replace(/\/.*/, "");

Deno.test("the folders of _shared, and the files beside them, import each other in one direction", () => {
  const rooms = new Map<string, Module>();
  for (const module of modules.filter(({ path }) => path.startsWith(SHARED))) {
    const name = room(module.path);
    const imports = all(module).filter(under(SHARED)).map(room).filter((to) => to !== name);
    const before = rooms.get(name)?.imports ?? [];
    rooms.set(name, { path: name, imports: [...before, ...imports], types: [] });
  }
  assert(rooms.size > 10);
  const cyclic = [...rooms].filter(([name, { imports }]) =>
    imports.some((to) => reachedFrom(to, rooms).has(name))
  );
  assertEquals(cyclic.map(([name]) => name), []);
});

Deno.test("a function's folder imports itself, _shared and packages", () => {
  const isFunction = (path: string) =>
    path.startsWith("supabase/functions/") && !path.startsWith(SHARED);
  const folder = (path: string) => path.split("/").slice(0, 3).join("/") + "/";
  assertEquals(
    wrong(
      isFunction,
      (to, from) => isPackage(to) || to.startsWith(SHARED) || to.startsWith(folder(from)),
    ),
    [],
  );
});

Deno.test("the functions and the web app import nothing of local, and only tests import tests", () => {
  // A maintainer's task may work on the local stack, too.
  const outside = (path: string) => !/^(local|tests|tasks|bench)\//.test(path);
  assertEquals(wrong(outside, (to) => !to.startsWith("local/") && !to.startsWith("tests/")), []);
  // These tasks write or run what the tests need. The mirror is measured in the chaos test's world.
  const forTests = ["tasks/types.ts", "tasks/lockPlatform.ts", "tasks/testLong.ts"];
  forTests.push("bench/mirrorPushes.ts", "bench/mirrorRows.ts", "bench/mirrorWorld.ts");
  for (const folder of ["local/", "tasks/", "bench/"]) {
    assertEquals(
      wrong(under(folder), (to, from) => !to.startsWith("tests/") || forTests.includes(from)),
      [],
    );
  }
});

Deno.test("tests beside the functions' code import the assertions and how often to try, and nothing else of tests or local", () => {
  const found = [...graph.values()].filter(({ path }) =>
    isTest(path) && path.startsWith("supabase/")
  )
    .flatMap(all).filter((to) => /^(tests|local|web|tasks)\//.test(to));
  assertEquals([...new Set(found)].sort(), [
    "tests/support/assert.ts",
    "tests/support/propertyRuns.ts",
  ]);
});

Deno.test("the web app takes nothing but types from the functions", () => {
  const taken = modules.filter(({ path }) => path.startsWith("web/")).flatMap((module) =>
    module.imports.filter((to) => to.startsWith("supabase/")).map((to) => `${module.path} -> ${to}`)
  );
  assertEquals(taken, []);
  assertEquals(wrong(under("web/"), (to) => !to.startsWith("tasks/")), []);
});

Deno.test("the functions take types from their answers' schemas, and load none of them", () => {
  const schemas = modules.map(({ path }) => path).filter((path) =>
    path.startsWith(SHARED) && /\/(answers|errorFields)\.ts$/.test(path)
  );
  assert(schemas.length >= 5, schemas.join());
  const loading = modules.filter(({ path, imports }) =>
    path.startsWith("supabase/") && imports.some((to) => schemas.includes(to))
  );
  assertEquals(loading.map(({ path }) => path), []);
});

Deno.test("no module imports itself, and none of the functions or of local by types either", () => {
  const running = new Map(
    [...graph].map(([path, module]) => [path, { ...module, types: [] }]),
  );
  const cyclic = modules.filter(({ path }) => {
    const edges = /^(supabase|local)\//.test(path) ? graph : running;
    return all(edges.get(path)!).some((to) => reachedFrom(to, edges).has(path));
  });
  assertEquals(cyclic.map(({ path }) => path), []);
});

/** Which files alone import a package. */
function importersOf(name: string): string[] {
  return modules.filter(({ path, imports }) =>
    path.startsWith("supabase/") && imports.includes(`npm:${name}`)
  ).map(({ path }) => path).sort();
}

Deno.test("only the file that makes apps, and function folders, know Hono", () => {
  const importers = importersOf("hono").filter((path) => path.startsWith(SHARED));
  assertEquals(importers, [`${SHARED}http/app.ts`]);
});

Deno.test("only database.ts knows supabase-js, and only library.ts Google's library", () => {
  assertEquals(importersOf("@supabase/supabase-js"), [`${SHARED}database.ts`]);
  assertEquals(importersOf("googleapis-common"), [`${SHARED}google/library.ts`]);
});

/** Which files of the functions, or of the web app, contain what only one file should. */
async function filesWith(pattern: RegExp, folder: string): Promise<string[]> {
  const found = [];
  for (const { path } of modules) {
    if (!path.startsWith(folder) || path.endsWith("database.types.ts")) continue;
    if (pattern.test(await sourceText(path))) found.push(path);
  }
  return found.sort();
}

const DOORS: [what: string, pattern: RegExp, files: string[]][] = [
  ["reading the environment", /Deno\s*\.\s*env|process\s*\.\s*env/, ["env.ts"]],
  ["sealing and opening", /EncryptJWT|jwtDecrypt|CompactEncrypt|compactDecrypt/, [
    "accounts/cipher.ts",
  ]],
  [
    "reading and writing tokens",
    /\b(read_account|read_sealed|reseal|save_connection|clear_connection|begin_refresh|end_refresh)"|p_sealed_(access|refresh)_token/,
    ["accounts/accounts.ts"],
  ],
  ["limiting time", /AbortSignal\s*\.\s*timeout|setTimeout|setInterval/, ["deadlines.ts"]],
];

for (const [what, pattern, owners] of DOORS) {
  Deno.test(`${what} is for ${owners.join(" and ")} alone`, async () => {
    assertEquals(await filesWith(pattern, "supabase/"), owners.map((file) => SHARED + file));
  });
}

Deno.test("the web app calls the functions in one file, which imports nothing", async () => {
  const client = "web/src/google-calendar/client.ts";
  assertEquals(await filesWith(/\bfetch\s*\(|\.invoke\s*\(/, "web/"), [client]);
  assertEquals(all(graph.get(client)!), []);
  // Who makes the client says where the functions are.
  assertEquals(await filesWith(/functions\/v1|\.functions\b/, "web/"), [
    client,
    "web/src/supabase.ts",
  ]);
});

Deno.test("only the folder that Next.js apps copy imports files without their extension", async () => {
  const found = new Set<string>();
  for (const path of files) {
    // The components' tests import them with the extension, as all others do.
    for (const [, to] of (await sourceText(path)).matchAll(/(?:from|import) "(\.[^"]+)"/g)) {
      if (!/\.(?:tsx?|css|json)(?:\?\w+)?$/.test(to!)) found.add(path.replace(/[^/]+$/, ""));
    }
  }
  assertEquals([...found], ["web/src/google-calendar/"]);
});
