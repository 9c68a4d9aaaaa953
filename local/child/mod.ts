/**
 * A server in a process of its own: started, found, shown and stopped. It never outlives this process.
 *
 * @module
 */
import { lines } from "./lines.ts";

export interface ChildOptions {
  /** Stands before each line that the process writes. */
  label: string;
  /** For the Deno that runs this process. */
  args: string[];
  /** Added to this process's own environment. */
  env?: Record<string, string>;
}

export interface Child {
  /** `http://127.0.0.1:PORT`, once it listens. Rejects where it ends or 20 s pass before. */
  address: Promise<string>;
  /** Resolves when it has ended. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Longer than the slowest start; a server that says nothing by then never will. */
const START_MS = 20_000;

const LISTENING = /Listening on (http:\/\/127\.0\.0\.1:\d+)/;

/** Starts a server that says `Listening on http://127.0.0.1:PORT` and loads `exitWithParent.ts`. */
export function startChild({ label, args, env }: ChildOptions): Child {
  const process = new Deno.Command(Deno.execPath(), {
    args,
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const address = Promise.withResolvers<string>();
  // Whoever waits for it handles the rejection; nobody may.
  address.promise.catch(() => {});
  const timeout = setTimeout(() => {
    address.reject(new Error(`${label} does not listen`));
    stop();
  }, START_MS);

  const show = async (output: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of lines(output)) {
      const found = LISTENING.exec(line);
      if (found) address.resolve(found[1]);
      else console.log(`[${label}] ${line}`);
    }
  };
  const ended = Promise.all([process.status, show(process.stdout), show(process.stderr)])
    .then(() => {
      clearTimeout(timeout);
      release();
      address.reject(new Error(`${label} ended before it listened`));
    });
  address.promise.then(() => clearTimeout(timeout), () => {});

  function release(): void {
    process.stdin.close().catch(() => {});
  }
  function stop(): Promise<void> {
    try {
      process.kill("SIGTERM");
    } catch {
      // It has ended already.
    }
    release();
    return ended;
  }
  return { address: address.promise, ended, stop };
}
