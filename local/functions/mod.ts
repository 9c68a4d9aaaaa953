/**
 * Serves the Edge Functions: every folder with an `index.ts`. A function starts at its first request,
 * and again after every change. Errors outside a function have the platform's codes.
 *
 * @module
 */
import { functionNames, isFunction } from "../../tasks/functionNames.ts";
import { watch } from "./watch.ts";
import { BootError, Worker } from "./worker.ts";

export interface Functions {
  /** Answers a request under `/functions/v1`. */
  fetch(request: Request, peerAddress: string): Promise<Response>;
  /** Starts every function, so that load errors appear now and the first request is fast. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const PREFIX = "/functions/v1";

function failure(status: number, code: string, message: string): Response {
  return Response.json({ code, message }, { status });
}

/** Serves the functions in `folder`. Each has `env` as its environment. */
export function serveFunctions(folder: string, env: Record<string, string>): Functions {
  // The function gets the caller's Host header.
  const client = Deno.createHttpClient({ allowHost: true });
  const workers = new Map<string, Worker>();
  const retired = new Set<Worker>();
  let closed = false;
  let starting = Promise.resolve();

  function workerOf(name: string): Worker {
    const known = workers.get(name);
    if (known) return known;
    const worker = new Worker(name, `${folder}/${name}/index.ts`, env, client);
    workers.set(name, worker);
    worker.booted().then(
      // If the function ends later, the next request starts it again.
      () => worker.ended.then(() => workers.get(name) === worker && workers.delete(name)),
      // A function that does not load is not tried again before a file changes.
      () =>
        workers.get(name) === worker &&
        console.log(`[${name}] does not start: fix the file and save it`),
    );
    return worker;
  }

  function start(): Promise<void> {
    return starting = starting.then(startAll);
  }

  async function startAll(): Promise<void> {
    for (const name of functionNames(folder)) {
      if (closed) return;
      // One after the other, because a start of all at once would delay a request that waits for one.
      await workerOf(name).booted().catch(() => {});
    }
  }

  const unwatch = watch(folder, () => {
    for (const worker of workers.values()) {
      retired.add(worker);
      worker.ended.then(() => retired.delete(worker));
      worker.retire();
    }
    workers.clear();
    start();
  });

  return {
    start,
    async fetch(request, peerAddress) {
      const path = new URL(request.url).pathname.slice(PREFIX.length);
      const name = path.split("/")[1] ?? "";
      if (!workers.has(name) && !isFunction(folder, name)) {
        return failure(404, "NOT_FOUND", "Requested function was not found");
      }
      try {
        return await workerOf(name).fetch(request, path, peerAddress);
      } catch (error) {
        if (error instanceof BootError) {
          return failure(503, "BOOT_ERROR", "Function failed to start (please check logs)");
        }
        if (!request.signal.aborted) console.log(`[${name}] ended while it answered`);
        return failure(500, "WORKER_ERROR", "Function exited due to an error (please check logs)");
      }
    },
    async close() {
      closed = true;
      unwatch();
      const stopAll = () =>
        Promise.all([...workers.values(), ...retired].map((worker) => worker.stop()));
      await stopAll();
      await starting;
      await stopAll();
      workers.clear();
      client.close();
    },
  };
}
