/**
 * The registry that `deno task build:registry` builds, served on the loopback device.
 *
 * @module
 */
import { assert } from "@std/assert";

/** Builds it into a folder of its own. `item` is what `shadcn add` is given. */
export async function serveRegistry(): Promise<AsyncDisposable & { item: string }> {
  const folder = await Deno.makeTempDir({ prefix: "registry-" });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--allow-read", "--allow-run", "--allow-write", "tasks/buildRegistry.ts", folder],
    cwd: new URL("../../", import.meta.url).pathname,
  }).output();
  assert(success, new TextDecoder().decode(stderr));
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const name = new URL(request.url).pathname.replace(/^\/r\//, "");
    const body = await Deno.readTextFile(`${folder}/${name}`).catch(() => null);
    return new Response(body, {
      status: body === null ? 404 : 200,
      headers: { "content-type": "application/json" },
    });
  });
  return {
    item: `http://127.0.0.1:${server.addr.port}/r/google-calendar.json`,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
