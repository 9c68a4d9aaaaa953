/**
 * The functions' tests again, with the functions as they are built for a deployment, on Deno 2.1.14, the
 * level of Supabase's own runtime: each function in a process that may use the network and the environment and nothing else, where
 * Node's network clients throw. The tests and what the functions stand on run on the present Deno.
 */
import { assert, assertEquals } from "@std/assert";
import { platformDeno, platformEnv } from "../support/platformDeno.ts";
import { VARIABLE as PROPERTY_RUNS_VARIABLE } from "../support/propertyRuns.ts";
import { buildForTests, BUILT_FOLDER } from "./builtFunctions.ts";
import { denoTest } from "./denoTest.ts";
import { ROOT } from "./functionNames.ts";
import { STARTS_FILE } from "./functionsProcess.ts";
import { remoteFunctions, writeImportMap } from "./importMap.ts";
import { platformArgs } from "./platformArgs.ts";
import { unitTests } from "./unitTests.ts";

const [deno, built, plainMap, remoteMap] = await Promise.all([
  platformDeno(),
  buildForTests(),
  writeImportMap(),
  writeImportMap(remoteFunctions()),
]);

const files = [
  "tests/keySet_test.ts",
  "tests/sessions_test.ts",
  ...[...Deno.readDirSync(new URL("tests/functions/", ROOT))]
    .filter(({ name }) => name.endsWith("_test.ts"))
    .map(({ name }) => `tests/functions/${name}`).sort(),
];

/** As many processes as there are cores, each with its part of the files. */
const parts = Object.values(
  Object.groupBy(files, (_, i) => i % navigator.hardwareConcurrency),
) as string[][];

/** Runs the files' tests, and tells by which Denos the functions ran meanwhile: one for each file. */
async function runRemotely(part: string[]) {
  const starts = await Deno.makeTempFile();
  const args = ["-A", "--quiet", "--no-check", `--import-map=${remoteMap}`, ...part];
  const run = await denoTest(Deno.execPath(), args, {
    [STARTS_FILE]: starts,
    [BUILT_FOLDER]: built,
  });
  const versions = (await Deno.readTextFile(starts)).trim().split("\n");
  await Deno.remove(starts);
  return { ...run, versions };
}

const runs = parts.map((part) => [part, runRemotely(part)] as const);
const unitRun = runs[0][1].then(() =>
  denoTest(
    deno,
    ["--allow-read", "--allow-env", ...platformArgs(plainMap), ...unitTests()],
    { ...platformEnv(), [PROPERTY_RUNS_VARIABLE]: "500" },
  )
);

/** All runs start at once, so none starts and ends within its own test. */
const begunBefore = { sanitizeOps: false, sanitizeResources: false };

for (const [part, run] of runs) {
  const names = part.map((file) => file.replace(/^tests\/|_test\.ts$/g, "")).join(", ");
  Deno.test({
    name: `on Deno 2.1.14, without files, processes and Node's clients: ${names}`,
    ...begunBefore,
    async fn() {
      const { passed, failed, output, versions } = await run;
      assertEquals(failed, 0, output);
      assert(passed >= part.length, output);
      assertEquals(versions, part.map(() => "2.1.14"), "the functions ran elsewhere");
    },
  });
}

Deno.test({
  name: "on Deno 2.1.14: the tests beside the functions' code",
  ...begunBefore,
  async fn() {
    const { passed, failed, output } = await unitRun;
    assertEquals(failed, 0, output);
    assert(passed > 0, output);
  },
});

Deno.test.afterAll(async () => {
  await Promise.all([
    Deno.remove(plainMap),
    Deno.remove(remoteMap),
    Deno.remove(built, { recursive: true }),
  ]);
});
