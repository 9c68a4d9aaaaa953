/**
 * The schema on the local stack's embedded database: as a hosted project is by default, and as the
 * embedded data API makes it, which grants every table to everyone at its first request.
 */
import { assertEquals } from "@std/assert";
import { parse } from "smol-toml";
import { captureLogs } from "../support/logs.ts";
import { startTestStack } from "../support/stack.ts";
import { ACCESS, regranted } from "./access.ts";
import type { Query } from "./query.ts";
import { checkAccess, checkPrivileges } from "./checks.ts";
import { insertRows } from "./rows.ts";

Deno.test("the data API of config.toml exposes no schema of the server's", async () => {
  const config = parse(await Deno.readTextFile("supabase/config.toml")) as {
    api: { schemas: string[] };
  };
  assertEquals(config.api.schemas, ["public", "graphql_public"]);
});

const isPublic = (table: string) => table.startsWith("public.");
const nameOf = (table: string) => table.split(".")[1]!;

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
  const ask = async (path: string, apikey: string, bearer?: string, request: RequestInit = {}) => {
    const response = await fetch(`${stack.apiUrl}/rest/v1/${path}`, {
      ...request,
      headers: {
        apikey,
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...request.headers,
      },
    });
    return { status: response.status, answer: await response.json() };
  };
  const read = async (table: string, apikey: string, bearer?: string) => {
    const { status, answer } = await ask(table, apikey, bearer);
    return answer.length ?? status;
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
    for (const table of Object.keys(ACCESS).filter(isPublic)) {
      const name = nameOf(table);
      assertEquals(await read(name, keys.secret), 1, table);
      assertEquals(await read(name, keys.publishable), closed("anon", table), table);
      assertEquals(
        await read(name, keys.publishable, user.access_token),
        closed("stranger", table),
        table,
      );
    }
  });

  Deno.test(`${where}: nothing of google_calendar answers through the data API, whoever asks`, async () => {
    const who: [apikey: string, bearer?: string][] = [
      [keys.secret],
      [keys.publishable],
      [keys.publishable, user.access_token],
    ];
    const profiles = { "accept-profile": "google_calendar", "content-profile": "google_calendar" };
    const post = { method: "POST", body: "{}" };
    const json = { "content-type": "application/json" };
    for (const [apikey, bearer] of who) {
      for (const table of Object.keys(ACCESS).filter((table) => !isPublic(table))) {
        const asked = [
          await ask(nameOf(table), apikey, bearer, { headers: profiles }),
          await ask(nameOf(table), apikey, bearer, { ...post, headers: { ...profiles, ...json } }),
          await ask(nameOf(table), apikey, bearer),
          await ask(table, apikey, bearer),
        ];
        // PostgREST's answers: no such schema, and no such table.
        assertEquals(asked.map(({ status }) => status), [406, 406, 404, 404], table);
      }
      const call = "rpc/find_resource";
      const asked = [
        await ask(call, apikey, bearer, { ...post, headers: { ...profiles, ...json } }),
        await ask(call, apikey, bearer, { ...post, headers: json }),
      ];
      assertEquals(asked.map(({ status }) => status), [406, 404]);
    }
  });

  Deno.test.afterAll(() => stack.close());
}
