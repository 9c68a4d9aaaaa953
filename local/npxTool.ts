/**
 * Finds command-line tools from npm, in an exact version. `npx` downloads a tool at its first use and is
 * asked for the tool's path only, because a process that `npx` starts is slow and outlives a kill.
 *
 * @module
 */

const paths = new Map<string, Promise<string>>();

async function ask(npmPackage: string, script: string): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command("npx", {
    args: ["--yes", `--package=${npmPackage}`, "--call", script],
    stdin: "null",
  }).output();
  const answer = new TextDecoder().decode(stdout).trim();
  if (success && answer) return answer;
  const [why = "it says nothing"] = new TextDecoder().decode(stderr).split("\n")
    .filter((line) => /npm err/i.test(line));
  throw new Error(
    `npx cannot provide ${npmPackage}: ${why}. Check that npm reaches its registry: npm ping`,
  );
}

/** The variable that names a folder in which the processes of a test run share the paths. */
export const ANSWERS = "TEST_NPX_ANSWERS";

/** Returns the answer that another process of this run got, or asks `npx`. */
async function askOnce(npmPackage: string, script: string): Promise<string> {
  const folder = Deno.env.get(ANSWERS);
  if (!folder) return await ask(npmPackage, script);
  const kept = `${folder}/${encodeURIComponent(`${npmPackage} ${script}`)}`;
  try {
    return await Deno.readTextFile(kept);
  } catch {
    const answer = await ask(npmPackage, script);
    const written = await Deno.makeTempFile({ dir: folder });
    await Deno.writeTextFile(written, answer);
    await Deno.rename(written, kept);
    return answer;
  }
}

/**
 * Returns what a shell script prints if the package's commands are on its PATH. Each script runs
 * once in a test run.
 */
export function npxTool(npmPackage: string, script: string): Promise<string> {
  const key = `${npmPackage} ${script}`;
  if (!paths.has(key)) paths.set(key, askOnce(npmPackage, script));
  return paths.get(key)!;
}

/**
 * Writes an `npx` into the folder that prints `answer`, for a program that asks `npx` again. Returns a
 * `PATH` that begins with the folder.
 */
export async function answeringNpx(folder: string, answer: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/npx`, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  return `${folder}:${Deno.env.get("PATH")}`;
}
