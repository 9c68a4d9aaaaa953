/**
 * Turns a failure of a task into one sentence for the person at the terminal, and a remedy. Every task
 * shows its failures by it. Imports no package, because `deno task start` uses it before any is there.
 *
 * @module
 */
import { redact } from "./redact.ts";

/** Thrown if the command line is wrong or incomplete. The task then exits with 2. */
export class UsageError extends Error {}

/** Where the programs come from that a task starts. */
const PROGRAMS: Record<string, string> = {
  npx: "It comes with Node: https://nodejs.org",
  valgrind: "Install it, for instance: apt-get install valgrind",
  git: "Install it: https://git-scm.com",
};

const NETWORK = "Check the address and this machine's network, and run this again.";

const { errors } = Deno;

/** What the system refused, by the class of Deno's error. */
const REFUSED: [kind: new (message: string) => Error, says: (path: string) => string][] = [
  [
    errors.PermissionDenied,
    (path) => `No permission for ${path}. Run this as its owner, or change its rights: chmod`,
  ],
  [
    errors.IsADirectory,
    (path) => `${path} is a folder, and a file is needed. Give the path of the file.`,
  ],
  [errors.NotADirectory, (path) => `A part of ${path} is a file, not a folder. Check the path.`],
  [
    errors.AlreadyExists,
    (path) => `${path} is there already. Move it away, or choose another path.`,
  ],
];

const UNREACHED: (new (message: string) => Error)[] = [
  errors.ConnectionRefused,
  errors.ConnectionReset,
  errors.ConnectionAborted,
  errors.NotConnected,
  errors.TimedOut,
];

/** Returns a sentence and a remedy, without secrets. */
export function sentenceOf(error: unknown): string {
  return redact(error instanceof Error ? ofError(error) : String(error));
}

/** Whether the command line is what is wrong. */
export function isUsage(error: unknown): boolean {
  return error instanceof UsageError || /^ERR_PARSE_ARGS/.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? "");
}

function ofError(error: Error): string {
  if (/^ERR_PARSE_ARGS/.test(codeOf(error))) {
    return `${error.message.split(/\.?\n|\. /)[0]}. See the options with --help.`;
  }
  return ofSystem(error) ?? ofNetwork(error) ?? ofFunctions(error) ?? ofTask(error) ??
    ofFault(error);
}

/** What the system says of files, folders, programs and ports. */
function ofSystem(error: Error): string | undefined {
  const { message } = error;
  const [, program = "", why = ""] = /^Failed to spawn '(.*?)': (.*)/.exec(message) ?? [];
  const [, cwd] = /^No such cwd '(.*)'/.exec(why) ?? [];
  if (cwd) return `There is no folder ${cwd}. Check the path.`;
  if (program && error instanceof errors.NotFound) {
    return `The program ${program} is missing. ${
      PROGRAMS[program] ?? "Install it, or add its folder to PATH."
    }`;
  }
  const path = program || (/\): \w+ '(.*?)'/.exec(message)?.[1] ?? "a file that is needed");
  if (error instanceof errors.NotFound) {
    const isWritten = /\): (writefile|mkdir|open|rename) /.test(message);
    return isWritten
      ? `${path} cannot be written: its folder is not there. Check the path.`
      : `There is no ${path}. Check the path, and the folder that you are in.`;
  }
  if (error instanceof errors.AddrInUse) {
    return "A port is taken. Stop what listens there, or choose another port.";
  }
  // Deno's own permissions: the command in deno.json grants too little.
  if (error instanceof errors.NotCapable) {
    return `${message.split(",")[0]}. Run it by deno task, which grants that.`;
  }
  if (/os error 28\b/.test(message)) return "The disk is full. Make room, and run this again.";
  if (/os error 30\b/.test(message)) return `${path} is on a read-only disk. Choose another path.`;
  return REFUSED.find(([kind]) => error instanceof kind)?.[1](path);
}

function ofNetwork(error: Error): string | undefined {
  const cause = error.cause instanceof Error ? error.cause.message : "";
  const [, address] = /error sending request for url \((.*?)\)/.exec(`${error.message} ${cause}`) ??
    [];
  if (address) return `${URL.parse(address)?.origin ?? "A server"} cannot be reached. ${NETWORK}`;
  if (error.name === "TimeoutError") return `No answer came in time. ${NETWORK}`;
  const isUnreached = UNREACHED.some((kind) => error instanceof kind) ||
    /^fetch failed/i.test(error.message) || /^E(CONN|HOST|NET|AI)|ENOTFOUND/.test(codeOf(error));
  return isUnreached ? `A server cannot be reached. ${NETWORK}` : undefined;
}

/** What the functions' own code throws: an `ApiError`, whose cause names a setting and the remedy. */
function ofFunctions(error: Error): string | undefined {
  if (error.constructor.name !== "ApiError") return undefined;
  const [code, cause] = [codeOf(error), error.cause instanceof Error ? error.cause.message : ""];
  if (code !== "misconfigured") {
    return `${error.message} What to do is in docs/errors.md#${code}`;
  }
  if (/^[A-Z_]+: /.test(cause)) return cause;
  return `The project is not set up for this (${cause}). Its doctor says more: deno task doctor`;
}

/** A task's own errors say what to do themselves. */
function ofTask(error: Error): string | undefined {
  return error.constructor === Error || error instanceof UsageError ? error.message : undefined;
}

function ofFault(error: Error): string {
  const [, place] =
    /\/((?:tasks|local|tests|bench|supabase)\/[\w/.-]+:\d+)/.exec(error.stack ?? "") ??
      [];
  const [line] = error.message.split("\n");
  return `${error.name}: ${line}${place ? ` (${place})` : ""}. ` +
    "This is a fault of the task itself: please report it, with the command that you gave.";
}
