/**
 * Finds the settings that are deployed but no longer given: they would stay in force until somebody
 * unsets them. Only settings of these functions are considered, never another secret of the project.
 *
 * @module
 */
import { z } from "zod";
import { OWN_SETTINGS } from "../doctor/settings.ts";
import type { DeployOptions } from "./options.ts";
import { settingsToDeploy } from "./secrets.ts";
import { supabase } from "./supabaseCli.ts";

/** `supabase secrets list` names each secret; in place of its value it has a digest. */
const list = z.array(z.object({ name: z.string() }));

function parseNames(text: string): string[] {
  try {
    const value = JSON.parse(text);
    return list.parse(value?.secrets ?? value).map(({ name }) => name);
  } catch {
    throw new Error("supabase secrets list gave an answer that cannot be read. Nothing was done.");
  }
}

/** Returns their names. */
export async function removedSettings(
  { ref, read, folder, cliArgs }: DeployOptions,
): Promise<string[]> {
  const { stdout } = await supabase(
    ["secrets", "list", "--output-format=json", `--remote=${ref}`, ...cliArgs],
    // A list of names and digests helps nobody.
    { folder, verbose: false },
  );
  const deployed = parseNames(stdout);
  const given = new Set<string>(settingsToDeploy(read).map(([name]) => name));
  return OWN_SETTINGS.filter((name) => deployed.includes(name) && !given.has(name));
}
