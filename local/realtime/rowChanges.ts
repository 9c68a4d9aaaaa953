/**
 * Finds out which rows of `google_calendars` changed, by looking at the table. On the platform the database's log says
 * it; `@supabase/lite` has none.
 *
 * @module
 */
import type { Sql } from "../project/database.ts";

export type Row = { id: string; user_id: string } & Record<string, unknown>;

/** A changed row of one user. Of a deleted one only the key is told, as on the platform. */
export interface Change {
  type: "INSERT" | "UPDATE" | "DELETE";
  userId: string;
  record: Row | Record<string, never>;
  oldRecord: { id: string } | Record<string, never>;
}

/** A column, as Realtime describes it to the client, which reads the values by it. */
export interface Column {
  name: string;
  type: string;
}

const ROWS = `select to_jsonb(g) as record from public.google_calendars g
  where user_id::text = any(string_to_array($1, ','))`;
const COLUMNS =
  `select attname as name, format_type(atttypid, null) as type from pg_catalog.pg_attribute
  where attrelid = 'public.google_calendars'::regclass and attnum > 0 and not attisdropped order by attnum`;

/** The table's columns. */
export function readColumns(sql: Sql): Promise<Column[]> {
  return sql<Column>(COLUMNS);
}

/** Remembers the rows of the users that somebody listens for. */
export function rowChanges(sql: Sql) {
  const known = new Map<string, Map<string, Row>>();

  async function rowsOf(userIds: string[]): Promise<Map<string, Map<string, Row>>> {
    const rows = await sql<{ record: Row }>(ROWS, [userIds.join(",")]);
    const byUser = new Map(userIds.map((id) => [id, new Map<string, Row>()]));
    for (const { record } of rows) byUser.get(record.user_id)!.set(record.id, record);
    return byUser;
  }

  return {
    /** From now on this user's rows are looked at. What they are by then is no change. */
    async add(userId: string): Promise<void> {
      if (known.has(userId)) return;
      const rows = (await rowsOf([userId])).get(userId)!;
      if (!known.has(userId)) known.set(userId, rows);
    },
    drop(userId: string): void {
      known.delete(userId);
    },
    /** What changed since the last look. */
    async look(): Promise<Change[]> {
      const userIds = [...known.keys()];
      if (userIds.length === 0) return [];
      const changes: Change[] = [];
      for (const [userId, now] of await rowsOf(userIds)) {
        const before = known.get(userId);
        // Nobody listens any more.
        if (!before) continue;
        known.set(userId, now);
        for (const [id, record] of now) {
          const old = before.get(id);
          if (!old) changes.push({ type: "INSERT", userId, record, oldRecord: {} });
          else if (JSON.stringify(old) !== JSON.stringify(record)) {
            changes.push({ type: "UPDATE", userId, record, oldRecord: { id } });
          }
        }
        for (const id of before.keys()) {
          if (!now.has(id)) changes.push({ type: "DELETE", userId, record: {}, oldRecord: { id } });
        }
      }
      return changes;
    },
  };
}
