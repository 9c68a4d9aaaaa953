/**
 * The Supabase project without its functions: Postgres, data API and Auth, by Supabase's own
 * `@supabase/lite` on an embedded database. Requests are carried out one at a time, for there is one
 * connection.
 *
 * @module
 */
import { App } from "@supabase/lite";
import { applyPendingMigrations } from "@supabase/lite/cli";
import { createPgliteConnection } from "@supabase/lite/pglite";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { atEmulator, withGoogleAt } from "./googleHosts.ts";
import { type Queue, serialQueue } from "./queue.ts";
import { applySeed } from "./seed.ts";

export interface ProjectKeys {
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
}

export interface ProjectOptions {
  /** The database's folder; made where there is none. */
  folder: string;
  /** Where browsers reach the project, and where they reach the web app. */
  apiUrl: string;
  appUrl: string;
  keys: ProjectKeys;
  /** For Google sign-in: the OAuth client, and the emulator's address. */
  googleClient: { id: string; secret: string };
  googleUrl: string;
  seed?: boolean;
  /** What a new table grants by itself: everything, as in older projects, or nothing, as today's. */
  grants?: "all" | "none";
}

/** Queues behind the requests under way; runs as the database's owner. */
export type Sql = <T = Record<string, unknown>>(query: string, params?: unknown[]) => Promise<T[]>;

export interface Project {
  /** Answers a request under `/rest/v1` or `/auth/v1`. */
  fetch(request: Request, peerAddress?: string): Promise<Response>;
  sql: Sql;
  close(): Promise<void>;
}

/** Read whole before the request queues: a slow sender must not hold up the others. */
async function buffered(request: Request): Promise<Request> {
  if (!request.body) return request;
  const { method, headers } = request;
  return new Request(request.url, { method, headers, body: await request.arrayBuffer() });
}

function redirectedToEmulator(response: Response, googleUrl: string): Response {
  const location = response.headers.get("location");
  if (!location || !URL.canParse(location)) return response;
  const headers = new Headers(response.headers);
  headers.set("location", atEmulator(location, googleUrl));
  return new Response(response.body, { status: response.status, headers });
}

/** The embedded database sets the process's exit code when a query fails, and when it closes. */
async function keepingExitCode<T>(job: () => Promise<T>): Promise<T> {
  const { exitCode } = Deno;
  try {
    return await job();
  } finally {
    Deno.exitCode = exitCode;
  }
}

/** Opens the database, and runs what is pending of `supabase/migrations` below the working directory. */
export function openProject(options: ProjectOptions): Promise<Project> {
  return keepingExitCode(() => open(options));
}

async function open(options: ProjectOptions): Promise<Project> {
  const { apiUrl, appUrl, keys, googleClient, googleUrl } = options;
  const connection = await createPgliteConnection({ url: options.folder });
  if (options.grants === "none") {
    // Otherwise the first data request grants everything on every table. A private field: there is no option.
    (connection as unknown as { rlsState: string }).rlsState = "active";
  }
  const app = new App({
    connection,
    auth: {
      enabled: true,
      jwt_secret: keys.jwtSecret,
      publishable_key: keys.publishableKey,
      secret_key: keys.secretKey,
      site_url: appUrl,
      additional_redirect_urls: [`${appUrl}/**`],
      email: { enable_confirmations: false },
      external: {
        google: {
          enabled: true,
          client_id: googleClient.id,
          secret: googleClient.secret,
          redirect_uri: `${apiUrl}/auth/v1/callback`,
        },
      },
    },
    options: { server: { disableStudio: true, admin: false } },
  });
  // Before the first request: one that finds no table with row-level security turns it off for good.
  await applyPendingMigrations(app);
  if (options.seed) await applySeed(connection.driver);

  const inTurn = serialQueue();
  const queue: Queue = (job) => inTurn(() => keepingExitCode(job));
  const gateway = new Hono<{ Bindings: { peerAddress: string } }>();
  // On the platform any origin may call Auth; `@supabase/lite` expects the app on its own.
  gateway.use("/auth/v1/*", cors());
  gateway.all("*", async ({ req, env }) => {
    const request = await buffered(req.raw);
    const response = await queue(() => withGoogleAt(googleUrl, () => app.fetch(request, env)));
    return redirectedToEmulator(response, googleUrl);
  });
  return {
    fetch: async (request, peerAddress = "127.0.0.1") =>
      await gateway.fetch(request, { peerAddress }),
    sql: <T>(query: string, params?: unknown[]) =>
      queue(async () => (await connection.driver.query<T>(query, params)).rows),
    close: () => queue(() => connection.close()),
  };
}
