/**
 * Applies `supabase/seed.sql` once per database, and records it where the Supabase CLI does.
 *
 * @module
 */
import type { Database } from "./database.ts";

const PATH = "supabase/seed.sql";
const RECORD = "supabase_migrations.seed_files";

/** Runs the seed in one transaction, unless it has run on this database. */
export async function applySeed({ query, script }: Database): Promise<void> {
  await script(`create table if not exists ${RECORD} (path text primary key, hash text not null)`);
  const applied = await query(`select from ${RECORD} where path = $1`, [PATH]);
  if (applied.length > 0) return;
  const seed = await Deno.readTextFile(PATH);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(seed));
  const hash = new Uint8Array(digest).toHex();
  await script(`insert into ${RECORD} values ('${PATH}', '${hash}');\n${seed}`);
}
