/**
 * One function in a process of its own, with its settings for an environment, the network, and no
 * file system: what the platform gives it.
 *
 * @module
 */
import { pathToFileURL } from "node:url";
import { type Child, startChild } from "../child/mod.ts";
import { incoming, outgoing } from "./forward.ts";

/**
 * What the process runs: the guards first, then the function. Static imports need no permission to
 * read files, and `deno serve` ignores `--preload`.
 */
function program(module: string): string {
  const [first, then] = [new URL("isolate.ts", import.meta.url), pathToFileURL(module)];
  const source = `import "${first}"; export { default } from "${then}";`;
  return `data:application/javascript,${encodeURIComponent(source)}`;
}

/** The function's module does not load. */
export class BootError extends Error {}

export class Worker {
  readonly ended: Promise<void>;
  readonly #child: Child;
  /** Requests that are not fully answered yet. */
  #open = 0;
  #retired = false;

  constructor(
    name: string,
    module: string,
    env: Record<string, string>,
    private readonly client: Deno.HttpClient,
  ) {
    this.#child = startChild({
      label: name,
      args: [
        "serve",
        "--no-prompt",
        // A request's signal then aborts when the caller leaves, and not at every answer's end.
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
    this.ended = this.#child.ended;
  }

  /** Resolves when the module is loaded. Throws BootError where it does not load. */
  async booted(): Promise<string> {
    try {
      return await this.#child.address;
    } catch (cause) {
      throw new BootError("The function does not start", { cause });
    }
  }

  /** Throws BootError where the module does not load, and a TypeError where the process dies on the way. */
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

  /** Stops it as soon as what it is answering is answered. */
  retire(): void {
    this.#retired = true;
    if (this.#open === 0) this.stop();
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  #close(): void {
    this.#open--;
    if (this.#retired && this.#open === 0) this.stop();
  }
}
