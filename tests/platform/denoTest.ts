/**
 * Runs `deno test` in a process of its own.
 *
 * @module
 */

export interface TestRun {
  passed: number;
  failed: number;
  /** All that it wrote. */
  output: string;
}

/** `deno test <args>` by the Deno at `path`. */
export async function denoTest(
  path: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<TestRun> {
  const { code, stdout, stderr } = await new Deno.Command(path, {
    args: ["test", ...args],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  const output = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  const [, passed = "0", failed = "0"] = /(\d+) passed.*? \| (\d+) failed/.exec(output) ?? [];
  // A file that does not load fails without a count.
  return { passed: Number(passed), failed: Number(failed) || (code === 0 ? 0 : 1), output };
}
