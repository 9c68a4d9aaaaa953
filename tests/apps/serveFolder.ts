/**
 * A host of static files: a folder, with the one page for every path that is not a file.
 *
 * @module
 */
const TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  svg: "image/svg+xml",
};

/** Serves the folder on the loopback device, each file with these headers. */
export function serveFolder(
  folder: string,
  headers: Record<string, string> = {},
): AsyncDisposable & { port: number } {
  const options = { hostname: "127.0.0.1", port: 0, onListen() {} };
  const server = Deno.serve(options, async (request) => {
    const { pathname } = new URL(request.url);
    const path = /\.\w+$/.test(pathname) ? pathname : "/index.html";
    const body = await Deno.readFile(folder + path).catch(() => null);
    const type = TYPES[path.split(".").at(-1)!] ?? "application/octet-stream";
    return new Response(body, {
      status: body ? 200 : 404,
      headers: { ...headers, "content-type": type },
    });
  });
  return { port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}
