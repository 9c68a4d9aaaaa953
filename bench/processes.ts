/**
 * Processes that are measured: how long until they answer, what they use. They run as what is deployed
 * runs: by a function's own `deno.json`, and without this repository's other packages, which Deno
 * would look through at each import.
 *
 * @module
 */
import { startServerProcess } from "../tests/support/serverProcess.ts";

/** Clock ticks a second, in which Linux counts a process's CPU time. */
const TICKS = 100;

/** Of the function that imports the most packages. */
const CONFIG = new URL("../supabase/functions/calendar-events/deno.json", import.meta.url).pathname;

export interface Server extends AsyncDisposable {
  url: string;
  /** CPU time so far, in milliseconds. */
  cpuMs(): Promise<number>;
  /** Memory that is resident, in MiB. */
  memoryMiB(): Promise<number>;
}

/** Starts `serve.ts` with a module, or another script, and waits for its address. */
export async function startServer(
  script: string,
  args: string[],
  env: Record<string, string>,
  { deno, flags = [] }: { deno?: string; flags?: string[] } = {},
): Promise<Server> {
  const { url, pid, kill } = await startServerProcess({
    deno,
    args: [
      ...flags,
      ...["-A", "--no-check", "--no-lock", "--node-modules-dir=none"],
      `--config=${CONFIG}`,
      new URL(script, import.meta.url).href,
      ...args,
    ],
    env,
  });
  return {
    url,
    async cpuMs() {
      const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
      // Behind the name, which is in brackets: user and system time are the 12th and 13th field.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 1000 / TICKS;
    },
    async memoryMiB() {
      const status = await Deno.readTextFile(`/proc/${pid}/status`);
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
    },
    [Symbol.asyncDispose]: kill,
  };
}
