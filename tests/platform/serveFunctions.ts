/**
 * Serves functions by the first segment of the path, as the platform does. Runs on the platform's Deno;
 * ends when its input does.
 *
 * @module
 */

interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/** Each is loaded when it is first asked. Says on which port of 127.0.0.1 and by which Deno, on a line of its own. */
export function serveFunctions(load: Record<string, () => Promise<{ default: App }>>): void {
  const loaded: Record<string, Promise<{ default: App }>> = {};
  Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`listening on ${port} with Deno ${Deno.version.deno}`),
  }, async (request) => {
    const name = new URL(request.url).pathname.split("/")[1]!;
    // Once: that Deno resolves a second import of a module that still loads, and nothing of it can be used.
    const { default: app } = await (loaded[name] ??= load[name]!());
    // Read before the answer: an answer to a body that is still being written closes the connection.
    const body = request.body && await request.arrayBuffer();
    return await app.fetch(body ? new Request(request, { body }) : request);
  });

  Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit());
}
