/**
 * The tests of who may reach what, the same for every database and platform.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  ACCESS,
  type Access,
  BROWSER_FUNCTIONS,
  COMMANDS,
  SECRET_COLUMNS,
  SECRET_NAME,
} from "./access.ts";
import { accessTo, type Query } from "./attempt.ts";
import {
  browserFunctions,
  browserPrivileges,
  columns,
  tables,
  unprotectedTables,
} from "./catalog.ts";

/** The privileges that the expected table means, written as the catalog has them. */
function expectedPrivileges(expected: Record<string, Access>): string[] {
  return Object.entries(expected).flatMap(([table, access]) =>
    COMMANDS.flatMap((command, i) => [
      ...(access.anon[i] === "deny" ? [] : [`anon ${command} ${table}`]),
      ...(access.owner[i] === "deny" ? [] : [`authenticated ${command} ${table}`]),
    ])
  ).sort();
}

/**
 * Registers them. `where` names the database and its platform; `query` runs on it once the rows of
 * `insertRows` are there; `platform` opens what the platform grants after the migrations.
 */
export function checkAccess(
  where: string,
  query: Query,
  platform: (access: Access) => Access = (access) => access,
): void {
  Deno.test(`${where}: every table is expected, and row-level security is on`, async () => {
    assertEquals(await tables(query), Object.keys(ACCESS).sort());
    assertEquals(await unprotectedTables(query), []);
  });

  for (const [table, access] of Object.entries(ACCESS)) {
    Deno.test(`${where}: ${table} is open to whom it should be, in every column`, async () => {
      assertEquals(await accessTo(query, table), platform(access));
    });
  }

  Deno.test(`${where}: every secret column is known, and in a table closed to browsers`, async () => {
    const names = await columns(query);
    assertEquals(names.filter((name) => SECRET_NAME.test(name.split(".")[1])), SECRET_COLUMNS);
    for (const column of SECRET_COLUMNS) {
      const { anon, owner, stranger } = ACCESS[column.split(".")[0]];
      assertEquals(new Set([...anon, ...owner, ...stranger]), new Set(["deny"]), column);
    }
  });

  Deno.test(`${where}: the functions that browsers may call are the listed ones`, async () => {
    assertEquals(await browserFunctions(query), BROWSER_FUNCTIONS);
  });
}

/** Registers that browsers hold no privilege beyond those of the table: no truncate, no references. */
export function checkPrivileges(where: string, query: Query): void {
  Deno.test(`${where}: browsers hold no privilege beyond the expected`, async () => {
    assertEquals(await browserPrivileges(query), expectedPrivileges(ACCESS));
  });
}
