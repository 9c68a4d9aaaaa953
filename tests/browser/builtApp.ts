/**
 * The web app as it is deployed: built, and served with its own Content-Security-Policy. It stands at
 * the started stack's own address, in the place of the development server.
 *
 * @module
 */
import { lines } from "../../local/child/lines.ts";
import type { StartedStack } from "../support/startedStack.ts";

const VITE = ["run", "-A", "npm:vite@8.3.8"];

export interface BuiltApp extends AsyncDisposable {
  /** Where the built files are. */
  folder: string;
  /** Where they are served. */
  url: string;
  /** A browser that is started with these sees the built app at the stack's address. */
  browserArgs: string[];
}

/** Builds the app for a stack and serves it: 3 s. */
export async function buildApp(stack: StartedStack): Promise<BuiltApp> {
  const folder = await Deno.makeTempDir({ prefix: "dist-" });
  const { keys } = JSON.parse(await Deno.readTextFile(`${stack.data}/secrets.json`));
  const env = {
    NO_COLOR: "1",
    VITE_SUPABASE_URL: stack.apiUrl,
    VITE_SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
  };
  const built = await new Deno.Command(Deno.execPath(), {
    args: [...VITE, "build", "web", "--outDir", folder, "--emptyOutDir"],
    env,
  }).output();
  if (!built.success) throw new Error(new TextDecoder().decode(built.stderr));

  const preview = new Deno.Command(Deno.execPath(), {
    args: [...VITE, "preview", "web", "--outDir", folder, "--port", "0"],
    env,
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const ready = Promise.withResolvers<string>();
  const read = (async () => {
    for await (const line of lines(preview.stdout)) {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line);
      if (address) ready.resolve(address[0]);
    }
    ready.reject(new Error("vite preview ended"));
  })();
  const url = await ready.promise;
  return {
    folder,
    url,
    browserArgs: [
      `--host-resolver-rules=MAP ${new URL(stack.appUrl).host} ${new URL(url).host}`,
    ],
    async [Symbol.asyncDispose]() {
      preview.kill("SIGKILL");
      await Promise.all([preview.status, read]);
      await Deno.remove(folder, { recursive: true });
    },
  };
}
