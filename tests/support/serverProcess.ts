/**
 * A server in a process of its own that can be killed, in the middle of whatever it does. It says
 * `Listening on <address>` once it listens, and loads `exitWithParent.ts`: it ends with this process.
 *
 * @module
 */
import { lines } from "../../local/child/lines.ts";

export interface ServerProcess {
  /** Without a slash at the end. */
  url: string;
  pid: number;
  /** Ends it at once. Resolves when it has ended. */
  kill(): Promise<void>;
}

export interface ServerProcessOptions {
  /** The Deno that runs it; by default the one that runs this process. */
  deno?: string;
  /** After `deno run`. */
  args: string[];
  /** Added to this process's own environment. */
  env: Record<string, string>;
  /** Whether what it writes to its standard error is shown. */
  showErrors?: boolean;
}

export async function startServerProcess(
  { deno = Deno.execPath(), args, env, showErrors = false }: ServerProcessOptions,
): Promise<ServerProcess> {
  const process = new Deno.Command(deno, {
    args: ["run", ...args],
    env,
    // The child ends when its standard input does, which this process holds.
    stdin: "piped",
    stdout: "piped",
    stderr: showErrors ? "inherit" : "null",
  }).spawn();
  const address = Promise.withResolvers<string>();
  const read = (async () => {
    for await (const line of lines(process.stdout)) {
      const found = /^Listening on (\S+)/.exec(line);
      if (found) address.resolve(found[1]);
    }
    address.reject(new Error(`deno run ${args.join(" ")} ended before it listened`));
  })();
  const url = await address.promise;
  let ended: Promise<unknown> | undefined;
  return {
    url,
    pid: process.pid,
    async kill() {
      if (!ended) process.kill("SIGKILL");
      await (ended ??= Promise.all([process.status, read, process.stdin.close().catch(() => {})]));
    },
  };
}
