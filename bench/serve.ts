/**
 * Serves the default export of the module that is named: one function, or a peer, as one instance.
 *
 * @module
 */
import "../local/child/exitWithParent.ts";

const { default: app } = await import(new URL(Deno.args[0], import.meta.url).href);

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`),
}, (request) => app.fetch(request));
