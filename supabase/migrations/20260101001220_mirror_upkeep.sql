-- Keeps the mirror within its bounds: what follows from a change of the connection, the nightly cleaning, and the tick
-- that wakes the function sync-calendars.

create function google_calendar.follow_connection() returns trigger
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  if new.status = 'needs_reconnect' then
    update public.google_calendars g set status = 'stale', reason = 'reconnect_required'
      where g.account_id = new.account_id and g.status in ('loading', 'live', 'stale')
        and g.reason is distinct from 'reconnect_required';
    update google_calendar.mirror_syncs y set
      due_at = google_calendar.due_without_grant(y.calendar_id),
      stale_since = coalesce(y.stale_since, clock_timestamp())
    where y.calendar_id in (select g.id from public.google_calendars g where g.account_id = new.account_id);
  elsif new.status = 'connected' then
    -- The next sync makes it live.
    update public.google_calendars g set reason = null
      where g.account_id = new.account_id and g.reason = 'reconnect_required';
    update google_calendar.mirror_syncs y set
      due_at = least(y.due_at, clock_timestamp()),
      failures = 0,
      stale_since = null
    where y.calendar_id in (
      select g.id from public.google_calendars g
      where g.account_id = new.account_id and g.reason is distinct from 'asleep'
    );
  end if;
  return null;
end
$$;

comment on function google_calendar.follow_connection is
  'Trigger: a mirror is stale while its account must be reconnected, and due at once when it was.';

create trigger follow_connection
  after update of status on public.google_connections
  for each row when (old.status is distinct from new.status)
  execute function google_calendar.follow_connection();

create function public.google_calendar_prune_events(
  p_limit integer
) returns table (
  events integer,
  calendars integer,
  channels integer
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_sync google_calendar.mirror_syncs;
  v_calendar public.google_calendars;
  v_from timestamptz;
  v_count integer;
  v_series text[];
  v_events integer := 0;
begin
  -- Nobody has reconnected for 30 days.
  with old as (
    select g.id from public.google_calendars g
    join google_calendar.mirror_syncs y on y.calendar_id = g.id
    where y.stale_since < v_now - interval '30 days'
    limit p_limit for update of g skip locked
  ), deleted as (
    delete from public.google_calendars g using old o where g.id = o.id returning 1
  )
  select count(*) into calendars from deleted;

  for v_sync in
    select y.* from google_calendar.mirror_syncs y where y.prune_at <= v_now order by y.prune_at limit 1000
  loop
    exit when v_events >= p_limit;
    select g.* into v_calendar from public.google_calendars g where g.id = v_sync.calendar_id
      for no key update skip locked;
    continue when not found;
    select y.* into v_sync from google_calendar.mirror_syncs y where y.calendar_id = v_sync.calendar_id for update;
    -- A rebuild has its own beginning of the window, and reads from there on. The next night comes after it.
    continue when v_sync.rebuild_from is not null;
    if v_calendar.reason = 'asleep' and v_sync.looked_at < v_now - interval '60 days' then
      select count(*) into v_count from public.google_events e where e.calendar_id = v_calendar.id;
      perform google_calendar.empty_mirror(v_calendar.id);
      v_events := v_events + v_count;
    elsif v_calendar.mirrored_from is not null then
      v_from := greatest(
        v_calendar.mirrored_from, date_trunc('hour', v_now - v_sync.days_back * interval '1 day', 'UTC')
      );
      with deleted as (
        delete from public.google_events e
          where e.calendar_id = v_calendar.id and e.id in (
            select o.id from public.google_events o
            where o.user_id = v_calendar.user_id and o.calendar_id = v_calendar.id and o.ends_at <= v_from
            limit p_limit - v_events
          )
          returning e.series_id
      )
      select count(*), coalesce(array_agg(distinct d.series_id) filter (where d.series_id is not null), '{}')
        into v_count, v_series from deleted d;
      perform google_calendar.drop_empty_series(v_calendar.id, v_series);
      update public.google_calendars g set
        mirrored_from = v_from,
        version = g.version + (v_count > 0)::integer,
        changed_at = case when v_count > 0 then v_now else g.changed_at end
      where g.id = v_calendar.id and (g.mirrored_from < v_from or v_count > 0);
      v_events := v_events + v_count;
    end if;
    -- What is left of this calendar comes first the next time.
    update google_calendar.mirror_syncs y set prune_at = v_now + interval '1 day'
      where y.calendar_id = v_sync.calendar_id and v_events < p_limit;
  end loop;

  with old as (
    select c.id from google_calendar.mirror_channels c where c.expires_at <= v_now limit p_limit
    for update skip locked
  ), deleted as (
    delete from google_calendar.mirror_channels c using old o where c.id = o.id returning 1
  )
  select count(*) into channels from deleted;
  delete from google_calendar.mirror_days d where d.day < (v_now - interval '90 days')::date;
  events := v_events;
  return next;
end
$$;

comment on function public.google_calendar_prune_events is
  'Deletes at most p_limit events that ended before their calendar''s window, the events of calendars that have slept for a month, mirrors whose account nobody has reconnected for 30 days, and expired channels.';

create function google_calendar.prune_events()
returns integer
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_all integer := 0;
  v_some integer;
begin
  -- 20 times at most: what is left waits for the next night.
  for i in 1..20 loop
    select p.events into v_some from public.google_calendar_prune_events(5000) p;
    v_all := v_all + v_some;
    exit when v_some < 5000;
  end loop;
  return v_all;
end
$$;

comment on function google_calendar.prune_events is
  'For pg_cron, once a night: deletes what has left the windows. Returns how many events.';

create function google_calendar.due_syncs(p_limit integer)
returns integer
language plpgsql
volatile
security definer
set search_path = ''
as $$
declare
  -- A constant, so that the indexes are used.
  v_now constant timestamptz := clock_timestamp();
begin
  if google_calendar.mirror_paused() then
    return 0;
  end if;
  return (
    select count(*) from (
      select from google_calendar.mirror_syncs y
      where y.due_at <= v_now and google_calendar.lease_free(y.lease_until)
      union all
      select from google_calendar.mirror_syncs y where y.channel_due_at <= v_now
      limit p_limit
    ) d
  );
end
$$;

comment on function google_calendar.due_syncs is
  'How many syncs and channels are due, counted up to p_limit. 0 while Google may not be called.';

create function google_calendar.sync_tick()
returns integer
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_due constant integer := google_calendar.due_syncs(400);
  v_url text;
  v_key text;
begin
  if v_due = 0
    or to_regclass('vault.decrypted_secrets') is null
    or not exists (
      select from pg_catalog.pg_proc p where p.pronamespace = to_regnamespace('net') and p.proname = 'http_post'
    )
  then
    return 0;
  end if;
  -- Neither extension need be there when this function is made.
  execute $sql$
    select
      max(s.decrypted_secret) filter (where s.name = 'google_calendar_url'),
      max(s.decrypted_secret) filter (where s.name = 'google_calendar_secret_key')
    from vault.decrypted_secrets s
    where s.name in ('google_calendar_url', 'google_calendar_secret_key')
  $sql$ into v_url, v_key;
  if v_url is null or v_key is null then
    raise exception 'Vault has no google_calendar_url or no google_calendar_secret_key'
      using hint = 'select vault.create_secret(''https://<project-ref>.supabase.co'', ''google_calendar_url'');';
  end if;
  -- Each run takes about 50 calendars.
  for i in 1..least(8, ceil(v_due / 50.0)::integer) loop
    execute $sql$
      select net.http_post(url := $1, headers := $2, timeout_milliseconds := 30000)
    $sql$ using
      rtrim(v_url, '/') || '/functions/v1/sync-calendars',
      jsonb_build_object('apikey', v_key);
  end loop;
  return least(8, ceil(v_due / 50.0)::integer);
end
$$;

comment on function google_calendar.sync_tick is
  'For pg_cron, every 20 seconds: calls the function sync-calendars by pg_net, up to eight times at once, if anything is due. Returns how many calls.';

revoke execute on function
  google_calendar.follow_connection(),
  google_calendar.prune_events(),
  google_calendar.due_syncs(integer),
  google_calendar.sync_tick(),
  public.google_calendar_prune_events(integer)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_prune_events(integer)
to service_role;
