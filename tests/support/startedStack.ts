/**
 * `deno task start` as a process of its own, on free ports and in a folder of its own.
 *
 * @module
 */
import { startProcess } from "../../local/process.ts";
import type { Secrets } from "../../local/secrets.ts";
import { copyEmbedded } from "./embeddedCopy.ts";

export interface StartedStack extends AsyncDisposable {
  apiUrl: string;
  appUrl: string;
  googleUrl: string;
  /** Everything that it has written so far, line by line. */
  output: string[];
  /** The folder that holds its data. */
  data: string;
  /** Sends a signal to it and all that it started, as Ctrl-C does. Resolves to its exit code. */
  end(signal?: Deno.Signal): Promise<number>;
  /** Kills one process outright: the stack's own, or the `deno task` that runs it. Resolves when all have ended. */
  kill(which: "stack" | "task"): Promise<void>;
}

export interface StartOptions {
  data: string;
  /** More options of `deno task start`. */
  args?: string[];
  /** More variables of its environment. */
  env?: Record<string, string>;
}

/** A folder for a stack, its database migrated already: a first start spends 6 s of processor time on that. */
export async function migratedData(): Promise<string> {
  const data = await Deno.makeTempDir({ prefix: "data-" });
  await copyEmbedded(`${data}/database`);
  return data;
}

/** The error holds what the stack wrote before it ended. */
export class StackFailed extends Error {
  constructor(readonly code: number, readonly output: string[]) {
    super(`deno task start ended with ${code}:\n${output.join("\n")}`);
  }
}

/** What it made up at its first start. */
export async function secretsOf({ data }: StartedStack): Promise<Secrets> {
  return JSON.parse(await Deno.readTextFile(`${data}/secrets.json`));
}

const FREE_PORTS = ["--api-port", "0", "--google-port", "0", "--web-port", "0"];

/** Starts the stack and waits until it says that it is ready. Throws StackFailed where it ends instead. */
export async function startStackProcess(
  { data, args = [], env }: StartOptions,
): Promise<StartedStack> {
  const output: string[] = [];
  const ready = Promise.withResolvers<void>();
  const { pid, ended, stop } = startProcess({
    args: ["task", "start", "--data", data, ...FREE_PORTS, ...args],
    env: { NO_COLOR: "1", ...env },
    ownGroup: true,
    onLine(line) {
      output.push(line);
      if (line.startsWith("Ready in")) ready.resolve();
    },
  });
  const failed = ended.then((code) => {
    throw new StackFailed(code, output);
  });
  failed.catch(() => {});
  await Promise.race([ready.promise, failed]);

  const address = (name: string) => {
    const line = output.find((candidate) => candidate.trim().startsWith(name));
    return /https?:\/\/\S+/.exec(line ?? "")![0];
  };
  return {
    apiUrl: address("Supabase"),
    appUrl: address("Web app"),
    googleUrl: address("Google"),
    output,
    data,
    end: (signal = "SIGINT") => stop(signal),
    async kill(which) {
      const stack = JSON.parse(await Deno.readTextFile(`${data}/lock`));
      Deno.kill(which === "task" ? pid : stack.pid, "SIGKILL");
      await ended;
    },
    async [Symbol.asyncDispose]() {
      await stop();
    },
  };
}
