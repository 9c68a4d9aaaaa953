/**
 * The functions' tests again, with the functions as they are built for a deployment, on Deno 2.1.14, the
 * level of Supabase's own runtime: each function in a process that may use the network and the environment and nothing else, where
 * Node's network clients throw. The tests and what the functions stand on run on the present Deno.
 */
import { assert, assertEquals } from "@std/assert";
import { platformDeno, platformEnv } from "../../local/platformDeno.ts";
import { VARIABLE as PROPERTY_RUNS_VARIABLE } from "../support/propertyRuns.ts";
import { buildForTests, BUILT_FOLDER } from "./builtFunctions.ts";
import { denoTest } from "./denoTest.ts";
import { ROOT } from "../../tasks/functionNames.ts";
import { STARTS_FILE } from "./functionsProcess.ts";
import { remoteFunctions, writeImportMap } from "./importMap.ts";
import { platformArgs } from "./platformArgs.ts";
import { unitTests } from "./unitTests.ts";

/**
 * These change the clock, the settings or `fetch` of the process that the functions run in, or wait there
 * for the work that goes on after an answer.
 */
const SAME_PROCESS = [
  "calendar_mirror_test.ts",
  "free_time_mirror_test.ts",
  "hs256_test.ts",
  "key_rotation_test.ts",
  "key_rotation_published_test.ts",
  "mirror_push_test.ts",
  "misconfigured_test.ts",
];

const [deno, built, plainMap, remoteMap] = await Promise.all([
  platformDeno(),
  buildForTests(),
  writeImportMap(),
  writeImportMap(remoteFunctions()),
]);

const files = [...Deno.readDirSync(new URL("tests/functions/", ROOT))]
  .map(({ name }) => name)
  .filter((name) => name.endsWith("_test.ts") && !SAME_PROCESS.includes(name))
  .map((name) => `./tests/functions/${name}`).sort();

/** Runs the functions' tests, and notes by which Denos the functions ran: one for each file. */
async function runRemotely() {
  const starts = await Deno.makeTempFile();
  const args = ["-A", "--quiet", "--no-check", "--parallel", `--import-map=${remoteMap}`, ...files];
  const run = await denoTest(Deno.execPath(), args, {
    [STARTS_FILE]: starts,
    [BUILT_FOLDER]: built,
    [PROPERTY_RUNS_VARIABLE]: "500",
    DENO_JOBS: String(navigator.hardwareConcurrency),
  });
  const versions = (await Deno.readTextFile(starts)).trim().split("\n");
  await Deno.remove(starts);
  return { ...run, versions };
}

const remoteRun = runRemotely();
const unitRun = denoTest(
  deno,
  ["--allow-read", "--allow-env", ...platformArgs(plainMap), ...unitTests()],
  { ...platformEnv(), [PROPERTY_RUNS_VARIABLE]: "500" },
);

/** Both runs start at once, so neither starts and ends within its own test. */
const begunBefore = { sanitizeOps: false, sanitizeResources: false };

Deno.test({
  name: "on Deno 2.1.14, without files, processes and Node's clients: the functions' tests",
  ...begunBefore,
  async fn() {
    const { failed, output, versions } = await remoteRun;
    assertEquals(failed, 0, output);
    assertEquals(files.filter((file) => !output.includes(`${file} => `)), [], "these did not run");
    assertEquals(versions, files.map(() => "2.1.14"), "the functions ran elsewhere");
  },
});

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
