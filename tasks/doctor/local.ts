/**
 * The settings of the local stack, from where it keeps its secrets. `deno task start` must be running
 * on its usual ports; others come from the environment, as `API_URL`, `APP_URL`, `CONNECT_PATH` and
 * `GOOGLE_EMULATOR_URL`.
 *
 * @module
 */
import { functionEnv } from "../../local/functionSettings.ts";
import type { Secrets } from "../../local/secrets.ts";
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";

/** Throws an error for the user if no stack has been started with this folder. */
export function localSettings(data: string): ReadVariable {
  let secrets: Secrets;
  try {
    secrets = JSON.parse(Deno.readTextFileSync(`${data}/secrets.json`));
  } catch {
    throw new Error(`There is no local stack in ${data}. Start one: deno task start`);
  }
  const values: Record<string, string> = {
    ...functionEnv({
      apiUrl: Deno.env.get("API_URL") ?? "http://127.0.0.1:54321",
      appUrl: Deno.env.get("APP_URL") ?? "http://127.0.0.1:5173",
      connectPath: Deno.env.get("CONNECT_PATH"),
      googleUrl: Deno.env.get("GOOGLE_EMULATOR_URL") ?? "http://127.0.0.1:54330",
      ...secrets,
    }),
    SUPABASE_JWT_SECRET: secrets.keys.jwtSecret,
  };
  return (name) => values[name];
}
