/**
 * `deno task start`: runs the local stack until Ctrl-C. It needs no network.
 *
 * @module
 */
import { HELP, parseOptions } from "./options.ts";
import { runTask } from "../tasks/runTask.ts";
import { startStack } from "./stack.ts";

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

async function main(): Promise<void> {
  const began = performance.now();
  const options = parseOptions(Deno.args);
  if (!options) return console.log(HELP);

  const stopped = Promise.withResolvers<void>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, stopped.resolve);
  }
  // The system gives this process another parent when the `deno task` that runs it is killed.
  const parent = Deno.ppid;
  setInterval(() => Deno.ppid !== parent && stopped.resolve(), 500);
  const isFirst = options.reset || !await exists(`${options.data}/database`);
  console.log(
    isFirst
      ? "Starting. The first start takes longer, because it makes the database."
      : "Starting.",
  );
  const stack = await startStack(options);
  const about = options.appUrl === undefined
    ? "open this in a browser"
    : `yours; its publishable key is ${stack.publishableKey}`;
  console.log(`
  Web app    ${stack.appUrl}   ${about}
  Supabase   ${stack.apiUrl}   data API, Auth and the functions
  Google     ${stack.googleUrl}   emulator: its people, calendars and failures

Sign in with Google as Ada, Grace or Alan; no password is needed.
Data stays in ${options.data} between starts. To delete it: deno task start --reset
Ready in ${((performance.now() - began) / 1000).toFixed(1)} s. Press Ctrl-C to stop.
`);
  await stopped.promise;
  console.log("Stopping.");
  await stack.close();
}

// Everything is on loopback, and a proxy cannot reach it.
Deno.env.set("NO_PROXY", "127.0.0.1,localhost");
// Relative paths begin at the repository.
Deno.chdir(new URL("..", import.meta.url));
await runTask(main);
// What still runs, such as the interval above, does not keep it.
Deno.exit();
