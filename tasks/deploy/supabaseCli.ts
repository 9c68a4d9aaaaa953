/**
 * The Supabase CLI, in the version that the tests run.
 *
 * @module
 */

const CLI = "supabase@3.1.0";

let binary: Promise<string> | undefined;

/** The CLI's path, from `npx` once: a program that `npx` starts is slower and survives Ctrl-C. */
async function find(): Promise<string> {
  try {
    const { success, stdout } = await new Deno.Command("npx", {
      args: ["--yes", `--package=${CLI}`, "--call", "command -v supabase"],
      stdin: "null",
      stderr: "inherit",
    }).output();
    const path = new TextDecoder().decode(stdout).trim();
    if (success && path) return path;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Error("The Supabase CLI runs on Node: install it from https://nodejs.org");
  }
  throw new Error(`npx cannot provide ${CLI}`);
}

/** Runs `supabase <args>` in a folder. Returns its output if that is piped. Throws an error for the user if it fails. */
async function run(args: string[], folder: string, stdout: "inherit" | "piped"): Promise<string> {
  const child = new Deno.Command(await (binary ??= find()), {
    args,
    cwd: folder,
    stdin: "null",
    stdout,
    stderr: "inherit",
  }).spawn();
  const text = stdout === "piped" ? await new Response(child.stdout).text() : "";
  const { code } = await child.status;
  if (code === 0) return text;
  throw new Error(
    `supabase ${args.slice(0, 2).join(" ")} failed, and nothing after it was done. ` +
      "Fix what it says and run this again: what is done already is left as it is.",
  );
}

/** Runs `supabase <args>` in a folder, with its output on this terminal. Throws an error for the user if it fails. */
export async function supabase(args: string[], folder: string): Promise<void> {
  await run(args, folder, "inherit");
}

/** Returns what `supabase <args>` prints. Throws an error for the user if it fails. */
export function supabaseOutput(args: string[], folder: string): Promise<string> {
  return run(args, folder, "piped");
}
