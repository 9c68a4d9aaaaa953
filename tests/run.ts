/**
 * `deno task test [path ...]`: starts what all tests share and runs `deno test --parallel` over every
 * `*_test.ts`, or over those whose path contains one of the arguments. Ends with a line for each test that
 * failed, and `N passed, N failed`.
 * `deno task test:apps` runs the apps that `deno task test` leaves out.
 *
 * @module
 */
import { lines } from "../local/lines.ts";
import { startShared } from "./support/shared.ts";

const ROOTS = ["supabase", "local", "tests", "web"];

/** Measure time or load, so nothing else may run beside them. */
const ALONE = [
  "tests/chaos/burst_test.ts",
  "tests/chaos/figures_test.ts",
  "tests/load/refresh_race_test.ts",
  "tests/platform/large_answers_test.ts",
  "tests/web/lighthouse_test.ts",
];

/** Made by npm's tools from many packages, so they are a task of their own, but for the first one. */
const isApp = (file: string) => /^tests\/apps\/(?!vite_test)/.test(file);

const ARGS = [
  ...["test", "-A", "--parallel", "--sanitize-ops", "--sanitize-resources"],
  // Types are the task of `deno task check`.
  "--no-check",
];

function testFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (name === "node_modules" || name.startsWith(".")) return [];
    if (isDirectory) return testFiles(`${folder}/${name}`);
    return /_test\.tsx?$/.test(name) ? [`${folder}/${name}`] : [];
  }).sort();
}

interface Outcome {
  passed: number;
  failed: number;
  /** The lines under the heading FAILURES: `a test's name => ./tests/cli/add_test.ts:10:6`. */
  names: string[];
}

/** Runs the files, shows what `deno test` prints, and counts by its last line. */
async function run(files: string[], env: Record<string, string>): Promise<Outcome> {
  if (files.length === 0) return { passed: 0, failed: 0, names: [] };
  const child = new Deno.Command(Deno.execPath(), {
    args: [...ARGS, ...files],
    env,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let [passed, failed] = [0, 0];
  let names: string[] | undefined;
  for await (const line of lines(child.stdout)) {
    console.log(line);
    if (line === " FAILURES ") names = [];
    else if (line && !line.startsWith("FAILED |")) names?.push(line);
    const [, ...counts] = /^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/.exec(line) ?? [];
    if (counts.length === 2) [passed, failed] = counts.map(Number) as [number, number];
  }
  const { success } = await child.status;
  // A process that fails without counts is one failure.
  if (success || failed > 0) return { passed, failed, names: names ?? [] };
  return { passed, failed: 1, names: [`deno test of ${files.join(" ")}`] };
}

const apps = Deno.args[0] === "--apps";
const wanted = Deno.args.slice(apps ? 1 : 0).map((arg) => arg.replace(/^\.\//, ""));
const files = ROOTS.flatMap(testFiles).filter((file) => isApp(file) === apps)
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
// Two builds at once take the time of each other's limits.
const isAlone = (file: string) => apps || ALONE.includes(file);
const together = files.filter((file) => !isAlone(file));
if (files.length === 0) {
  console.error(
    `No test file's path contains ${wanted.join(" or ")}. Give a part of one: tests/cli`,
  );
  Deno.exit(1);
}
// Many files wait for real time limits, so two run on each core.
const jobs = String(2 * navigator.hardwareConcurrency);

const shared = await startShared();
const outcomes = [await run(together, { ...shared.env, DENO_JOBS: jobs })];
for (const file of files) if (isAlone(file)) outcomes.push(await run([file], shared.env));
await shared.close();
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
for (const name of outcomes.flatMap(({ names }) => names)) console.log(`failed: ${name}`);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
