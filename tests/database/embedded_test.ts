/**
 * The schema on the local stack's embedded database: as a hosted project is by default, and as the
 * embedded data API makes it, which grants every table to everyone at its first request.
 */
import { assertEquals } from "@std/assert";
import { captureLogs } from "../support/logs.ts";
import { startTestStack } from "../support/stack.ts";
import { ACCESS, regranted } from "./access.ts";
import type { Query } from "./query.ts";
import { checkAccess, checkPrivileges } from "./checks.ts";
import { insertRows } from "./rows.ts";

captureLogs();
// The embedded database sets timers of its own, which may end within any test.
Deno.test.sanitizer({ ops: false, resources: false });

for (const grants of ["none", "all"] as const) {
  const stack = await startTestStack({ embedded: true, grants });
  const where = grants === "none"
    ? "the embedded database as a hosted project"
    : "the embedded database that grants everything";
  const keys = {
    publishable: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
    secret: JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default,
  };
  const query: Query = (sql, params) => stack.sql(sql, params);
  const user = await stack.createUser({ google: null });
  const read = async (table: string, apikey: string, bearer?: string) => {
    const response = await fetch(`${stack.apiUrl}/rest/v1/${table}`, {
      headers: { apikey, ...(bearer && { authorization: `Bearer ${bearer}` }) },
    });
    const answer = await response.json();
    return answer.length ?? response.status;
  };

  // The first request of the data API, before anything is checked.
  await read("classes", keys.secret);
  await insertRows(query);

  checkAccess(where, query, grants === "all" ? regranted : undefined);
  if (grants === "none") checkPrivileges(where, query);

  Deno.test(`${where}: the data API gives a table's rows to the secret key only`, async () => {
    const closed = (actor: "anon" | "stranger", table: string) => {
      if (grants === "all" || ACCESS[table]![actor][0] === "none") return 0;
      // PostgREST's answers to a missing privilege: without a session 401, with one 403.
      return actor === "anon" ? 401 : 403;
    };
    for (const table of Object.keys(ACCESS)) {
      assertEquals(await read(table, keys.secret), 1, table);
      assertEquals(await read(table, keys.publishable), closed("anon", table), table);
      assertEquals(
        await read(table, keys.publishable, user.access_token),
        closed("stranger", table),
        table,
      );
    }
  });

  Deno.test.afterAll(() => stack.close());
}
