/**
 * Applies `supabase/seed.sql` once per database, and records it where the Supabase CLI does.
 *
 * @module
 */
import type { PGlite } from "@supabase/lite/pglite";

const PATH = "supabase/seed.sql";

/** Runs the seed unless this database has had one. All of it is applied, or nothing. */
export async function applySeed(database: PGlite): Promise<void> {
  const seed = await Deno.readTextFile(PATH);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(seed));
  await database.transaction(async (transaction) => {
    await transaction.exec(
      "create table if not exists supabase_migrations.seed_files (path text primary key, hash text not null)",
    );
    const { rows } = await transaction.query(
      "insert into supabase_migrations.seed_files (path, hash) values ($1, $2) on conflict do nothing returning path",
      [PATH, new Uint8Array(digest).toHex()],
    );
    if (rows.length > 0) await transaction.exec(seed);
  });
}
