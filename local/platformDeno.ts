/**
 * Deno 2.1.14: the level of Supabase's own runtime, which is compatible with Deno 2.1.
 *
 * @module
 */
import { npxTool } from "./npxTool.ts";

/** The path of the binary itself: npm's `deno` command outlives a kill. */
export function platformDeno(): Promise<string> {
  return npxTool(
    "deno@2.1.14",
    "deno eval --no-config --no-lock 'console.log(Deno.execPath())'",
  );
}

/** What Deno itself needs to find its cache, and npm packages that are not in it. */
const OWN_VARIABLES = [
  "HOME",
  "DENO_DIR",
  "XDG_CACHE_HOME",
  "NPM_CONFIG_REGISTRY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "SSL_CERT_FILE",
  "DENO_CERT",
];

/** An environment with nothing of the test's own. */
export function platformEnv(): Record<string, string> {
  const all = Deno.env.toObject();
  return {
    ...Object.fromEntries(OWN_VARIABLES.flatMap((name) => name in all ? [[name, all[name]]] : [])),
    DENO_TLS_CA_STORE: "mozilla,system",
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  };
}

/** What the platform lets a function do, and what it denies, as far as Deno's flags go. */
export const PLATFORM_PERMISSIONS = [
  "--no-prompt",
  "--allow-net",
  "--allow-env",
  "--deny-read",
  "--deny-write",
  "--deny-run",
  "--deny-ffi",
  "--deny-sys",
];
