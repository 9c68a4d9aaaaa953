/**
 * Runs a task. A failure is shown as one sentence with a remedy, never as a stack trace, and the exit
 * code is then 1, or 2 if the command line is wrong.
 *
 * @module
 */
import { isUsage, sentenceOf } from "./sentences.ts";

/** Runs `main`. Never throws. */
export async function runTask(main: () => unknown): Promise<void> {
  try {
    await main();
  } catch (error) {
    console.error(sentenceOf(error));
    Deno.exitCode = isUsage(error) ? 2 : 1;
  }
}
