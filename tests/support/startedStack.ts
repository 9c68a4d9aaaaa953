/**
 * `deno task start` as a process of its own, on free ports and in a folder of its own.
 *
 * @module
 */
import { lines } from "../../local/child/lines.ts";
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
  /** Kills the stack's own process and nothing that it started. */
  killParent(): Promise<void>;
}

export interface StartOptions {
  data: string;
  /** More options of `deno task start`. */
  args?: string[];
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
export async function startStackProcess({ data, args = [] }: StartOptions): Promise<StartedStack> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["task", "start", "--data", data, ...FREE_PORTS, ...args],
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    // A process group of its own, as a terminal gives to a command.
    detached: true,
  }).spawn();
  const output: string[] = [];
  const ready = Promise.withResolvers<void>();
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of lines(stream)) {
      output.push(line);
      if (line.startsWith("Ready in")) ready.resolve();
    }
  };
  const ended = Promise.all([process.status, read(process.stdout), read(process.stderr)])
    .then(([{ code }]) => code);
  const failed = ended.then((code) => {
    throw new StackFailed(code, output);
  });
  failed.catch(() => {});
  await Promise.race([ready.promise, failed]);

  const address = (name: string) => {
    const line = output.find((candidate) => candidate.trim().startsWith(name));
    return /http:\/\/127\.0\.0\.1:\d+/.exec(line ?? "")![0];
  };
  const end = async (signal: Deno.Signal = "SIGINT") => {
    try {
      // The whole group.
      Deno.kill(-process.pid, signal);
    } catch {
      // It has ended already.
    }
    return await ended;
  };
  return {
    apiUrl: address("Supabase"),
    appUrl: address("Web app"),
    googleUrl: address("Google"),
    output,
    data,
    end,
    async killParent() {
      const { pid } = JSON.parse(await Deno.readTextFile(`${data}/lock`));
      Deno.kill(pid, "SIGKILL");
      await ended;
    },
    async [Symbol.asyncDispose]() {
      await end("SIGKILL");
    },
  };
}
