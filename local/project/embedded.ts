/**
 * The embedded database: PGlite, in a folder. It has one connection, so jobs are carried out one at a
 * time.
 *
 * @module
 */
import { createPgliteConnection } from "@supabase/lite/pglite";
import type { Database } from "./database.ts";
import { type Queue, serialQueue } from "./queue.ts";

/** It sets the process's exit code when a query fails, and when it closes. */
async function keepingExitCode<T>(job: () => Promise<T>): Promise<T> {
  const { exitCode } = Deno;
  try {
    return await job();
  } finally {
    Deno.exitCode = exitCode;
  }
}

/** Opens the database in this folder; makes it where there is none. */
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
