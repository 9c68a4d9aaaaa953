/**
 * The web app as it is deployed: built, and served with the headers of its own `_headers` file,
 * compressed, every page's address answered with the one page. It is built once for all tests; the project's address and key
 * are filled in as it is served.
 *
 * @module
 */
import { keptFolder } from "../support/keptFolder.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What the build has in its environment that must not get into any file. */
export const SERVER_SETTINGS = {
  GOOGLE_CLIENT_ID: "a-client-id-of-the-server",
  GOOGLE_CLIENT_SECRET: "a-client-secret-of-the-server",
  TOKEN_ENCRYPTION_KEYS: "an-encryption-key-of-the-server",
  SUPABASE_SECRET_KEYS: "a-secret-key-of-the-server",
  SUPABASE_SERVICE_ROLE_KEY: "a-service-role-key-of-the-server",
};

const PLACE_HOLDERS = {
  VITE_SUPABASE_URL: "http://project.to-be-filled-in.test",
  VITE_SUPABASE_PUBLISHABLE_KEY: "sb_publishable_to_be_filled_in",
};

const TYPES: Record<string, string> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
};

/** The project that the app talks to, and the address that the app is opened at. */
export interface AppPlace {
  apiUrl: string;
  appUrl: string;
  publishableKey: string;
}

export interface BuiltApp extends AsyncDisposable {
  /** A browser that is started with these sees the built app at its address. */
  browserArgs: string[];
}

async function filesOf(folder: string): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (/^(dist|node_modules)$|_test\.tsx?$|\.png$/.test(name)) continue;
    files.push(...isDirectory ? await filesOf(`${folder}/${name}`) : [`${folder}/${name}`]);
  }
  return files.sort();
}

/** Changes with all that the build is made of. */
async function version(): Promise<string> {
  const own = new URL(import.meta.url).pathname;
  const files = [own, `${ROOT}deno.lock`, ...await filesOf(`${ROOT}web`)];
  const texts = await Promise.all(files.map((file) => Deno.readTextFile(file)));
  const text = files.map((file, i) => `${file}\0${texts[i]}\0`).join("");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(digest).toHex().slice(0, 32);
}

async function build(folder: string): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:vite@8.3.8", "build", "web", "--outDir", folder, "--emptyOutDir"],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...SERVER_SETTINGS, ...PLACE_HOLDERS },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

/** The folder with the built files. */
export async function buildApp(): Promise<string> {
  return await keptFolder(`${ROOT}.local/built-app`, await version(), build);
}

const asSocket = (address: string) => address.replace("http", "ws");

/** The headers of all paths, from a `_headers` file. */
function readHeaders(file: string): Record<string, string> {
  const [path, ...lines] = file.trimEnd().split("\n");
  if (path !== "/*") throw new Error(`_headers begins with ${path}`);
  return Object.fromEntries(lines.map((line) => line.trim().split(/: (.*)/).slice(0, 2)));
}

/**
 * Builds the app, or takes it as it was built, and serves it for a project, with the headers of its own
 * `_headers` file or with those of another host.
 */
export async function serveApp(
  place: AppPlace,
  hostHeaders?: Record<string, string>,
): Promise<BuiltApp> {
  const folder = await buildApp();
  const answers = new Map<string, { body: ArrayBuffer; type: string }>();
  let headers: Record<string, string> = {};
  for (const file of await filesOf(folder)) {
    const text = (await Deno.readTextFile(file))
      .replaceAll(PLACE_HOLDERS.VITE_SUPABASE_URL, place.apiUrl)
      // In the policy, for Realtime.
      .replaceAll(asSocket(PLACE_HOLDERS.VITE_SUPABASE_URL), asSocket(place.apiUrl))
      .replaceAll(PLACE_HOLDERS.VITE_SUPABASE_PUBLISHABLE_KEY, place.publishableKey);
    if (file === `${folder}/_headers`) {
      headers = hostHeaders ?? readHeaders(text);
      continue;
    }
    const type = TYPES[file.split(".").at(-1)!];
    if (!type) throw new Error(`What content type has ${file}?`);
    const gzipped = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
    answers.set(file.slice(folder.length), {
      body: await new Response(gzipped).arrayBuffer(),
      type,
    });
  }
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, ({ url }) => {
    const { pathname } = new URL(url);
    const { body, type } = answers.get(pathname) ?? answers.get("/index.html")!;
    // What is in a name's hash does not change under it.
    const cache = pathname.startsWith("/assets/")
      ? "public, max-age=31536000, immutable"
      : "no-cache";
    return new Response(body, {
      headers: {
        ...headers,
        "content-encoding": "gzip",
        "content-type": type,
        "cache-control": cache,
      },
    });
  });
  return {
    browserArgs: [
      `--host-resolver-rules=MAP ${new URL(place.appUrl).host} 127.0.0.1:${server.addr.port}`,
    ],
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
