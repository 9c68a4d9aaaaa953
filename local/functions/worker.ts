/**
 * Runs one function in its own process. As on the platform, it has the network and its settings, and no
 * file system.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { type ServerProcess, startServer } from "../process.ts";
import { incoming, outgoing } from "./forward.ts";

/**
 * Returns the program of the process: it loads `isolate.ts`, then the function. Static imports need no
 * permission to read files, and `deno serve` ignores `--preload`.
 */
function program(module: string): string {
  const [first, then] = [new URL("isolate.ts", import.meta.url), pathToFileURL(module)];
  const source = `import "${first}"; export { default } from "${then}";`;
  return `data:application/javascript,${encodeURIComponent(source)}`;
}

/** The function's module does not load. */
export class BootError extends Error {}

export class Worker {
  readonly ended: Promise<unknown>;
  readonly #process: ServerProcess;
  /** Requests whose responses are not complete yet. */
  #open = 0;
  #retired = false;

  constructor(
    name: string,
    module: string,
    env: Record<string, string>,
    private readonly client: Deno.HttpClient,
  ) {
    this.#process = startServer({
      onLine: (line) => console.log(`[${name}] ${line}`),
      args: [
        "serve",
        "--no-prompt",
        // With this flag a request's signal aborts only if the caller disconnects.
        "--unstable-no-legacy-abort",
        "--config=web/start.json",
        "--allow-net",
        "--allow-env",
        "--host=127.0.0.1",
        "--port=0",
        program(module),
      ],
      env: { ...env, FUNCTION_SETTINGS: Object.keys(env).join(",") },
    });
    this.ended = this.#process.ended;
  }

  /** Resolves when the module has loaded. Throws BootError if it does not load. */
  async booted(): Promise<string> {
    try {
      return await this.#process.address;
    } catch (cause) {
      throw new BootError("The function does not start", { cause });
    }
  }

  /** Throws BootError if the module does not load, and TypeError if the process ends before it responds. */
  async fetch(request: Request, path: string, peer: string): Promise<Response> {
    this.#open++;
    try {
      const base = await this.booted();
      const response = await fetch(
        outgoing(request, base, path, peer),
        // Deno's own member, which the browser's type does not have.
        { client: this.client } as RequestInit,
      );
      return incoming(response, () => this.#close());
    } catch (error) {
      this.#close();
      throw error;
    }
  }

  /** Stops the process when its open requests are complete. */
  retire(): void {
    this.#retired = true;
    if (this.#open === 0) this.stop();
  }

  stop(): Promise<unknown> {
    return this.#process.stop();
  }

  #close(): void {
    this.#open--;
    if (this.#retired && this.#open === 0) this.stop();
  }
}
