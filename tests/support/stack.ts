/**
 * What the functions stand on, for tests: a project with a database of its own and a Google
 * emulator, on free ports of 127.0.0.1. The database is on the suite's PostgreSQL server; for a test
 * that is run without the suite it is the embedded one. The functions themselves run in the test's process: import
 * them after `startTestStack`, for they read their settings once.
 *
 * @module
 */
import { functionEnv } from "../../local/functionSettings.ts";
import { type Google, type Person, startGoogle } from "../../local/google/mod.ts";
import { testingKey } from "../../local/google/testingKey.ts";
import { type Delivery, listen } from "../../local/google/transport.ts";
import type { Sql } from "../../local/project/database.ts";
import { openProject, type Project } from "../../local/project/mod.ts";
import { newSecrets } from "../../local/secrets.ts";
import { databaseFaults, type Fault } from "./databaseFaults.ts";
import { openEmbeddedCopy } from "./embeddedCopy.ts";
import { openServerCopy, SERVER } from "./serverCopy.ts";
import { useSettings } from "./settings.ts";
import { signInWithGoogle, signUp, type TestUser } from "./users.ts";

export type { Fault, TestUser };

export interface TestStackOptions {
  /** Who has a Google account; default the emulator's own people. */
  people?: Person[];
  /** Whether `supabase/seed.sql` is applied. */
  seed?: boolean;
  /** Takes the embedded database, as the local stack does, where the suite has a PostgreSQL server. */
  embedded?: boolean;
  /** What a new table grants by itself; default nothing, as on today's hosted projects. */
  grants?: "all" | "none";
}

export interface TestStack {
  /** The project's address: data API, Auth and, for requests without a body, the functions. */
  apiUrl: string;
  google: Google;
  /** Every setting of the functions; in this worker `Deno.env` has them too until `close`. */
  env: Record<string, string>;
  /**
   * A user with a real session. With `google`, or nothing, by Google sign-in (nothing: as the next
   * person of the emulator's); with `google: null` by e-mail and password.
   */
  createUser(options?: { google?: { email: string } | null }): Promise<TestUser>;
  /** Runs one query as the database's owner. */
  sql: Sql;
  /** What reached the data API and Auth, oldest first. Empty it by `requests.length = 0`. */
  requests: { method: string; path: string }[];
  /** Makes the next calls whose path starts with `path` fail; returns what stops that. */
  failDatabase(path: string, fault: Fault): () => void;
  close(): Promise<void>;
}

async function deliver(response: Response): Promise<Delivery> {
  const body = new Uint8Array(await response.arrayBuffer());
  // The socket counts the bytes itself.
  response.headers.delete("content-length");
  return { status: response.status, headers: [...response.headers], body };
}

const FUNCTIONS = "/functions/v1/";

/** Lets a function answer in this process: Google's notifications reach the functions by their address. */
async function callFunction(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const path = pathname.slice(FUNCTIONS.length - 1);
  const module = `../../supabase/functions/${path.split("/")[1]}/index.ts`;
  const { default: app } = await import(module);
  return await app.request(path + search, { method: request.method, headers: request.headers });
}

/** Starts a stack and lays its settings over `Deno.env`. One at a time in a test file. */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const databaseServer = options.embedded ? undefined : Deno.env.get(SERVER);
  const database = databaseServer ? await openServerCopy(databaseServer) : await openEmbeddedCopy();
  const secrets = await newSecrets();
  const appUrl = "http://127.0.0.1:5173";

  const requests: TestStack["requests"] = [];
  const faults = databaseFaults();
  const opened = Promise.withResolvers<Project>();
  const server = await listen(0, (request) => {
    const { pathname } = new URL(request.url);
    requests.push({ method: request.method, path: pathname });
    return faults.respond(
      pathname,
      async () =>
        deliver(
          pathname.startsWith(FUNCTIONS)
            ? await callFunction(request)
            : await (await opened.promise).fetch(request),
        ),
    );
  });
  const apiUrl = server.url;
  const google = await startGoogle({
    clients: [{
      client_id: secrets.googleClient.id,
      client_secret: secrets.googleClient.secret,
      redirect_uris: [`${apiUrl}/auth/v1/callback`, `${apiUrl}/functions/v1/oauth-callback`],
    }],
    people: options.people,
    signingKey: testingKey,
  });
  const settings = { apiUrl, appUrl, googleUrl: google.url, ...secrets };
  const project = await openProject({
    database,
    seed: options.seed,
    grants: options.grants ?? "none",
    ...settings,
  });
  opened.resolve(project);

  const env = functionEnv(settings);
  const takeBack = useSettings(env);
  const { sql } = project;
  const place = { apiUrl, appUrl, publishableKey: secrets.keys.publishableKey, google, sql };
  let people = 0;

  return {
    apiUrl,
    google,
    env,
    sql,
    requests,
    failDatabase: faults.add,
    createUser(user = {}) {
      if (user.google === null) return signUp(place);
      const email = user.google?.email ?? google.people[people++]?.email;
      if (!email) {
        throw new Error("Nobody is left at the Google emulator: start it with more people");
      }
      return signInWithGoogle(place, email);
    },
    async close() {
      await server.close();
      await google.close();
      await project.close();
      takeBack();
    },
  };
}
