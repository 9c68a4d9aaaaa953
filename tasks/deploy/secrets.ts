/**
 * The settings as the Supabase CLI reads them from a file: the functions' own and no other, each on
 * one line, in a file that only its owner reads and that is gone afterwards.
 *
 * @module
 */
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { OWN_SETTINGS } from "../doctor/settings.ts";

/** Those that are set. */
export function settingsToDeploy(read: ReadVariable): [name: string, value: string][] {
  return OWN_SETTINGS.flatMap((name) => {
    const value = read(name)?.trim();
    return value ? [[name, oneLine(name, value)] as [string, string]] : [];
  });
}

/** The client's file is JSON, as the doctor has seen; a person keeps it on many lines. */
function oneLine(name: string, value: string): string {
  return name === "GOOGLE_CLIENT_SECRETS" ? JSON.stringify(JSON.parse(value)) : value;
}

function quoted([name, value]: [string, string]): string {
  if (/['\r\n]/.test(value)) throw new Error(`${name} has a quote or a line break in it`);
  // Between single quotes nothing is special.
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
