/**
 * Tries a command on a table as somebody, as the data API would run it, and takes everything back.
 *
 * @module
 */
import { type Access, type Actor, ACTORS, type Command, COMMANDS, type Outcome } from "./access.ts";
import type { Query } from "./query.ts";
import { OWNER, STRANGER } from "./rows.ts";

const SESSIONS: Record<Actor, { role: string; sub?: string }> = {
  anon: { role: "anon" },
  stranger: { role: "authenticated", sub: STRANGER },
  owner: { role: "authenticated", sub: OWNER },
  service_role: { role: "service_role" },
};

/** The seeded row as JSON, to be written again by the attempts. */
type Row = Record<string, unknown>;

/** What a statement leads to when the actor runs it. `prepare` runs before, as the database's owner. */
export async function attempt(
  query: Query,
  actor: Actor,
  statement: { sql: string; params?: unknown[]; prepare?: string },
): Promise<Outcome> {
  const session = SESSIONS[actor];
  await query("begin");
  try {
    if (statement.prepare) await query(statement.prepare);
    // PostgREST's present name for the session's claims, and its former one.
    await query(
      `select set_config('request.jwt.claims', $1, true),
              set_config('request.jwt.claim.sub', $2, true)`,
      [JSON.stringify(session), session.sub ?? ""],
    );
    await query(`set local role ${session.role}`);
    const [done] = await query<{ count: number }>(
      `with done as (${statement.sql}) select count(*)::integer as count from done`,
      statement.params,
    );
    return done!.count > 0 ? "rows" : "none";
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    // insufficient_privilege: a missing grant, or a policy's check.
    if (code !== "42501") throw error;
    return message.includes("row-level security") ? "none" : "deny";
  } finally {
    await query("rollback");
  }
}

/** The statements that together are the command: one for each column, where it names columns. */
function statementsOf(command: Command, table: string, row: Row) {
  const given = `jsonb_populate_record(null::${table}, $1::text::jsonb)`;
  const params = [JSON.stringify(row)];
  const columns = Object.keys(row);
  switch (command) {
    case "select":
      return columns.map((column) => ({ sql: `select ${column} from ${table}` }));
    case "insert":
      // The same row again, so nothing but grants and policies can stand in its way.
      return [{
        prepare: `delete from ${table}`,
        sql: `insert into ${table} select * from ${given} returning 1`,
        params,
      }];
    case "update":
      return columns.map((column) => ({
        sql: `update ${table} set ${column} = (${given}).${column} returning 1`,
        params,
      }));
    case "delete":
      return [{ sql: `delete from ${table} returning 1` }];
  }
}

/** The outcome of every command, as `ACCESS` has it; where columns differ, all their outcomes. */
export async function accessTo(query: Query, table: string): Promise<Access> {
  const [first] = await query<{ row: Row }>(`select to_jsonb(t) as row from ${table} t`);
  const { row } = first!;
  const access: Record<string, string[]> = {};
  const [kind] = await query<{ relkind: string }>(
    `select relkind from pg_class where oid = '${table}'::regclass`,
  );
  for (const actor of ACTORS) {
    access[actor] = [];
    for (const command of COMMANDS) {
      // Nobody can write a joined view.
      if (kind!.relkind === "v" && command !== "select") {
        access[actor].push("deny");
        continue;
      }
      const outcomes = new Set<Outcome>();
      for (const statement of statementsOf(command, table, row)) {
        outcomes.add(await attempt(query, actor, statement));
      }
      access[actor].push([...outcomes].join(" or "));
    }
  }
  return access as Access;
}
