/**
 * A database for a test on the PostgreSQL server that the suite shares, copied from a migrated one.
 *
 * @module
 */
import { createPostgresConnection } from "@supabase/lite/postgres";
import postgres from "postgres";
import type { Database } from "../../local/project/database.ts";
import { migrate, migrationsVersion } from "./migrated.ts";

/** The variable that says where the server's owner connects; see `tests/run.ts`. */
export const SERVER = "TEST_DATABASE_SERVER";

/** Opened at once: one that is opened later is open when some test ends. */
const CONNECTIONS = 2;

function databaseAt(server: string, name: string): string {
  return new URL(`/${name}`, server).href;
}

/** The data API passes an argument of this type as JSON text already. The driver would quote it once more. */
const JSON_TEXT = {
  to: 3802,
  from: [3802],
  serialize: (value: unknown) => typeof value === "string" ? value : JSON.stringify(value),
  parse: (text: string) => JSON.parse(text),
};

async function open(url: string, connections: number): Promise<Database> {
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: connections, onnotice: () => {}, types: { jsonb: JSON_TEXT } },
  });
  const { driver } = connection;
  const reserved = await Promise.all(Array.from({ length: connections }, () => driver.reserve()));
  for (const one of reserved) one.release();
  return {
    connection,
    inTurn: (job) => job(),
    query: async <T>(query: string, params: unknown[] = []) =>
      [...await driver.unsafe(query, params as never[])] as T[],
    async script(statements) {
      await driver.unsafe(statements);
    },
    close: () => connection.close(),
  };
}

/** Makes the migrated database where there is none yet. */
async function ensureTemplate(admin: postgres.Sql, server: string, name: string): Promise<void> {
  // Held by the connection: processes that come at the same time wait for the first.
  await admin`select pg_advisory_lock(hashtext(${name}))`;
  try {
    const found = await admin`select from pg_database where datname = ${name}`;
    if (found.length > 0) return;
    await admin.unsafe(`create database making_${name}`);
    await migrate(await open(databaseAt(server, `making_${name}`), 1));
    await admin.unsafe(`alter database making_${name} rename to ${name}`);
  } finally {
    await admin`select pg_advisory_unlock(hashtext(${name}))`;
  }
}

/**
 * A migrated database on the server at this address, which goes away as it is closed. So many calls run at
 * the same time.
 */
export async function openServerCopy(
  server: string,
  connections = CONNECTIONS,
): Promise<Database> {
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  const template = `migrated_${await migrationsVersion()}`;
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await ensureTemplate(admin, server, template);
  // Without the write-ahead log, which would hold all of it once more.
  await admin.unsafe(`create database ${name} template ${template} strategy file_copy`);
  const database = await open(databaseAt(server, name), connections);
  return {
    ...database,
    async close() {
      await database.close();
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
