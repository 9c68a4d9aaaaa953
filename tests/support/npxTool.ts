/**
 * Command-line tools from npm in an exact version, fetched by `npx` at their first use. What `npx`
 * starts takes half a second longer each time and outlives a kill, so it is asked once, for the path.
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

/** What a shell script prints that has the package's commands on its path; run once per process. */
export function npxTool(npmPackage: string, script: string): Promise<string> {
  const key = `${npmPackage} ${script}`;
  if (!paths.has(key)) paths.set(key, ask(npmPackage, script));
  return paths.get(key)!;
}
