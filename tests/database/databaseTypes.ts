/**
 * The TypeScript types of the database, as `supabase gen types` writes them and `deno fmt` formats
 * them.
 *
 * @module
 */
import { remote, type SupabaseCli } from "../support/supabaseCli.ts";

/** Where the functions import them from. */
export const TYPES_FILE = new URL(
  "../../supabase/functions/_shared/database.types.ts",
  import.meta.url,
);

/** The types of a migrated database. */
export async function databaseTypes(cli: SupabaseCli, databaseUrl: string): Promise<string> {
  const generated = await cli.expect(["gen", "types", remote(databaseUrl)]);
  const fmt = new Deno.Command(Deno.execPath(), {
    args: ["fmt", "--ext=ts", "-"],
    cwd: new URL("../../", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = fmt.stdin.getWriter();
  await writer.write(new TextEncoder().encode(generated));
  await writer.close();
  const { success, stdout } = await fmt.output();
  if (!success) throw new Error("deno fmt cannot format what supabase gen types wrote");
  return new TextDecoder().decode(stdout);
}
