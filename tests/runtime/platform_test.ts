/**
 * The functions' tests again, with the functions on Deno 2.1.14, the level of Supabase's own runtime:
 * each function in a process that may use the network and the environment and nothing else, where
 * Node's network clients throw. The tests and what the functions stand on run on the present Deno.
 */
import { assert, assertEquals } from "@std/assert";
import { platformDeno, platformEnv } from "../support/platformDeno.ts";
import { denoTest } from "./denoTest.ts";
import { ROOT } from "./functionNames.ts";
import { STARTS_FILE } from "./functionsProcess.ts";
import { remoteFunctions, writeImportMap } from "./importMap.ts";
import { platformArgs } from "./platformArgs.ts";
import { pool } from "./pool.ts";
import { unitTests } from "./unitTests.ts";

const [deno, plainMap, remoteMap] = await Promise.all([
  platformDeno(),
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

const inTurn = pool(navigator.hardwareConcurrency);

/** Runs a file's tests, and tells by which Denos the functions ran meanwhile. */
async function runRemotely(file: string) {
  const starts = await Deno.makeTempFile();
  const args = ["-A", "--quiet", "--no-check", `--import-map=${remoteMap}`, file];
  const run = await denoTest(Deno.execPath(), args, { [STARTS_FILE]: starts });
  const versions = (await Deno.readTextFile(starts)).trim();
  await Deno.remove(starts);
  return { ...run, versions };
}

const runs = files.map((file) => [file, inTurn(() => runRemotely(file))] as const);
const unitRun = inTurn(() =>
  denoTest(
    deno,
    ["--allow-read", "--allow-env", ...platformArgs(plainMap), ...unitTests()],
    platformEnv(),
  )
);

/** All runs start at once, so none starts and ends within its own test. */
const begunBefore = { sanitizeOps: false, sanitizeResources: false };

for (const [file, run] of runs) {
  Deno.test({
    name: `on Deno 2.1.14, without files, processes and Node's clients: ${file}`,
    ...begunBefore,
    async fn() {
      const { passed, failed, output, versions } = await run;
      assertEquals(failed, 0, output);
      assert(passed > 0, output);
      assertEquals(versions, "2.1.14", "the functions ran elsewhere");
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
  await Promise.all([Deno.remove(plainMap), Deno.remove(remoteMap)]);
});
