/**
 * Serves the default export of the module that is named: one function, or a peer, as one instance.
 *
 * @module
 */

const { default: app } = await import(`file://${Deno.args[0]}`);

/** Bytes that its code holds. There with `--expose-gc`. */
async function heldMemory(): Promise<Response> {
  // What has a finalizer is gone only after that has run, and then what it held: until nothing more goes.
  for (let least = Infinity;;) {
    (globalThis as { gc?: () => void }).gc?.();
    await new Promise((resolve) => setTimeout(resolve));
    const { heapUsed, external } = Deno.memoryUsage();
    if (heapUsed + external >= least) return Response.json(least);
    least = heapUsed + external;
  }
}

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
  },
  (request) => request.url.endsWith("/held-memory") ? heldMemory() : app.fetch(request),
);
