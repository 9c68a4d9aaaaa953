/**
 * Reads the database through a connection, in read-only transactions. What a browser can read is tried
 * with the browser's role and none of the owner's privileges.
 *
 * @module
 */
import postgres from "postgres";
import {
  type Browser,
  type Column,
  type DataSource,
  type Grant,
  Lacking,
  type Made,
  type MirrorHealth,
  type SealedRow,
} from "./dataSource.ts";

const PAGE = 200;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";
const CONNECT_SECONDS = 10;

/** Whether a name exists in a schema, and whether `service_role` may use it. */
const STATE = {
  table: `select has_table_privilege('service_role', c.oid, 'select') as granted
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname = $2`,
  function: `select has_function_privilege('service_role', p.oid, 'execute') as granted
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = $1 and p.proname = $2`,
};

const COLUMNS = `select n.nspname as schema, c.relname as "table", a.attname as name
  from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'google_calendar') and c.relkind in ('r', 'p', 'v', 'm', 'f')
    and a.attnum > 0 and not a.attisdropped
  order by 1, 2, 3`;

/** `url` as for `psql`; it may hold a password, and is never printed. */
export function sqlSource(url: string): DataSource {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_SECONDS,
    onnotice: () => {},
    // The platform's pooler does not support prepared statements.
    prepare: false,
  });
  let reached: Promise<unknown> | undefined;
  async function looking<T>(look: (sql: postgres.TransactionSql) => Promise<T>) {
    // Once: otherwise each check would connect again, and wait longer each time.
    await (reached ??= sql`select`);
    return await sql.begin("read only", look);
  }
  const query = <T>(text: string, values: string[] = []) =>
    looking((sql) => sql.unsafe(text, values)) as unknown as Promise<T[]>;

  async function someUser(): Promise<string> {
    const [first] = await query<{ id: string }>(
      "select user_id as id from google_calendar.users where google_refresh_token is not null order by id limit 1",
    );
    if (first) return first.id;
    throw new Lacking("nobody is connected yet: look again then");
  }

  return {
    shows: () => true,
    async stateOf({ kind, schema, name }: Made) {
      const [found] = await query<{ granted: boolean }>(STATE[kind], [schema, name]);
      if (!found) return "missing";
      return found.granted ? undefined : "not granted";
    },
    columnsNamed: async (pattern) =>
      (await query<Column>(COLUMNS)).filter(({ name }) => pattern.test(name)),
    async reads(who: Browser, { schema, table, name }: Column) {
      const role = who === "anon" ? "anon" : "authenticated";
      const claims = who === "anon" ? { role } : { role, sub: await someUser() };
      try {
        return await looking(async (sql) => {
          await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`;
          await sql.unsafe(`set local role ${role}`);
          const found = await sql`
            select from ${sql(schema)}.${sql(table)} where ${sql(name)} is not null limit 1`;
          return found.length > 0;
        });
      } catch (error) {
        // 42501: no privilege, as it should be. 42P01: no such table, which another check reports.
        if (/^42(501|P01)$/.test((error as { code?: string }).code ?? "")) return false;
        throw error;
      }
    },
    async *sealedRows() {
      for (let after = BEFORE_ALL;;) {
        const page = await query<SealedRow>(
          `select id as account_id, user_id, google_account_id, google_refresh_token as sealed_refresh_token,
            google_access_token as sealed_access_token
          from google_calendar.users where google_refresh_token is not null and id > $1
          order by id limit ${PAGE}`,
          [after],
        );
        yield* page;
        const last = page.at(-1);
        if (!last) return;
        after = last.account_id;
      }
    },
    async grants() {
      const found = await query<Record<keyof Grant, string | Date | null>>(
        `select c.status, c.reason, c.connected_at, c.expires_at, c.updated_at,
          u.google_refreshed_at as refreshed_at
        from public.google_connections c join google_calendar.users u on u.id = c.account_id
        order by c.updated_at desc limit 1000`,
      );
      const text = (value: string | Date | null) =>
        value instanceof Date ? value.toISOString() : value;
      return found.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)]))
      ) as unknown as Grant[];
    },
    async mirrorHealth() {
      const [health] = await query<MirrorHealth>(
        "select h.*, h.calls_today::integer from public.google_calendar_read_mirror_health() h",
      );
      return health!;
    },
    close: () => sql.end(),
  };
}
