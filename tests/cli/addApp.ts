/**
 * Apps that something is added to, and the copies of this repository that it is added from.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { cp } from "node:fs/promises";
import { supabaseCliPath } from "../support/supabaseCli.ts";

/** Everything of one test file is below it. */
export const home = await Deno.makeTempDir({ prefix: "add-" });

export const supabase = await supabaseCliPath();
export const cliEnv = {
  NO_COLOR: "1",
  SUPABASE_HOME: `${home}/home`,
  SUPABASE_TELEMETRY_DISABLED: "1",
  SUPABASE_NO_UPDATE_NOTIFIER: "1",
  SUPABASE_NO_KEYRING: "1",
};

export interface Output {
  code: number;
  /** What it printed, standard output first. */
  text: string;
}

export async function output(
  command: string,
  args: string[],
  cwd: string,
  env: Record<string, string> = cliEnv,
): Promise<Output> {
  const { code, stdout, stderr } = await new Deno.Command(command, {
    args,
    cwd,
    env,
    stdin: "null",
  }).output();
  return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

const initialized = `${home}/initialized`;
await Deno.mkdir(initialized);
const init = await output(supabase, ["init", "--yes"], initialized);
assertEquals(init.code, 0, init.text);

/** A project as `supabase init` leaves it, with these files. */
export async function newApp(files: Record<string, string> = {}): Promise<string> {
  const app = await Deno.makeTempDir({ dir: home, prefix: "app-" });
  await cp(initialized, app, { recursive: true });
  for (const [path, content] of Object.entries(files)) await write(app, path, content);
  return app;
}

export async function write(app: string, path: string, content: string): Promise<void> {
  const target = `${app}/${path}`;
  await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
  await Deno.writeTextFile(target, content);
}

export const read = (app: string, path: string): Promise<string> =>
  Deno.readTextFile(`${app}/${path}`);

/** Runs `deno task add` of a repository, this one by default. */
export function addFrom(repository: string, app: string, ...args: string[]): Promise<Output> {
  return output(
    Deno.execPath(),
    ["run", "-A", "--no-check", "tasks/add.ts", app, ...args],
    repository,
  );
}
export const add = (app: string, ...args: string[]): Promise<Output> => addFrom(".", app, ...args);

/** Adds, and expects that nothing is in the way. Returns what was printed. */
export async function added(app: string, ...args: string[]): Promise<string> {
  const { code, text } = await add(app, "--yes", ...args);
  assertEquals(code, 0, text);
  return text;
}

export function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? filesOf(`${folder}/${name}`).map((below) => `${name}/${below}`) : [name]
  ).sort();
}

/** Every file of the app with its content, by its path. */
export const snapshot = (app: string): { [path: string]: string } =>
  Object.fromEntries(
    filesOf(app).map((
      path,
    ) => [path, new TextDecoder("latin1").decode(Deno.readFileSync(`${app}/${path}`))]),
  );

/** A copy of what `add` reads of this repository, to be changed into another version of it. */
export async function otherVersion(version: string): Promise<string> {
  const copy = await Deno.makeTempDir({ dir: home, prefix: "version-" });
  for (const path of ["tasks", "local", "supabase", "web/src/google-calendar", "deno.lock"]) {
    await cp(path, `${copy}/${path}`, { recursive: true });
  }
  const config = { ...JSON.parse(await Deno.readTextFile("deno.json")), version };
  await write(copy, "deno.json", JSON.stringify(config));
  await Deno.symlink(await Deno.realPath("node_modules"), `${copy}/node_modules`);
  return copy;
}

/** Replaces a text in a file; it must be there. */
export async function edit(folder: string, path: string, from: string, to: string): Promise<void> {
  const text = await read(folder, path);
  assertEquals(text.includes(from), true, `${path} does not have: ${from}`);
  await write(folder, path, text.replace(from, () => to));
}
