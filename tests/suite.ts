/**
 * What all test files of a run share: a PostgreSQL server, on which each stack copies a database, and
 * the environment of their processes.
 *
 * @module
 */
import { newSigningKey } from "../local/google/oauth/signingKey.ts";
import { VARIABLE as SIGNING_KEY } from "../local/google/testingKey.ts";
import { OWNER, startPostgresServer } from "./support/postgresServer.ts";
import { ANSWERS } from "./support/npxTool.ts";
import { SERVER } from "./support/serverCopy.ts";

export interface Suite extends AsyncDisposable {
  env: Record<string, string>;
}

/**
 * WebAssembly (the embedded database) is compiled once, quickly, and without threads beside: a test's
 * process does not live long enough for the optimizing compiler to pay, which takes a core for seconds.
 */
const V8_FLAGS = "--liftoff-only,--single-threaded";

/** The Supabase CLI is compiled anew at each start, too, and lives as short. */
const CLI_FLAGS = {
  BUN_JSC_useDFGJIT: "0",
  BUN_JSC_useConcurrentJIT: "0",
  BUN_JSC_numberOfGCMarkers: "1",
};

/** Starts it, unless this is a run within another, which shares that one's. */
export async function startSuite(): Promise<Suite> {
  const env = { NO_COLOR: "1", DENO_V8_FLAGS: V8_FLAGS, ...CLI_FLAGS };
  // The variables of a run around this one are inherited.
  if (Deno.env.has(SERVER)) return { env, async [Symbol.asyncDispose]() {} };
  const [server, answers, signingKey] = await Promise.all([
    startPostgresServer(),
    Deno.makeTempDir({ prefix: "npx-" }),
    newSigningKey(),
  ]);
  return {
    env: {
      ...env,
      [SERVER]: server.address(OWNER),
      [ANSWERS]: answers,
      [SIGNING_KEY]: JSON.stringify(signingKey),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([server.close(), Deno.remove(answers, { recursive: true })]);
    },
  };
}
