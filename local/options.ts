/**
 * The options of `deno task start`.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { UsageError } from "../tasks/sentences.ts";

export interface Options {
  reset: boolean;
  /** The folder that keeps all data between starts. */
  data: string;
  /** The folder of the functions. */
  functions: string;
  /** The page of the web app that confirms connections; undefined leaves `CONNECT_PATH` unset. */
  connectPath: string | undefined;
  /** An app of one's own, which is then used instead of the web app; undefined serves the web app. */
  appUrl: string | undefined;
  /** 0 means any free port. */
  ports: { api: number; google: number; web: number };
}

export const HELP = `deno task start [options]

  --reset           delete all users, data and keys, and start again
  --data FOLDER     keep everything in this folder (.local)
  --api-port N      data API, Auth and functions (54321)
  --google-port N   Google emulator (54330)
  --web-port N      web app (5173)
  --functions FOLDER  serve the functions in this folder (supabase/functions)
  --app-url ADDRESS  your own app, for instance http://localhost:5173, instead of the web app
  --connect-path PATH  the page of the app that confirms connections (/profile)
`;

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`--${name} must be a port, such as 54321, and not ${text}`);
}

/** The address without a trailing slash. */
function appUrlOf(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) {
    return (url.origin + url.pathname).replace(/\/$/, "");
  }
  throw new UsageError(
    `--app-url must be an address, such as http://localhost:5173, and not ${text}`,
  );
}

/**
 * Returns the options, or undefined for `--help`. Throws an error with a message for the user if an
 * option is unknown or invalid.
 */
export function parseOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      help: { type: "boolean", short: "h" },
      reset: { type: "boolean", default: false },
      data: { type: "string", default: ".local" },
      functions: { type: "string", default: "supabase/functions" },
      "app-url": { type: "string" },
      "connect-path": { type: "string" },
      "api-port": { type: "string", default: "54321" },
      "google-port": { type: "string", default: "54330" },
      "web-port": { type: "string", default: "5173" },
    },
  });
  if (values.help) return undefined;
  return {
    reset: values.reset,
    data: values.data,
    functions: values.functions,
    connectPath: values["connect-path"],
    appUrl: values["app-url"] === undefined ? undefined : appUrlOf(values["app-url"]),
    ports: {
      api: portOf("api-port", values["api-port"]),
      google: portOf("google-port", values["google-port"]),
      web: portOf("web-port", values["web-port"]),
    },
  };
}
