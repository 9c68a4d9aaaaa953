/**
 * Serves functions by the first segment of the path, as the platform does. Runs on the platform's Deno;
 * ends when its input does.
 *
 * @module
 */

interface App {
  fetch(request: Request): Response | Promise<Response>;
}

/** Says on which port of 127.0.0.1 and by which Deno, on a line of its own. */
export function serveFunctions(apps: Record<string, App>): void {
  Deno.serve({
    hostname: "127.0.0.1",
    port: 0,
    onListen: ({ port }) => console.log(`listening on ${port} with Deno ${Deno.version.deno}`),
  }, (request) => apps[new URL(request.url).pathname.split("/")[1]].fetch(request));

  Deno.stdin.readable.pipeTo(new WritableStream()).finally(() => Deno.exit());
}
