/**
 * The Supabase CLI, in the version that the tests run. What it prints is kept, and shown if it fails.
 *
 * @module
 */
import { redact } from "../redact.ts";

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
  throw new Error(`npx cannot provide ${CLI}. Check that npm reaches its registry: npm ping`);
}

/** Where the CLI works, and how much of it is shown. */
export interface CliRun {
  folder: string;
  /** Show what the CLI prints as it comes, and not only if it fails. */
  verbose: boolean;
}

/** What the CLI printed. */
export interface CliOutput {
  stdout: string;
  stderr: string;
}

async function read(
  output: ReadableStream<Uint8Array>,
  onText: (text: string) => void,
): Promise<string> {
  let all = "";
  const decoder = new TextDecoder();
  for await (const bytes of output) {
    const text = decoder.decode(bytes, { stream: true });
    all += text;
    onText(text);
  }
  return all;
}

/** Runs `supabase <args>`. Throws an error for the user, after the CLI's own words, if it fails. */
export async function supabase(
  args: string[],
  { folder, verbose }: CliRun,
): Promise<CliOutput> {
  const child = new Deno.Command(await (binary ??= find()), {
    args,
    cwd: folder,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  // In the order in which they came.
  let printed = "";
  const onText = (text: string) => {
    printed += text;
    if (verbose) Deno.stderr.writeSync(new TextEncoder().encode(redact(text)));
  };
  const [stdout, stderr] = await Promise.all([
    read(child.stdout, onText),
    read(child.stderr, onText),
  ]);
  const { code } = await child.status;
  if (code === 0) return { stdout, stderr };
  if (!verbose) console.error(redact(printed.trimEnd()));
  throw new Error(
    `supabase ${args.slice(0, 2).join(" ")} failed, and nothing after it was done. ` +
      "Fix what it says and run this again: what is done already is left as it is.",
  );
}
