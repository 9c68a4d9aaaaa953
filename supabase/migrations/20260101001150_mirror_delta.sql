-- Applies what Google says has changed, in one transaction with the token that says so: a crash loses neither.

create type google_calendar.held_sync as (
  calendar public.google_calendars,
  sync google_calendar.mirror_syncs
);

comment on type google_calendar.held_sync is
  'A calendar and its sync, both locked.';

create function google_calendar.hold_sync(p_calendar_id uuid, p_lease uuid)
returns google_calendar.held_sync
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_calendar public.google_calendars;
  v_sync google_calendar.mirror_syncs;
begin
  select g.* into v_calendar from public.google_calendars g where g.id = p_calendar_id for no key update;
  select y.* into v_sync from google_calendar.mirror_syncs y where y.calendar_id = p_calendar_id for update;
  if v_sync.lease = p_lease and not google_calendar.lease_free(v_sync.lease_until) then
    return row(v_calendar, v_sync);
  end if;
  return null;
end
$$;

comment on function google_calendar.hold_sync is
  'For the functions here only: locks a calendar and its sync for the one that has the lease; null for any other.';

create function google_calendar.show_change(p_calendar_id uuid, p_changed boolean, p_zone text, p_live boolean)
returns bigint
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  -- The account may have had to be reconnected since the sync began.
  v_live constant boolean := p_live and google_calendar.sync_blocked(p_calendar_id) is null;
  v_version bigint;
begin
  -- Realtime sends a message for each update, so the row is left alone if nothing is new.
  update public.google_calendars g set
    version = g.version + p_changed::integer,
    changed_at = case when p_changed then clock_timestamp() else g.changed_at end,
    time_zone = coalesce(p_zone, g.time_zone),
    status = case when v_live then 'live' else g.status end,
    reason = case when v_live then null else g.reason end
  where g.id = p_calendar_id
    and (p_changed or g.time_zone <> p_zone or (v_live and (g.status <> 'live' or g.reason is not null)));
  select g.version into v_version from public.google_calendars g where g.id = p_calendar_id;
  return v_version;
end
$$;

comment on function google_calendar.show_change is
  'For the functions here only: tells the readers of a calendar that there is something new. Returns the version.';

create function google_calendar.accuse_channel(p_calendar_id uuid, p_newest timestamptz)
returns void
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  update google_calendar.mirror_channels c set accused = true
    where c.calendar_id = p_calendar_id
      and c.state = 'open'
      and p_newest < clock_timestamp() - interval '10 minutes'
      -- What changed before the channel was open was never to be told.
      and p_newest > c.opened_at + interval '1 minute'
      and p_newest > coalesce(c.last_push_at, '-infinity');
  if found then
    update google_calendar.mirror_syncs y set channel_due_at = clock_timestamp()
      where y.calendar_id = p_calendar_id;
  end if;
end
$$;

comment on function google_calendar.accuse_channel is
  'For the functions here only: a check has found a change for which Google sent no notice in ten minutes, so the channel is replaced.';

create function public.google_calendar_apply_delta(
  p_calendar_id uuid,
  p_lease uuid,
  p_local_writes bigint,
  p_gone text[],
  p_items jsonb,
  p_series jsonb,
  p_page_token text default null,
  p_sync_token text default null,
  p_time_zone text default null
) returns table (
  answer text,
  changed boolean,
  again boolean,
  version bigint,
  local_writes bigint,
  series_unknown text[]
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_held google_calendar.held_sync := google_calendar.hold_sync(p_calendar_id, p_lease);
  v_calendar public.google_calendars := v_held.calendar;
  v_sync google_calendar.mirror_syncs := v_held.sync;
  v_zone text;
  v_series text[];
  v_singles text[];
  v_occurrences jsonb;
  v_items jsonb;
  v_touched text[];
  v_put record;
  v_count integer := 0;
  v_last constant boolean := p_page_token is null;
begin
  if v_sync.calendar_id is null or v_sync.phase <> 'live' then
    answer := 'lost';
    return next;
    return;
  end if;
  local_writes := v_sync.local_writes;
  if v_sync.local_writes <> p_local_writes and v_sync.refused < 2 then
    update google_calendar.mirror_syncs y
      set refused = y.refused + 1, lease_until = clock_timestamp() + interval '60 seconds'
      where y.calendar_id = p_calendar_id;
    answer := 'written_meanwhile';
    return next;
    return;
  end if;

  v_zone := google_calendar.known_zone(p_time_zone, v_calendar.time_zone);
  if v_zone <> v_calendar.time_zone then
    v_count := google_calendar.move_to_zone(p_calendar_id, v_zone);
    v_calendar.time_zone := v_zone;
  end if;

  if cardinality(p_gone) > 0 then
    v_count := v_count + google_calendar.delete_ids(p_calendar_id, p_gone);
  end if;

  -- A series is replaced by what Google says of all its occurrences.
  select coalesce(array_agg(s ->> 'id'), '{}') into v_series
    from pg_catalog.jsonb_array_elements(coalesce(p_series, '[]')) s;
  select coalesce(jsonb_agg(o || jsonb_build_object('series_id', s ->> 'id')), '[]') into v_occurrences
    from pg_catalog.jsonb_array_elements(coalesce(p_series, '[]')) s,
      pg_catalog.jsonb_array_elements(coalesce(nullif(s -> 'occurrences', 'null'), '[]')) o;
  if cardinality(v_series) > 0 then
    v_count := v_count + google_calendar.put_series(v_calendar, p_series, v_sync.times_only);
    with gone as (
      delete from public.google_events e
        where e.calendar_id = p_calendar_id
          and (
            e.id = any (v_series)
            or (e.series_id = any (v_series) and not e.id in (
              select o ->> 'id' from pg_catalog.jsonb_array_elements(v_occurrences) o
            ))
          )
        returning 1
    )
    select v_count + count(*) into v_count from gone;
  end if;

  -- The others. An occurrence of such a series was read before its series.
  select coalesce(jsonb_agg(i), '[]'), coalesce(array_agg(i ->> 'id') filter (where i ->> 'series_id' is null), '{}')
    into v_items, v_singles
    from pg_catalog.jsonb_array_elements(coalesce(p_items, '[]')) i
    where coalesce(not (i ->> 'series_id') = any (v_series), true);
  -- A series that has become a single event.
  if cardinality(v_singles) > 0 then
    with events as (
      delete from public.google_events e
        where e.calendar_id = p_calendar_id and e.series_id = any (v_singles) returning 1
    ), series as (
      delete from public.google_series s
        where s.calendar_id = p_calendar_id and s.id = any (v_singles) returning 1
    )
    select v_count + (select count(*) from events) + (select count(*) from series) into v_count;
  end if;
  select * into v_put from google_calendar.put_events(
    v_calendar, v_items || v_occurrences, v_calendar.mirrored_from, v_calendar.mirrored_until, v_sync.times_only
  );
  v_touched := v_series || google_calendar.touched_series(p_gone, p_items);
  series_unknown := '{}';
  if cardinality(v_touched) + cardinality(v_sync.series_to_ask) > 0 then
    perform google_calendar.drop_empty_series(p_calendar_id, v_touched);
    series_unknown := google_calendar.series_unknown(p_calendar_id, v_sync.series_to_ask || v_touched);
  end if;
  changed := v_count + v_put.changed > 0;

  update google_calendar.mirror_syncs y set
    series_to_ask = series_unknown,
    sync_token = case when v_last then coalesce(p_sync_token, y.sync_token) else y.sync_token end,
    page_token = p_page_token,
    syncs = y.syncs + 1,
    refused = case when v_last then 0 else y.refused end,
    run_changed = y.run_changed or changed,
    checked_at = case when v_last then clock_timestamp() else y.checked_at end,
    -- A notice that came while this was read is not served by it.
    notified_at = case when v_last and y.notified_at is not distinct from y.serving then null else y.notified_at end,
    serving = case when v_last then y.notified_at else y.serving end,
    lease_until = clock_timestamp() + interval '60 seconds',
    -- It makes progress: if it dies, the next one begins when the lease is over.
    due_at = least(y.due_at, clock_timestamp() + interval '60 seconds')
  where y.calendar_id = p_calendar_id;
  if changed and v_calendar.push and v_sync.serving is null and v_sync.notified_at is null then
    perform google_calendar.accuse_channel(p_calendar_id, v_put.newest);
  end if;
  answer := 'applied';
  again := v_last and v_sync.notified_at is distinct from v_sync.serving;
  version := google_calendar.show_change(p_calendar_id, changed, v_zone, v_last);
  return next;
end
$$;

comment on function public.google_calendar_apply_delta is
  'Applies a page of what has changed, with the next page token or, on the last page, the sync token: applied; lost, if the lease has ended; written_meanwhile, if the app wrote after this was read, and then it is to be read again with the new local_writes. again says that Google has told of a change since the reading began. series_unknown names the series of occurrences that are here without them: after the last page, google_calendar_put_series is to follow.';

create function public.google_calendar_extend_window(
  p_calendar_id uuid,
  p_lease uuid,
  p_local_writes bigint,
  p_items jsonb,
  p_until timestamptz
) returns table (
  answer text,
  changed boolean,
  again boolean,
  version bigint,
  local_writes bigint
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_held google_calendar.held_sync := google_calendar.hold_sync(p_calendar_id, p_lease);
  v_calendar public.google_calendars := v_held.calendar;
  v_sync google_calendar.mirror_syncs := v_held.sync;
begin
  again := false;
  if v_sync.calendar_id is null or v_sync.phase <> 'live' then
    answer := 'lost';
    return next;
    return;
  end if;
  local_writes := v_sync.local_writes;
  if v_sync.local_writes <> p_local_writes and v_sync.refused < 2 then
    update google_calendar.mirror_syncs y
      set refused = y.refused + 1, lease_until = clock_timestamp() + interval '60 seconds'
      where y.calendar_id = p_calendar_id;
    answer := 'written_meanwhile';
    return next;
    return;
  end if;
  select p.changed > 0 into changed from google_calendar.put_events(
    v_calendar, coalesce(p_items, '[]'), v_calendar.mirrored_from,
    greatest(p_until, v_calendar.mirrored_until), v_sync.times_only
  ) p;
  update public.google_calendars g set mirrored_until = p_until
    where g.id = p_calendar_id and g.mirrored_until < p_until;
  update google_calendar.mirror_syncs y set
    -- The sync reads the changes next, and asks for these series after that.
    series_to_ask = google_calendar.series_unknown(
      p_calendar_id, y.series_to_ask || google_calendar.touched_series(null, p_items)
    ),
    syncs = y.syncs + 1,
    run_changed = y.run_changed or changed,
    lease_until = clock_timestamp() + interval '60 seconds',
    -- It makes progress: if it dies, the next one begins when the lease is over.
    due_at = least(y.due_at, clock_timestamp() + interval '60 seconds')
  where y.calendar_id = p_calendar_id;
  answer := 'applied';
  version := google_calendar.show_change(p_calendar_id, changed, null, false);
  return next;
end
$$;

comment on function public.google_calendar_extend_window is
  'Adds every event from the end of the window until p_until, and moves the end there. It answers as apply_delta does.';

revoke execute on function
  google_calendar.hold_sync(uuid, uuid),
  google_calendar.show_change(uuid, boolean, text, boolean),
  google_calendar.accuse_channel(uuid, timestamptz),
  public.google_calendar_apply_delta(uuid, uuid, bigint, text[], jsonb, jsonb, text, text, text),
  public.google_calendar_extend_window(uuid, uuid, bigint, jsonb, timestamptz)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_apply_delta(uuid, uuid, bigint, text[], jsonb, jsonb, text, text, text),
  public.google_calendar_extend_window(uuid, uuid, bigint, jsonb, timestamptz)
to service_role;
