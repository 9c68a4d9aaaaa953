/**
 * `deno task test [path ...]`: runs every `*_test.ts`, or those whose path contains one of the
 * arguments, in several processes side by side. Ends with the line `N passed, N failed`.
 *
 * @module
 */
import { alone, type Batch, batchesOf } from "./batches.ts";
import { bareStartMs } from "./pace.ts";
import { startSuite } from "./suite.ts";

const ROOTS = ["supabase", "local", "tests", "web"];

/** A file whose text has this is disturbed by what others compute: it runs before them, one by one. */
const SERIAL = "@serial";

/** A file whose text has this waits for real time limits and computes little: it runs beside all. */
const WAITS = "@waits";

interface Result {
  files: string[];
  seconds: number;
  passed: number;
  failed: number;
}

function testFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)]
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap(({ name, isDirectory }) => {
      if (name === "node_modules" || name.startsWith(".")) return [];
      if (isDirectory) return testFiles(`${folder}/${name}`);
      return /_test\.tsx?$/.test(name) ? [`${folder}/${name}`] : [];
    });
}

/** The counts that `deno test` ends with; a process that fails without any counts as one failure. */
function counted(files: string[], seconds: number, text: string, success: boolean): Result {
  const summary = [...text.matchAll(/^(?:ok|FAILED) \| (\d+) passed.*? \| (\d+) failed/gm)].at(-1);
  const [passed, failed] = summary ? [Number(summary[1]), Number(summary[2])] : [0, 0];
  return { files, seconds, passed, failed: success ? failed : Math.max(failed, 1) };
}

/** A module that registers the tests of all these files. */
async function entryOf(files: string[]): Promise<string> {
  const path = await Deno.makeTempFile({ dir: entries, suffix: "_test.ts" });
  const lines = files.map((file) =>
    `import ${JSON.stringify(import.meta.resolve(`../${file}`))};\n`
  );
  await Deno.writeTextFile(path, lines.join(""));
  return path;
}

async function run({ files, joined }: Batch): Promise<Result> {
  const started = performance.now();
  const paths = joined ? [await entryOf(files)] : files;
  const { stdout, stderr, success } = await new Deno.Command(Deno.execPath(), {
    // Types are another task's: `deno task check`.
    args: ["test", "-A", "--no-check", "--sanitize-ops", "--sanitize-resources", ...paths],
    env: suite.env,
  }).output();
  // One process's output stays together.
  const [out, err] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  console.log(`${files.join(" ")}\n${out}${err}`);
  return counted(files, (performance.now() - started) / 1000, out, success);
}

async function runAll(batches: Batch[], atOnce: number): Promise<Result[]> {
  const waiting = [...batches];
  const results: Result[] = [];
  const lane = async () => {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      results.push(await run(batch));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}

const wanted = Deno.args.map((arg) => arg.replace(/^\.\//, ""));
const files = ROOTS.flatMap(testFiles)
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
const marked = (mark: string) => files.filter((file) => Deno.readTextFileSync(file).includes(mark));
const [serial, waiting] = [marked(SERIAL), marked(WAITS)];
const others = files.filter((file) => !serial.includes(file) && !waiting.includes(file));

const started = performance.now();
const suite = await startSuite();
const entries = await Deno.makeTempDir({ prefix: "entries-" });
const oneByOne = (files: string[]) => runAll(alone(files), 1);
const [waited, computed] = await Promise.all([
  oneByOne(waiting),
  oneByOne(serial).then(async (first) => [
    ...first,
    ...await runAll(batchesOf(others), navigator.hardwareConcurrency),
  ]),
]);
const results = [...waited, ...computed];
await Promise.all([suite[Symbol.asyncDispose](), Deno.remove(entries, { recursive: true })]);
const passed = results.reduce((sum, result) => sum + result.passed, 0);
const failed = results.reduce((sum, result) => sum + result.failed, 0);
const longest = results.toSorted((a, b) => b.seconds - a.seconds).slice(0, 5);
const shown = longest.map(({ files: [file], seconds }) => `${file} ${seconds.toFixed(0)} s`);
console.log(`Longest: ${shown.join(", ")}`);
const ms = performance.now() - started;
console.log(`All: ${(ms / 1000).toFixed(0)} s`);
if (wanted.length === 0) {
  const start = await bareStartMs();
  console.log(
    `That is ${(ms / start).toFixed(0)} starts of a bare Hono process, ${start.toFixed(0)} ms each`,
  );
}
for (const result of results.filter((one) => one.failed > 0)) {
  console.log(`Failed: ${result.files.join(" ")}`);
}
console.log(`${passed} passed, ${failed} failed`);
Deno.exit(failed > 0 || passed === 0 ? 1 : 0);
