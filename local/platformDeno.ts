/**
 * Finds Deno 2.1.14: Supabase's runtime is compatible with Deno 2.1.
 *
 * @module
 */
import { npxTool } from "./npxTool.ts";

/** Returns the path of the binary itself, because npm's `deno` command outlives a kill. */
export function platformDeno(): Promise<string> {
  return npxTool(
    "deno@2.1.14",
    "deno eval --no-config --no-lock 'console.log(Deno.execPath())'",
  );
}

/** Variables with which Deno finds its cache and the npm registry. */
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

/** Returns an environment without the test's own variables. */
export function platformEnv(): Record<string, string> {
  const all = Deno.env.toObject();
  return {
    ...Object.fromEntries(OWN_VARIABLES.flatMap((name) => name in all ? [[name, all[name]]] : [])),
    DENO_TLS_CA_STORE: "mozilla,system",
    DENO_NO_UPDATE_CHECK: "1",
    NO_COLOR: "1",
  };
}

/** The platform's permissions for a function, as far as Deno's flags can express them. */
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
