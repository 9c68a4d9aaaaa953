/**
 * Watches who writes. The database notes under which lease each page was written, and whether that lease
 * was valid; the gateway notes for which lease a page was asked to be written. A writer that has lost its
 * lease would be in the second account and not in the first.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Sql } from "../../local/project/database.ts";

const INSTALL = [
  `create table google_calendar.chaos_audit (
     calendar_id uuid not null, lease uuid, valid boolean not null)`,
  // Emptying a mirror that nobody looks at is no sync.
  `create function google_calendar.chaos_audit() returns trigger
     language plpgsql security definer set search_path = '' as $$
   begin
     if new.syncs <> old.syncs and not (new.phase = 'list' and new.rebuild = 0) then
       insert into google_calendar.chaos_audit
       select new.calendar_id, old.lease, coalesce(old.lease_until > google_calendar.chaos_now(), false);
     end if;
     return null;
   end $$`,
  `create trigger chaos_audit after update of syncs on google_calendar.mirror_syncs
     for each row execute function google_calendar.chaos_audit()`,
];

/** Makes the database note writes. */
export async function installAudit(sql: Sql): Promise<void> {
  for (const statement of INSTALL) await sql(statement);
}

/** What the gateway has seen written: by lease, how often. */
export class Written {
  readonly #byLease = new Map<string, number>();

  /** Reads an SQL function's call and its answer. */
  note(name: string, request: string, answer: string): void {
    if (!/_(apply_delta|apply_page|finish_rebuild|extend_window)$/.test(name)) return;
    if (!/"answer":\s*"(applied|finished)"/.test(answer)) return;
    const lease = /"p_lease":\s*"([^"]+)"/.exec(request)?.[1];
    if (lease) this.#byLease.set(lease, (this.#byLease.get(lease) ?? 0) + 1);
  }

  /** Fails if a page was written without a valid lease, or under another's. Calls must have ended. */
  async check(sql: Sql): Promise<void> {
    assertEquals(
      await sql("select * from google_calendar.chaos_audit where not valid"),
      [],
      "pages were written without a valid lease",
    );
    const noted = await sql<{ lease: string; count: number }>(
      "select lease, count(*)::integer as count from google_calendar.chaos_audit group by lease",
    );
    const counts = new Map(noted.map(({ lease, count }) => [lease, count]));
    for (const [lease, count] of this.#byLease) {
      assertEquals(
        counts.get(lease) ?? 0,
        count,
        `pages were written under another lease than ${lease}`,
      );
    }
  }
}
