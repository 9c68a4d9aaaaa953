/**
 * The local stack: project, functions, Google emulator and web app, on ports of 127.0.0.1.
 *
 * @module
 */
import { functionNames } from "../tasks/functionNames.ts";
import { takeDataFolder } from "./dataFolder.ts";
import { type Functions, serveFunctions } from "./functions/mod.ts";
import { functionEnv } from "./functionSettings.ts";
import { addDemoCalendars } from "./google/demo.ts";
import { startGoogle } from "./google/mod.ts";
import type { Options } from "./options.ts";
import { chosenPort } from "./ports.ts";
import { type ServerProcess, startServer } from "./process.ts";
import { openEmbedded } from "./project/embedded.ts";
import { openProject, type Project } from "./project/mod.ts";
import { type Realtime, REALTIME_PATH, serveRealtime } from "./realtime/mod.ts";
import { startSchedule } from "./schedule.ts";
import { keptSecrets } from "./secrets.ts";

export interface Stack {
  apiUrl: string;
  googleUrl: string;
  appUrl: string;
  /** The key that browsers send. */
  publishableKey: string;
  close(): Promise<void>;
}

function startWeb(port: number, apiUrl: string, publishableKey: string): ServerProcess {
  return startServer({
    onLine: (line) => console.log(`[web] ${line}`),
    args: ["run", "-A", "--config=web/start.json", "local/web/serve.ts", String(port)],
    env: { VITE_SUPABASE_URL: apiUrl, VITE_SUPABASE_PUBLISHABLE_KEY: publishableKey },
  });
}

interface Served {
  project: Project;
  functions: Functions;
  realtime: Realtime;
}

function listen(port: number, { project, functions, realtime }: Served): Deno.HttpServer {
  return Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, (request, { remoteAddr }) => {
    const { pathname } = new URL(request.url);
    const peer = remoteAddr.hostname;
    if (pathname === REALTIME_PATH) return realtime.fetch(request);
    return pathname.startsWith("/functions/v1/")
      ? functions.fetch(request, peer)
      : project.fetch(request, peer);
  });
}

/** The mirror's settings may be tried without a file of settings: `MIRROR=primary deno task start`. */
function mirrorSettings(): Record<string, string> {
  const all = Object.entries(Deno.env.toObject());
  return Object.fromEntries(all.filter(([name]) => /^MIRROR(_|$)/.test(name)));
}

/**
 * Starts everything. If a port or the folder is in use, throws an error with a message for the user
 * and leaves nothing running.
 */
export async function startStack(
  { reset, data, functions: folder, connectPath, appUrl: ownApp, ports }: Options,
): Promise<Stack> {
  if (functionNames(folder).length === 0) {
    throw new Error(
      `There is no function in ${folder}. Give the folder of the functions: deno task start --functions FOLDER`,
    );
  }
  await using started = new AsyncDisposableStack();
  started.use(await takeDataFolder(data, { reset }));

  const url = (port: number) => `http://127.0.0.1:${port}`;
  const apiPort = chosenPort(ports.api, "the data API, Auth and the functions", "--api-port");
  const googlePort = chosenPort(ports.google, "the Google emulator", "--google-port");
  const [apiUrl, googleUrl] = [url(apiPort), url(googlePort)];
  const secrets = await keptSecrets(`${data}/secrets.json`);

  const { publishableKey } = secrets.keys;
  let web: ServerProcess | undefined;
  let appUrl = ownApp;
  if (appUrl === undefined) {
    const webPort = chosenPort(ports.web, "the web app", "--web-port");
    appUrl = url(webPort);
    const served = web = startWeb(webPort, apiUrl, publishableKey);
    started.defer(async () => void await served.stop());
  }

  const google = await startGoogle({
    port: googlePort,
    statePath: `${data}/google.json`,
    clients: [{
      client_id: secrets.googleClient.id,
      client_secret: secrets.googleClient.secret,
      redirect_uris: [`${apiUrl}/auth/v1/callback`, `${apiUrl}/functions/v1/oauth-callback`],
    }],
  });
  started.defer(() => google.close());
  addDemoCalendars(google);

  const settings = { apiUrl, appUrl, connectPath, googleUrl, ...secrets };
  const project = await openProject({
    database: await openEmbedded(`${data}/database`),
    seed: true,
    ...settings,
  });
  started.defer(() => project.close());

  const realtime = serveRealtime({ sql: project.sql, ...secrets });
  const functions = serveFunctions(folder, {
    ...functionEnv(settings),
    CALENDAR_LIST: "on",
    ...mirrorSettings(),
  });
  started.defer(() => functions.close());

  const server = listen(apiPort, { project, functions, realtime });
  started.defer(() => server.shutdown());
  // Before the server, which waits for open sockets.
  started.defer(() => realtime.close());

  await web?.address;
  functions.start();
  const { secretKey } = secrets.keys;
  started.defer(startSchedule({ folder, functions, project, apiUrl, secretKey }));
  const running = started.move();
  return { apiUrl, googleUrl, appUrl, publishableKey, close: () => running.disposeAsync() };
}
