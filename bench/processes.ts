/**
 * Processes that are measured: how long until they answer, what they use.
 *
 * @module
 */
import { lines } from "../local/child/lines.ts";

/** Clock ticks a second, in which Linux counts a process's CPU time. */
const TICKS = 100;

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
): Promise<Server> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      "--config=deno.json",
      new URL(script, import.meta.url).href,
      ...args,
    ],
    env,
    // The child ends when its standard input does, which this process holds.
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const address = Promise.withResolvers<string>();
  const read = (async () => {
    for await (const line of lines(process.stdout)) {
      const found = /^Listening on (\S+)/.exec(line);
      if (found) address.resolve(found[1]);
    }
    address.reject(new Error(`${script} ${args} ended before it listened`));
  })();
  const url = await address.promise;
  return {
    url,
    async cpuMs() {
      const stat = await Deno.readTextFile(`/proc/${process.pid}/stat`);
      // Behind the name, which is in brackets: user and system time are the 12th and 13th field.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * 1000 / TICKS;
    },
    async memoryMiB() {
      const status = await Deno.readTextFile(`/proc/${process.pid}/status`);
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
    },
    async [Symbol.asyncDispose]() {
      process.kill("SIGKILL");
      await Promise.all([process.status, read, process.stdin.close().catch(() => {})]);
    },
  };
}
