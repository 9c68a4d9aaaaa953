/**
 * Serves the default export of the module that is named: one function, or a peer, as one instance.
 *
 * @module
 */
import "../local/child/exitWithParent.ts";

const { default: app } = await import(new URL(Deno.args[0], import.meta.url).href);

/** Bytes that its code holds once everything that nobody holds is gone. There with `--expose-gc`. */
function heldMemory(): Response {
  (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, external } = Deno.memoryUsage();
  return Response.json(heapUsed + external);
}

Deno.serve(
  {
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
  },
  (request) => request.url.endsWith("/held-memory") ? heldMemory() : app.fetch(request),
);
