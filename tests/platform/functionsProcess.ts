/**
 * The functions, as they are built for a deployment, in one process on the platform's Deno, as
 * `app.request()` would call them: what they log is logged here, before the answer is handed out.
 *
 * @module
 */
import { functionNames } from "../../tasks/functionNames.ts";
import { PLATFORM_PERMISSIONS, platformDeno, platformEnv } from "../../local/platformDeno.ts";
import { settingsInUse } from "../support/settings.ts";
import { builtFolder } from "./builtFunctions.ts";
import { writeImportMap } from "./importMap.ts";
import { lines } from "../../local/lines.ts";
import { platformArgs } from "./platformArgs.ts";

export interface FunctionsProcess {
  /** The answer to a request for `/<function>/...`. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** Of the process. */
  pid: number;
}

/** A module that serves these functions, each imported by a name that Deno can see beforehand. */
function entryModule(built: string, names: string[]): string {
  const loaders = names.map((name) =>
    `"${name}": () => import("file://${built}/supabase/functions/${name}/index.js")`
  );
  return [
    `import "${new URL("noNodeClient.ts", import.meta.url)}";`,
    `import { serveFunctions } from "${new URL("serveFunctions.ts", import.meta.url)}";`,
    `serveFunctions({ ${loaders.join(", ")} });`,
  ].join("\n");
}

/** The variable that names the file in which each start is noted, with the Deno's version. */
export const STARTS_FILE = "FUNCTIONS_STARTS_FILE";

async function note(version: string): Promise<void> {
  const path = Deno.env.get(STARTS_FILE);
  if (path) await Deno.writeTextFile(path, `${version}\n`, { append: true });
}

/**
 * The heap of a worker, in MiB. The platform ends a worker above 256 MiB, of which this leaves a part to
 * what lies outside the heap. Without a limit V8 lets garbage grow instead of collecting it.
 */
const HEAP_MIB = 160;

async function start(names: string[]): Promise<FunctionsProcess> {
  const entry = await Deno.makeTempFile({ suffix: ".ts" });
  await Deno.writeTextFile(entry, entryModule(await builtFolder(), names));
  const importMap = await writeImportMap();
  const child = new Deno.Command(await platformDeno(), {
    args: [
      "run",
      `--v8-flags=--max-old-space-size=${HEAP_MIB}`,
      ...platformArgs(importMap),
      ...PLATFORM_PERMISSIONS,
      entry,
    ],
    clearEnv: true,
    env: { ...platformEnv(), ...settingsInUse() },
    // It ends with this process: its input is closed then.
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  child.unref();

  const port = Promise.withResolvers<number>();
  const logged = new Map<string, PromiseWithResolvers<void>>();
  const entryOf = (id: string) => {
    if (!logged.has(id)) logged.set(id, Promise.withResolvers());
    return logged.get(id)!;
  };
  async function follow(stream: ReadableStream<Uint8Array>, log: (line: string) => void) {
    for await (const line of lines(stream)) {
      const [, listening, version] = /^listening on (\d+) with Deno (.+)$/.exec(line) ?? [];
      if (listening && version) {
        await note(version);
        port.resolve(Number(listening));
        continue;
      }
      log(line);
      const [, id] = /"request_id":"([^"]+)"/.exec(line) ?? [];
      if (id) entryOf(id).resolve();
    }
  }
  const stderr: string[] = [];
  follow(child.stdout, (line) => console.log(line));
  follow(child.stderr, (line) => {
    stderr.push(line);
    console.error(line);
  });
  child.status.then(({ code }) =>
    port.reject(new Error(`The functions ended with ${code}:\n${stderr.join("\n")}`))
  );

  const listening = await port.promise.finally(() =>
    Promise.all([Deno.remove(entry), Deno.remove(importMap)])
  );
  const origin = `http://127.0.0.1:${listening}`;
  return {
    pid: child.pid,
    async request(path, init) {
      const response = await fetch(origin + path, { ...init, redirect: "manual" });
      const id = response.headers.get("x-request-id");
      if (id) await entryOf(id).promise;
      return response;
    },
  };
}

let started: Promise<FunctionsProcess> | undefined;

/**
 * Starts it at the first call, with the settings of that moment: functions read theirs once. Deno reads the file
 * of each function when the process starts, some 15 MiB for each. A test that measures memory names the
 * functions it calls, because the platform runs each function in a worker of its own.
 */
export function startFunctions(names = functionNames()): Promise<FunctionsProcess> {
  return started ??= start(names);
}
