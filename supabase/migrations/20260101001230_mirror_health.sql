-- How the mirror stands, in one row: for the doctor, and for a project's own monitoring.

create function public.google_calendar_read_mirror_health()
returns table (
  calendars integer,
  live integer,
  failed integer,
  pushed integer,
  failing integer,
  last_error text,
  overdue integer,
  overdue_for double precision,
  channels integer,
  oldest_channel double precision,
  channels_overdue integer,
  calls_today bigint,
  paused_for double precision,
  has_cron boolean,
  tick_scheduled boolean,
  prune_scheduled boolean,
  has_net boolean,
  secrets text[],
  published text[]
)
language plpgsql
stable
security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  select count(*), count(*) filter (where g.status = 'live'), count(*) filter (where g.status = 'failed'),
    count(*) filter (where g.push), count(*) filter (where y.failures >= 3),
    -- Ten minutes are thirty ticks.
    count(*) filter (where y.due_at < v_now - interval '10 minutes' and google_calendar.lease_free(y.lease_until)),
    extract(epoch from v_now - min(y.due_at) filter (where google_calendar.lease_free(y.lease_until))),
    count(*) filter (where y.channel_due_at < v_now - interval '1 hour')
    into calendars, live, failed, pushed, failing, overdue, overdue_for, channels_overdue
    from public.google_calendars g join google_calendar.mirror_syncs y on y.calendar_id = g.id;
  overdue_for := greatest(overdue_for, 0);
  select y.last_error into last_error from google_calendar.mirror_syncs y
    where y.failures >= 3 order by y.failures desc, y.calendar_id limit 1;
  select count(*), extract(epoch from v_now - min(c.opened_at)) into channels, oldest_channel
    from google_calendar.mirror_channels c where c.state = 'open' and c.expires_at > v_now;
  select coalesce(sum(d.calls), 0) into calls_today from google_calendar.mirror_days d
    where d.day = (v_now at time zone 'UTC')::date;
  select extract(epoch from p.resume_at - v_now) into paused_for from google_calendar.mirror_pause p
    where p.resume_at > v_now;

  -- None of the three extensions need be there.
  has_cron := to_regclass('cron.job') is not null;
  if has_cron then
    execute $sql$
      select coalesce(bool_or(j.command like '%google_calendar.sync_tick%'), false),
        coalesce(bool_or(j.command like '%google_calendar.prune_events%'), false)
      from cron.job j where j.active
    $sql$ into tick_scheduled, prune_scheduled;
  end if;
  has_net := exists (
    select from pg_catalog.pg_proc p where p.pronamespace = to_regnamespace('net') and p.proname = 'http_post'
  );
  if to_regclass('vault.decrypted_secrets') is not null then
    execute $sql$
      select coalesce(array_agg(s.name::text order by s.name), '{}') from vault.decrypted_secrets s
      where s.name in ('google_calendar_url', 'google_calendar_secret_key')
    $sql$ into secrets;
  end if;
  if exists (select from pg_catalog.pg_publication p where p.pubname = 'supabase_realtime') then
    select coalesce(array_agg(t.tablename::text order by t.tablename), '{}') into published
      from pg_catalog.pg_publication_tables t
      where t.pubname = 'supabase_realtime' and t.schemaname = 'public'
        and t.tablename in ('google_calendars', 'google_events', 'google_series');
  end if;
  return next;
end
$$;

comment on function public.google_calendar_read_mirror_health is
  'How the mirror stands, in one row: its calendars, those that fail or wait for a sync too long, its channels, and whether what must be scheduled and published is. Times are seconds. Nothing of a user''s.';

revoke execute on function public.google_calendar_read_mirror_health() from public, anon, authenticated, service_role;
grant execute on function public.google_calendar_read_mirror_health() to service_role;
