/** The function that CONTRIBUTING.md adds in ten minutes, added step by step in a copy of the project. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { cp } from "node:fs/promises";
import { snippet } from "./snippets.ts";

const PAGE = "CONTRIBUTING.md";
const FUNCTION = "supabase/functions/upcoming-events/index.ts";
const TEST = "tests/functions/upcoming_events_test.ts";
/** Not part of a clone. */
const NOT_COPIED = /(^|\/)(node_modules|dist|\.local|\.temp|\.git)$/;
/** The test files of `deno task ok` that meet a new function; the others do not depend on it. */
const CONCERNED = ["upcoming_events", "tests/routes_", "functions/sessions_", "openapi/document"];

const folder = await Deno.makeTempDir({ prefix: "contributor-" });
await cp(".", folder, { recursive: true, filter: (from) => !NOT_COPIED.test(from) });
await Deno.symlink(await Deno.realPath("node_modules"), `${folder}/node_modules`);
const text = (path: string) => Deno.readTextFile(`${folder}/${path}`);

async function deno(...args: string[]): Promise<{ code: number; output: string }> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    env: { NO_COLOR: "1" },
  }).output();
  return {
    code,
    output: [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join(""),
  };
}

async function expect(...args: string[]): Promise<string> {
  const { code, output } = await deno(...args);
  assertEquals(code, 0, output);
  return output;
}

/** The commands of the page's snippet that has these words, without `deno`. */
async function commands(words: string): Promise<string[][]> {
  return (await snippet(PAGE, "sh", words)).trim().split(" && ").map((command) => {
    const [program, ...args] = command.split(" ");
    assertEquals(program, "deno");
    return args;
  });
}

Deno.test("step 1 of CONTRIBUTING.md writes the function, and its six files are named", async () => {
  const [command] = await commands("deno task new");
  const output = await expect(...command!);
  assertEquals(output.match(/^wrote /gm)?.length, 6, output);
});

Deno.test("steps 2 and 3 show the function and the test that step 1 has written", async () => {
  assertEquals(await text(FUNCTION), await snippet(PAGE, "ts", "createApp("));
  assertEquals(await text(TEST), await snippet(PAGE, "ts", "startScenario"));
});

Deno.test("step 3's command runs the new test, which passes", async () => {
  const [command] = await commands("deno task test");
  assertMatch(await expect(...command!), /^2 passed, 0 failed$/m);
});

Deno.test("step 4 writes openapi.json with the new route, and nothing is left to do by hand", async () => {
  const steps = await commands("deno task openapi");
  assertEquals(steps.at(-1), ["task", "ok"]);
  for (const command of steps.slice(0, -1)) await expect(...command);
  assert("/upcoming-events/users/{user}" in JSON.parse(await text("openapi.json")).paths);
  // What `deno task ok` does, as far as it concerns the function.
  await expect("fmt", "--check");
  await expect("lint", "supabase", "tasks", TEST);
  await expect("check", FUNCTION, TEST, "tasks");
  await expect("task", "test", ...CONCERNED);
  await expect(
    "test",
    "-A",
    "--no-check",
    "--filter=/upcoming-events/",
    "tests/platform/budgets_test.ts",
  );
});

Deno.test("the new route refuses forged sessions, and the test of that fails if it does not", async () => {
  const code = await text(FUNCTION);
  const careless = code.replace("await signedIn(c)", "{ userId: crypto.randomUUID() }");
  assert(careless !== code);
  await Deno.writeTextFile(`${folder}/${FUNCTION}`, careless);
  const { code: failed, output } = await deno("task", "test", "functions/sessions_");
  await Deno.writeTextFile(`${folder}/${FUNCTION}`, code);
  assertEquals(failed, 1);
  assertMatch(output, /GET \/upcoming-events\/users\/\{user\}/);
});

Deno.test("a function of that name is not written twice, and no name that the platform refuses", async () => {
  for (const name of ["upcoming-events", "Upcoming_Events", "../events", "_shared"]) {
    assertEquals((await deno("task", "new", name)).code, 2, name);
  }
});

Deno.test.afterAll(() => Deno.remove(folder, { recursive: true }));
