/**
 * Opens the embedded database: PGlite, in a folder. It has one connection, so jobs run one at a time.
 *
 * @module
 */
import { createPgliteConnection } from "@supabase/lite/pglite";
import type { Database } from "./database.ts";
import { type Queue, serialQueue } from "./queue.ts";

/** Restores the process's exit code, which PGlite changes when a query fails and when it closes. */
async function keepingExitCode<T>(job: () => Promise<T>): Promise<T> {
  const { exitCode } = Deno;
  try {
    return await job();
  } finally {
    Deno.exitCode = exitCode;
  }
}

/** Opens the database in this folder, and creates it if it is missing. */
export async function openEmbedded(folder: string): Promise<Database> {
  const connection = await keepingExitCode(async () => {
    const opening = await createPgliteConnection({ url: folder });
    await opening.driver.waitReady;
    return opening;
  });
  const queue = serialQueue();
  const inTurn: Queue = (job) => queue(() => keepingExitCode(job));
  return {
    connection,
    inTurn,
    query: async <T>(query: string, params?: unknown[]) =>
      (await connection.driver.query<T>(query, params)).rows,
    async script(statements) {
      await connection.driver.exec(statements);
    },
    close: () => connection.close(),
  };
}
