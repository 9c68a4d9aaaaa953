/**
 * `deno task start`: runs the local stack until Ctrl-C. It needs no network.
 *
 * @module
 */
import { HELP, parseOptions } from "./options.ts";
import { startStack } from "./stack.ts";

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
  const stack = await startStack(options);
  console.log(`
  Web app    ${stack.appUrl}
  Supabase   ${stack.apiUrl}
  Google     ${stack.googleUrl}

Ready in ${((performance.now() - began) / 1000).toFixed(1)} s. Stop with Ctrl-C.
`);
  await stopped.promise;
  console.log("Stopping");
  await stack.close();
}

// Everything is on loopback, and a proxy cannot reach it.
Deno.env.set("NO_PROXY", "127.0.0.1,localhost");
// Relative paths begin at the repository.
Deno.chdir(new URL("..", import.meta.url));
try {
  await main();
  Deno.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  Deno.exit(1);
}
