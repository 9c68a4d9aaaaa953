/**
 * What all test files of a run share: a PostgreSQL server, on which each stack copies a database, and
 * the environment of their processes.
 *
 * @module
 */
import { OWNER, startPostgresServer } from "./support/postgresServer.ts";
import { SERVER } from "./support/serverCopy.ts";

export interface Suite extends AsyncDisposable {
  env: Record<string, string>;
}

/**
 * WebAssembly (the embedded database) is compiled once, quickly: a test's process does not live long
 * enough for the optimizing compiler to pay, and that takes a core for seconds.
 */
const V8_FLAGS = "--liftoff-only";

/** Starts it, unless this is a run within another, which shares that one's. */
export async function startSuite(): Promise<Suite> {
  const env = { NO_COLOR: "1", DENO_V8_FLAGS: V8_FLAGS };
  const outer = Deno.env.get(SERVER);
  if (outer) return { env: { ...env, [SERVER]: outer }, async [Symbol.asyncDispose]() {} };
  const server = await startPostgresServer();
  return {
    env: { ...env, [SERVER]: server.address(OWNER) },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
