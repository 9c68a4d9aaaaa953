/**
 * Opens a Supabase project without functions: the data API and Auth of `@supabase/lite`, on a database.
 *
 * @module
 */
import { App } from "@supabase/lite";
import { applyPendingMigrations } from "@supabase/lite/cli";
import { Hono } from "hono";
import { cors } from "hono/cors";
import type { Database, Sql } from "./database.ts";
import { atEmulator, withGoogleAt } from "./googleHosts.ts";
import { applySeed } from "./seed.ts";

export interface ProjectKeys {
  jwtSecret: string;
  publishableKey: string;
  secretKey: string;
}

export interface ProjectOptions {
  /** The project closes it. */
  database: Database;
  /** The browser's addresses of the project and of the web app. */
  apiUrl: string;
  appUrl: string;
  keys: ProjectKeys;
  /** For Google sign-in: the OAuth client, and the emulator's address. */
  googleClient: { id: string; secret: string };
  googleUrl: string;
  seed?: boolean;
  /** Default grants of a new table: `all`, as in older hosted projects, or `none`, as in new ones. */
  grants?: "all" | "none";
}

export interface Project {
  /** Answers a request under `/rest/v1` or `/auth/v1`. */
  fetch(request: Request, peerAddress?: string): Promise<Response>;
  /** Runs a query in turn with the requests. */
  sql: Sql;
  close(): Promise<void>;
}

/** Reads the body before the request queues, so that a slow sender does not delay other requests. */
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

/**
 * Runs the pending migrations of `supabase/migrations` below the working directory, and opens the
 * project.
 */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const { apiUrl, appUrl, keys, googleClient, googleUrl, database } = options;
  const { connection, inTurn } = database;
  if (options.grants === "none") {
    // Otherwise the first data request grants everything on every table. The field is private because there is no option.
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
  // Before the first request, because a request that finds no table with row-level security turns it off for good.
  await inTurn(() => applyPendingMigrations(app));
  if (options.seed) await inTurn(() => applySeed(database));

  const gateway = new Hono<{ Bindings: { peerAddress: string } }>();
  // On the platform any origin may call Auth; `@supabase/lite` allows its own origin only.
  gateway.use("/auth/v1/*", cors());
  gateway.all("*", async ({ req, env }) => {
    const request = await buffered(req.raw);
    const response = await inTurn(() => withGoogleAt(googleUrl, () => app.fetch(request, env)));
    return redirectedToEmulator(response, googleUrl);
  });
  return {
    fetch: async (request, peerAddress = "127.0.0.1") =>
      await gateway.fetch(request, { peerAddress }),
    sql: (query, params) => inTurn(() => database.query(query, params)),
    close: () => inTurn(() => database.close()),
  };
}
