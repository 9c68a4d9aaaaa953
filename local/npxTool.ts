/**
 * Command-line tools from npm in an exact version, fetched by `npx` at their first use. What `npx`
 * starts takes longer each time and outlives a kill, so it is asked once, for the path.
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
  throw new Error(`npx cannot provide ${npmPackage}: ${new TextDecoder().decode(stderr)}`);
}

/** The variable that names a folder where the processes of a run keep what they asked. */
export const ANSWERS = "TEST_NPX_ANSWERS";

/** The answer that another process of this run got, else a new one. */
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

/** What a shell script prints that has the package's commands on its path; run once in a run of the tests. */
export function npxTool(npmPackage: string, script: string): Promise<string> {
  const key = `${npmPackage} ${script}`;
  if (!paths.has(key)) paths.set(key, askOnce(npmPackage, script));
  return paths.get(key)!;
}

/**
 * Writes into the folder an `npx` that answers what `npxTool` got, for a program that would ask for the
 * same again. Returns the `PATH` with it in front.
 */
export async function answeringNpx(folder: string, answer: string): Promise<string> {
  await Deno.writeTextFile(`${folder}/npx`, `#!/bin/sh\necho '${answer}'\n`, { mode: 0o755 });
  return `${folder}:${Deno.env.get("PATH")}`;
}
