/**
 * Writes the functions' own settings to a file for the Supabase CLI, one on each line. Only its owner
 * can read the file, and it is deleted afterwards.
 *
 * @module
 */
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { OWN_SETTINGS } from "../doctor/settings.ts";

/** Returns the settings that have a value. */
export function settingsToDeploy(read: ReadVariable): [name: string, value: string][] {
  return OWN_SETTINGS.flatMap((name) => {
    const value = read(name)?.trim();
    return value ? [[name, oneLine(name, value)] as [string, string]] : [];
  });
}

/** Puts the client's file on one line. The doctor has checked that it is JSON. */
function oneLine(name: string, value: string): string {
  return name === "GOOGLE_CLIENT_SECRETS" ? JSON.stringify(JSON.parse(value)) : value;
}

function quoted([name, value]: [string, string]): string {
  if (/['\r\n]/.test(value)) throw new Error(`${name} has a quote or a line break in it`);
  // No character is special between single quotes.
  return `${name}='${value}'\n`;
}

/** Runs `use` with the path of such a file. */
export async function withSecretsFile<T>(
  read: ReadVariable,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = await Deno.makeTempFile({ prefix: "secrets-", suffix: ".env" });
  try {
    await Deno.writeTextFile(path, settingsToDeploy(read).map(quoted).join(""), { mode: 0o600 });
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}
