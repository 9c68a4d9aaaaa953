/**
 * A project on a real PostgreSQL, and calendars at a stand-in for Google that has pages and nothing else:
 * what a run of the mirror calls, all of it outside the process that is measured.
 *
 * @module
 */
import { functionEnv } from "../local/functionSettings.ts";
import { freePort } from "../local/ports.ts";
import { openProject } from "../local/project/mod.ts";
import { newSecrets } from "../local/secrets.ts";
import { seal } from "../supabase/functions/_shared/accounts/cipher.ts";
import { parseEncryptionKeys } from "../supabase/functions/_shared/env.ts";
import { mirrorCalls } from "../tests/database/mirrorCalls.ts";
import { openServerCopy, SERVER } from "../tests/support/serverCopy.ts";
import { startShared } from "../tests/support/shared.ts";
import { startScript } from "./processes.ts";

const APP_URL = "http://127.0.0.1:5173";
const SCOPE = "https://www.googleapis.com/auth/calendar.events";
/** As many calls of the database at the same time as a small project's pooler allows. */
const CONNECTIONS = 15;

export interface MirrorWorld extends AsyncDisposable {
  /** The functions' settings. */
  env: Record<string, string>;
  secretKey: string;
  /** Mirrors a new calendar of so many events, whose pages take so many milliseconds. Resolves to its id. */
  mirror(events: number, delayMs: number): Promise<string>;
  /** The calendar's status, and how many rows it has. */
  read(calendarId: string): Promise<{ status: string; rows: number }>;
  /** The addresses of the pages that were asked for since the last time. */
  asked(): Promise<string[]>;
}

export async function startMirrorWorld(): Promise<MirrorWorld> {
  await using started = new AsyncDisposableStack();
  const shared = await startShared();
  started.defer(() => shared.close());
  const google = started.use(await startScript("googlePages.ts", {}));
  const secrets = await newSecrets();
  const apiPort = freePort();
  const settings = {
    apiUrl: `http://127.0.0.1:${apiPort}`,
    appUrl: APP_URL,
    googleUrl: google.url,
    ...secrets,
  };
  const database = await openServerCopy(shared.env[SERVER] ?? Deno.env.get(SERVER)!, CONNECTIONS);
  const project = await openProject({ database, grants: "none", ...settings });
  started.defer(() => project.close());
  const api = Deno.serve(
    { hostname: "127.0.0.1", port: apiPort, onListen() {} },
    (request) => project.fetch(request),
  );
  started.defer(() => api.shutdown());

  const { sql } = project;
  const calls = mirrorCalls(sql);
  const keys = parseEncryptionKeys(() => secrets.tokenEncryptionKeys);
  const running = started.move();
  return {
    env: functionEnv(settings),
    secretKey: secrets.keys.secretKey,
    async mirror(events, delayMs) {
      const { user, account } = await calls.connected();
      const owner = { userId: user, googleAccountId: user };
      const access = await seal("access", { ...owner, column: "users.google_access_token" }, keys);
      const refresh = await seal(
        "refresh",
        { ...owner, column: "users.google_refresh_token" },
        keys,
      );
      await sql(
        `update google_calendar.users set google_access_token = $2, google_refresh_token = $3 where id = $1`,
        [account, access, refresh],
      );
      await sql(`update public.google_connections set scopes = array[$2] where account_id = $1`, [
        account,
        SCOPE,
      ]);
      const { id } = await calls.one("mirror_calendar", {
        account_id: account,
        google_calendar_id: `${events}-${delayMs}-${account}`,
        is_primary: false,
        time_zone: "Europe/Berlin",
      });
      return id;
    },
    async read(calendarId) {
      const [row] = await sql<{ status: string; rows: number }>(
        `select g.status, (select count(*)::integer from public.google_events e where e.calendar_id = g.id) as rows
         from public.google_calendars g where g.id = $1`,
        [calendarId],
      );
      return row!;
    },
    async asked() {
      const paths: string[] = await (await fetch(`${google.url}/asked`)).json();
      return paths.map((path) => google.url + path);
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}
