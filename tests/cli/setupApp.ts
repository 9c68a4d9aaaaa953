/**
 * An app's folder for the tests of `deno task setup`, and a Google client for it.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { parseEnv } from "node:util";

export const REF = "abcdefghijklmnopqrst";
export const CLIENT_ID = "1234-local.apps.googleusercontent.com";
/** New in each run, so that nothing that prints it is taken for a text. */
export const SECRET = `local-client-secret-${crypto.randomUUID()}`;

export interface SetupApp extends AsyncDisposable {
  folder: string;
  /** The path of its env file. */
  env: string;
}

/** A folder with the functions and the web app's example, and an env file if there is a text for it. */
export async function newApp(env?: string): Promise<SetupApp> {
  const folder = await Deno.makeTempDir({ prefix: "setup-" });
  await cp("supabase", `${folder}/supabase`, {
    recursive: true,
    filter: (path) => !/\/(\.env|\.temp)$/.test(path),
  });
  await Deno.mkdir(`${folder}/web`);
  await Deno.copyFile("web/.env.example", `${folder}/web/.env.example`);
  const path = `${folder}/supabase/functions/.env`;
  if (env !== undefined) await Deno.writeTextFile(path, env);
  return {
    folder,
    env: path,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

export async function settingsOf({ env }: SetupApp): Promise<Record<string, string | undefined>> {
  return parseEnv(await Deno.readTextFile(env));
}

/** The file that Google Cloud lets one download. */
export function clientFile(...redirect_uris: string[]): string {
  return JSON.stringify({
    web: { client_id: CLIENT_ID, client_secret: SECRET, redirect_uris },
  });
}
