/**
 * `deno task test [path ...]`: starts what all tests share and runs `deno test --parallel` over every
 * `*_test.ts`, or over those whose path contains one of the arguments. Ends with `N passed, N failed`.
 * `deno task test:apps` runs the apps that `deno task test` leaves out.
 *
 * @module
 */
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

/** Runs the files, shows what `deno test` prints, and counts by its last line. */
async function run(files: string[], env: Record<string, string>): Promise<[number, number]> {
  if (files.length === 0) return [0, 0];
  const child = new Deno.Command(Deno.execPath(), {
    args: [...ARGS, ...files],
    env,
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  let end = "";
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    await Deno.stdout.write(new TextEncoder().encode(text));
    end = (end + text).slice(-10_000);
  }
  const { success } = await child.status;
  const [, passed = "0", failed = "0"] =
    [...end.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm)].at(-1) ?? [];
  // A process that fails without counts is one failure.
  return [Number(passed), success ? Number(failed) : Math.max(Number(failed), 1)];
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
const counts = [await run(together, { ...shared.env, DENO_JOBS: jobs })];
for (const file of files) if (isAlone(file)) counts.push(await run([file], shared.env));
await shared.close();
const [passed, failed] = counts.reduce(([a, b], [c, d]) => [a + c, b + d]);
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
