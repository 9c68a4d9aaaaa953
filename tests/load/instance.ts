/**
 * One instance of the functions in a process of its own, as the platform runs them: it shares nothing
 * with the others but the database and Google, and it can be killed.
 *
 * @module
 */
import { startServer } from "../../local/process.ts";

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
  const server = startServer({
    args: [
      "run",
      ...["-A", "--config=deno.json", "--v8-flags=--expose-gc"],
      new URL("serveFunctions.ts", import.meta.url).href,
    ],
    env,
    onLine: (line) => console.error(line),
  });
  const url = await server.address;
  return {
    url,
    kill: async () => void await server.stop(),
    async memory() {
      const { heapUsed, external } = await (await fetch(`${url}/memory`)).json();
      return heapUsed + external;
    },
  };
}
