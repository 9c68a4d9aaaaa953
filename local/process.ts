/**
 * Starts child processes, reads what they write and stops them. No child outlives this process, even if
 * this process is killed.
 *
 * @module
 */

import { lines } from "./lines.ts";

export interface ProcessOptions {
  /** The program. Default: the Deno that runs this process. */
  command?: string;
  args: string[];
  cwd?: string;
  /** Added to this process's environment, or all of the child's environment if `clearEnv` is set. */
  env?: Record<string, string>;
  clearEnv?: boolean;
  /** Gives the child a process group of its own, as a terminal does: `stop` signals the whole group. */
  ownGroup?: boolean;
  /** Called for each line of standard output and standard error. */
  onLine?(line: string): void;
}

export interface ChildProcess extends AsyncDisposable {
  pid: number;
  /** Resolves to the exit code, after the last line. */
  ended: Promise<number>;
  /**
   * Sends a signal unless the process has ended. Resolves to the exit code. Default: SIGKILL, because
   * `deno serve` answers SIGTERM by waiting for its open requests.
   */
  stop(signal?: Deno.Signal): Promise<number>;
}

export interface ServerProcess extends ChildProcess {
  /** `http://127.0.0.1:PORT`. Rejects if the process ends, or 30 s pass, before it listens. */
  address: Promise<string>;
}

/**
 * Replaces itself with the command, and leaves a watcher behind: if the pipe to this process closes
 * before a line comes through it, the watcher kills the child. The system closes the pipe when this
 * process ends, however it ends, and a child that never yields cannot prevent that.
 */
const WATCHED = `
exec 3<&0 </dev/null
(trap '' TERM HUP; read -r released <&3 || kill -KILL $$) >/dev/null 2>&1 &
exec "$@" 3<&-`;

/** Longer than the slowest start on a busy machine. */
const START_MS = 30_000;

/** What `deno serve` and our own servers write when they listen. */
const LISTENING = /Listening on (http:\/\/127\.0\.0\.1:\d+)/;

/** Starts a process. Throws nothing if the command does not exist: the child then ends with 127. */
export function startProcess(options: ProcessOptions): ChildProcess {
  const { command = Deno.execPath(), args, cwd, env, clearEnv, ownGroup, onLine } = options;
  const process = new Deno.Command("/bin/sh", {
    args: ["-c", WATCHED, "sh", command, ...args],
    cwd,
    env,
    clearEnv,
    detached: ownGroup,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  const read = async (output: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const line of lines(output)) onLine?.(line);
  };
  const reading = Promise.all([read(process.stdout), read(process.stderr)]);
  const release = async () => {
    const pipe = process.stdin.getWriter();
    await pipe.write(new TextEncoder().encode("\n"));
    await pipe.close();
  };
  const ended = (async () => {
    const { code } = await process.status;
    // The watcher may have ended with the child's group.
    await release().catch(() => {});
    await reading;
    return code;
  })();
  const stop = (signal: Deno.Signal = "SIGKILL") => {
    try {
      Deno.kill(ownGroup ? -process.pid : process.pid, signal);
    } catch {
      // The process has ended.
    }
    return ended;
  };
  return {
    pid: process.pid,
    ended,
    stop,
    [Symbol.asyncDispose]: async () => void await stop(),
  };
}

/**
 * Starts a server that writes `Listening on http://127.0.0.1:PORT` once it listens. Without `onLine`,
 * what the server wrote before that is in the error of `address`.
 */
export function startServer({ onLine, ...options }: ProcessOptions): ServerProcess {
  const address = Promise.withResolvers<string>();
  // A caller that waits for the address handles the rejection; a caller may also not wait.
  address.promise.catch(() => {});
  const written: string[] = [];
  let listens = false;
  const process = startProcess({
    ...options,
    onLine(line) {
      const [, url] = listens ? [] : LISTENING.exec(line) ?? [];
      if (url) {
        listens = true;
        address.resolve(url);
      } else if (onLine) onLine(line);
      else if (!listens) written.push(line);
    },
  });
  const fail = (why: string) => address.reject(new Error([why, ...written].join("\n")));
  const timeout = setTimeout(() => {
    fail(`The process does not listen after ${START_MS / 1000} s`);
    process.stop("SIGKILL");
  }, START_MS);
  address.promise.finally(() => clearTimeout(timeout)).catch(() => {});
  process.ended.then((code) => fail(`The process ended with code ${code} before it listened`));
  return { ...process, address: address.promise };
}
