/**
 * The tests of who may reach what, the same for every database and platform.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import {
  ACCESS,
  type Access,
  type Actor,
  BROWSER_FUNCTIONS,
  COMMANDS,
  SECRET_COLUMNS,
  SECRET_NAME,
} from "./access.ts";
import { accessTo, attempt } from "./attempt.ts";
import type { Query } from "./query.ts";
import { CLASS, STRANGER } from "./rows.ts";
import {
  browserFunctions,
  browserPrivileges,
  columns,
  schemaUsers,
  tables,
  unprotectedTables,
} from "./catalog.ts";

/** Writes that a row's own columns allow, but what they refer to does not. */
const FOREIGN_WRITES: [what: string, actor: Actor, sql: string][] = [
  [
    "adds a resource of their own to another user's class",
    "stranger",
    `insert into public.resources (class_id, user_id, type, name)
     values ('${CLASS}', $1::uuid, 'lecture', 'Mine') returning 1`,
  ],
  [
    "gives a resource to another user",
    "owner",
    "update public.resources set user_id = $1::uuid returning 1",
  ],
  [
    "moves a resource to a class that is not theirs",
    "owner",
    "update public.resources set class_id = gen_random_uuid() returning 1",
  ],
  [
    "gives a class to another user",
    "owner",
    "update public.classes set user_id = $1::uuid returning 1",
  ],
];

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
  platform: (access: Access, table: string) => Access = (access) => access,
): void {
  Deno.test(`${where}: the tables are the expected ones, with row-level security`, async () => {
    assertEquals(await tables(query), Object.keys(ACCESS).sort());
    assertEquals(await unprotectedTables(query), []);
  });

  for (const [table, access] of Object.entries(ACCESS)) {
    Deno.test(`${where}: ${table} has the expected access for every actor, in every column`, async () => {
      assertEquals(await accessTo(query, table), platform(access, table));
    });
  }

  for (const [what, actor, sql] of FOREIGN_WRITES) {
    Deno.test(`${where}: no user ${what}`, async () => {
      const params = sql.includes("$1") ? [STRANGER] : undefined;
      assertEquals(await attempt(query, actor, { sql, params }), "none");
    });
  }

  Deno.test(`${where}: every secret column is listed, and its table is closed to browsers`, async () => {
    const names = await columns(query);
    assertEquals(names.filter((name) => SECRET_NAME.test(name.split(".")[2]!)), SECRET_COLUMNS);
    for (const column of SECRET_COLUMNS) {
      const { anon, owner, stranger } = ACCESS[column.replace(/\.\w+$/, "")]!;
      assertEquals(new Set([...anon, ...owner, ...stranger]), new Set(["deny"]), column);
    }
  });

  Deno.test(`${where}: the functions that browsers may call are the listed ones`, async () => {
    assertEquals(await browserFunctions(query), BROWSER_FUNCTIONS);
  });
}

/**
 * Registers that browsers hold no privilege beyond those of the table: no truncate, no references, no
 * use of the server's schema.
 */
export function checkPrivileges(where: string, query: Query): void {
  Deno.test(`${where}: browsers hold no privilege beyond the expected`, async () => {
    assertEquals(await browserPrivileges(query), expectedPrivileges(ACCESS));
  });

  Deno.test(`${where}: only the Edge Functions may look into google_calendar`, async () => {
    assertEquals(await schemaUsers(query), ["service_role"]);
  });
}
