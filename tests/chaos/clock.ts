/**
 * A database clock that moves. PostgreSQL's own does not, so in the chaos database every function, view and
 * default of the mirror reads `chaos_now()`, which is so far ahead of `clock_timestamp()` as the test says.
 * Leases, windows, renewals and checks then come due by themselves, in their own arithmetic.
 *
 * @module
 */
import type { Sql } from "../../local/project/database.ts";

const CLOCK = "google_calendar.chaos_now()";

const INSTALL = `
do $install$
declare
  v record;
begin
  create table google_calendar.chaos_clock (ahead interval not null);
  insert into google_calendar.chaos_clock values ('0');
  -- A transaction does not see the clock jump: a real one does not either.
  create function google_calendar.chaos_now() returns timestamptz
    language plpgsql volatile security definer set search_path = '' as $now$
  begin
    if coalesce(current_setting('chaos.ahead', true), '') = '' then
      perform set_config('chaos.ahead', (select c.ahead::text from google_calendar.chaos_clock c), true);
    end if;
    return pg_catalog.clock_timestamp() + current_setting('chaos.ahead')::interval;
  end $now$;
  grant execute on function google_calendar.chaos_now() to public;

  for v in
    select p.oid from pg_proc p
    where p.pronamespace in ('google_calendar'::regnamespace, 'public'::regnamespace)
      and p.prosrc like '%clock_timestamp()%' and p.proname <> 'chaos_now'
  loop
    execute replace(pg_get_functiondef(v.oid), 'clock_timestamp()', '${CLOCK}');
  end loop;
  for v in
    select c.oid, c.oid::regclass as name, array_to_string(c.reloptions, ', ') as options
    from pg_class c
    where c.relkind = 'v' and c.relnamespace in ('google_calendar'::regnamespace, 'public'::regnamespace)
      and pg_get_viewdef(c.oid) like '%clock_timestamp()%'
  loop
    execute format(
      'create or replace view %s %s as %s', v.name, 'with (' || v.options || ')',
      replace(pg_get_viewdef(v.oid), 'clock_timestamp()', '${CLOCK}')
    );
  end loop;
  for v in
    select d.adrelid::regclass as name, a.attname, pg_get_expr(d.adbin, d.adrelid) as value
    from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = d.adrelid
    where c.relnamespace in ('google_calendar'::regnamespace, 'public'::regnamespace)
      and pg_get_expr(d.adbin, d.adrelid) like '%clock_timestamp()%'
  loop
    execute format(
      'alter table %s alter column %I set default %s', v.name, v.attname,
      replace(v.value, 'clock_timestamp()', '${CLOCK}')
    );
  end loop;
end
$install$`;

/** Makes the database's clock one that `moveClock` moves. */
export async function installClock(sql: Sql): Promise<void> {
  await sql(INSTALL);
  const left = await sql(
    `select proname from pg_proc where pronamespace in ('google_calendar'::regnamespace, 'public'::regnamespace)
       and prosrc like '%clock_timestamp()%' and proname <> 'chaos_now'`,
  );
  if (left.length > 0) throw new Error(`Not by the clock of chaos: ${JSON.stringify(left)}`);
}

/** Sets how far the clock is ahead of the machine's, in milliseconds. */
export async function setClock(sql: Sql, aheadMs: number): Promise<void> {
  await sql("update google_calendar.chaos_clock set ahead = $1 * interval '1 millisecond'", [
    Math.round(aheadMs),
  ]);
}
