/**
 * One instance of the functions in a process of its own, as the platform runs them: it shares nothing
 * with the others but the database and Google, and it can be killed.
 *
 * @module
 */
import { lines } from "../../local/child/lines.ts";

export interface Instance {
  /** `http://127.0.0.1:PORT`; below it `/<function>/...`. */
  url: string;
  /** Bytes that its code holds, after a garbage collection. */
  memory(): Promise<number>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
}

/** Starts an instance with these settings for its environment. It ends with this process. */
export async function startInstance(env: Record<string, string>): Promise<Instance> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--config=deno.json", "--v8-flags=--expose-gc"],
      new URL("serveFunctions.ts", import.meta.url).href,
    ],
    env,
    // The child ends when its standard input does, which this process holds.
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const address = Promise.withResolvers<string>();
  const read = (async () => {
    for await (const line of lines(process.stdout)) {
      const found = /^Listening on (\S+)/.exec(line);
      if (found) address.resolve(found[1]);
    }
    address.reject(new Error("The instance ended before it listened"));
  })();
  const url = await address.promise;
  let ended: Promise<unknown> | undefined;
  return {
    url,
    async memory() {
      const { heapUsed, external } = await (await fetch(`${url}/memory`)).json();
      return heapUsed + external;
    },
    async kill() {
      if (!ended) process.kill("SIGKILL");
      await (ended ??= Promise.all([process.status, read, process.stdin.close().catch(() => {})]));
    },
  };
}
