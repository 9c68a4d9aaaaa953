/**
 * What all test files of a run share: a PostgreSQL server, on which each stack copies a database, the
 * embedded database that others copy, the answers of `npx`, and the signing key of the Google emulators.
 *
 * @module
 */
import { newSigningKey } from "../../local/google/oauth/signingKey.ts";
import { VARIABLE as SIGNING_KEY } from "../../local/google/testingKey.ts";
import { embeddedTemplate } from "./embeddedCopy.ts";
import { ANSWERS } from "../../local/npxTool.ts";
import { OWNER, startPostgresServer } from "./postgresServer.ts";
import { SERVER } from "./serverCopy.ts";

export interface Shared {
  /** Tells the test files where it is. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Starts it, unless this is a run within another run, which then shares that run's. */
export async function startShared(): Promise<Shared> {
  const env = { NO_COLOR: "1" };
  // The variables of the run around this one are inherited.
  if (Deno.env.has(SERVER)) return { env, close: () => Promise.resolve() };
  const [server, answers, signingKey] = await Promise.all([
    startPostgresServer(),
    Deno.makeTempDir({ prefix: "npx-" }),
    newSigningKey(),
    embeddedTemplate(),
  ]);
  return {
    env: {
      ...env,
      [SERVER]: server.address(OWNER),
      [ANSWERS]: answers,
      [SIGNING_KEY]: JSON.stringify(signingKey),
    },
    async close() {
      await Promise.all([server.close(), Deno.remove(answers, { recursive: true })]);
    },
  };
}
