-- Reads a calendar from the beginning: at first, and whenever Google gives up its sync token. The rows stay; only what
-- differs is written; what the reading has not met is deleted at its end. It goes on where it was, however often it is
-- interrupted.

create function public.google_calendar_start_rebuild(
  p_calendar_id uuid,
  p_lease uuid,
  p_parameters integer,
  p_reason text
) returns table (
  answer text,
  rebuild bigint,
  phase text,
  mirrored_from timestamptz,
  mirrored_until timestamptz
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_held google_calendar.held_sync := google_calendar.hold_sync(p_calendar_id, p_lease);
  v_sync google_calendar.mirror_syncs := v_held.sync;
  v_expired constant boolean := p_reason = 'expired';
  v_phase text := 'list';
begin
  if p_reason is null or p_reason not in ('first', 'expired', 'parameters', 'page_token', 'series') then
    raise exception 'no reason for a rebuild: %', p_reason using errcode = 'invalid_parameter_value';
  end if;
  if v_sync.calendar_id is null then
    answer := 'lost';
    return next;
    return;
  end if;
  -- Google gives up the tokens of some calendars within minutes, always.
  if v_expired and v_sync.expired_at > clock_timestamp() - interval '24 hours' then
    v_phase := 'snapshot';
  elsif p_reason = 'page_token' and v_sync.phase = 'snapshot' then
    v_phase := 'snapshot';
  end if;
  perform google_calendar.begin_rebuild(p_calendar_id, v_phase);
  update google_calendar.mirror_syncs y set
    parameters = p_parameters,
    sync_token = null,
    expired_at = case when v_expired then clock_timestamp() else y.expired_at end,
    snapshot_until = case when v_expired and v_phase = 'snapshot' then clock_timestamp() + interval '7 days' else y.snapshot_until end,
    lease_until = clock_timestamp() + interval '60 seconds'
  where y.calendar_id = p_calendar_id
  returning y.* into v_sync;
  -- If there is nothing to read yet.
  update public.google_calendars g set
    status = 'loading', reason = null, mirrored_from = v_sync.rebuild_from, mirrored_until = v_sync.rebuild_until
    where g.id = p_calendar_id and g.mirrored_from is null;
  answer := 'started';
  rebuild := v_sync.rebuild;
  phase := v_sync.phase;
  mirrored_from := v_sync.rebuild_from;
  mirrored_until := v_sync.rebuild_until;
  return next;
end
$$;

comment on function public.google_calendar_start_rebuild is
  'Begins to read everything again: started, with its number, phase and window; or lost, if the lease has ended. The phase is snapshot if Google gave up the sync token (expired) twice within a day.';

create function public.google_calendar_apply_page(
  p_calendar_id uuid,
  p_lease uuid,
  p_rebuild bigint,
  p_items jsonb,
  p_series jsonb,
  p_page_token text default null,
  p_sync_token text default null,
  p_time_zone text default null,
  p_first_look boolean default false
) returns table (
  answer text,
  phase text
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
  v_seen_by constant bigint := case when not p_first_look then p_rebuild end;
  v_zone text;
  v_phase text;
  v_count integer := 0;
  v_last constant boolean := p_page_token is null and not p_first_look;
begin
  -- After the last page another run may begin with the first again: the one before died before the end.
  if v_sync.calendar_id is null or v_sync.rebuild <> p_rebuild or v_sync.rebuild_until is null then
    answer := 'lost';
    return next;
    return;
  end if;
  v_zone := google_calendar.known_zone(p_time_zone, v_calendar.time_zone);
  if v_zone <> v_calendar.time_zone then
    v_count := google_calendar.move_to_zone(p_calendar_id, v_zone);
    v_calendar.time_zone := v_zone;
  end if;
  -- A series alone does not count as a change. Google lists some that have no occurrence here, at every rebuild.
  perform google_calendar.put_series(v_calendar, coalesce(p_series, '[]'), v_sync.times_only, v_seen_by);
  select v_count + p.changed into v_count from google_calendar.put_events(
    v_calendar, coalesce(p_items, '[]'), v_sync.rebuild_from, v_sync.rebuild_until, v_sync.times_only, v_seen_by
  ) p;
  v_phase := case when v_last and v_sync.phase = 'list' then 'window' else v_sync.phase end;
  update google_calendar.mirror_syncs y set
    phase = v_phase,
    page_token = case when p_first_look then y.page_token else p_page_token end,
    pending_token = case when v_last and v_sync.phase = 'list' then p_sync_token else y.pending_token end,
    read_all = v_last and v_sync.phase <> 'list',
    pages = y.pages + (not p_first_look)::integer,
    events = y.events + jsonb_array_length(coalesce(p_items, '[]')) * (not p_first_look)::integer,
    syncs = y.syncs + 1,
    run_changed = y.run_changed or v_count > 0,
    lease_until = clock_timestamp() + interval '60 seconds',
    -- It makes progress: if it dies, the next one begins when the lease is over.
    due_at = least(y.due_at, clock_timestamp() + interval '60 seconds')
  where y.calendar_id = p_calendar_id;
  perform google_calendar.show_change(p_calendar_id, v_count > 0, v_zone, false);
  answer := 'applied';
  phase := v_phase;
  return next;
end
$$;

comment on function public.google_calendar_apply_page is
  'Writes a page of a rebuild and where to go on: applied, with the phase of the next page; or lost, if the lease has ended or the rebuild is another. The last page of the list brings the sync token that will count. A first look shows the next weeks early and notes nothing.';

create function public.google_calendar_finish_rebuild(
  p_calendar_id uuid,
  p_lease uuid,
  p_rebuild bigint
) returns table (
  answer text,
  changed boolean,
  deleted integer
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
-- What was just met has no statistics, and each row would be compared with every other.
set enable_nestloop = off
as $$
declare
  v_held google_calendar.held_sync := google_calendar.hold_sync(p_calendar_id, p_lease);
  v_sync google_calendar.mirror_syncs := v_held.sync;
begin
  -- Without the last page, what was not met may still be there.
  if v_sync.calendar_id is null or v_sync.rebuild <> p_rebuild or not v_sync.read_all then
    answer := 'lost';
    return next;
    return;
  end if;
  delete from public.google_events e
    where e.calendar_id = p_calendar_id and not exists (
      select from google_calendar.mirror_seen s, unnest(s.ids) as met (id)
      where s.calendar_id = p_calendar_id and s.rebuild = p_rebuild and not s.is_series and met.id = e.id
    )
    -- A snapshot ends with the window, and says nothing of what starts later.
    and (v_sync.phase <> 'snapshot' or e.starts_at < v_sync.rebuild_until);
  get diagnostics deleted = row_count;
  -- A snapshot is read without the series: one that has no occurrence left is gone.
  delete from public.google_series r
    where r.calendar_id = p_calendar_id and not exists (
      select from google_calendar.mirror_seen s, unnest(s.ids) as met (id)
      where s.calendar_id = p_calendar_id and s.rebuild = p_rebuild and s.is_series and met.id = r.id
    ) and (v_sync.phase <> 'snapshot' or not exists (
      select from public.google_events e where e.calendar_id = p_calendar_id and e.series_id = r.id
    ));
  delete from google_calendar.mirror_seen s where s.calendar_id = p_calendar_id;

  update google_calendar.mirror_syncs y set
    phase = case when v_sync.phase = 'window' and y.pending_token is not null then 'live' else 'snapshot' end,
    snapshot_until = coalesce(y.snapshot_until, clock_timestamp() + interval '7 days'),
    sync_token = y.pending_token,
    page_token = null,
    pending_token = null,
    read_all = false,
    series_to_ask = '{}',
    rebuild_from = null,
    rebuild_until = null,
    syncs = y.syncs + 1,
    refused = 0,
    run_changed = y.run_changed or deleted > 0,
    checked_at = clock_timestamp(),
    -- A snapshot has read everything. The others read once more, by the token.
    notified_at = case
      when v_sync.phase = 'snapshot' and y.notified_at is not distinct from y.serving then null
      else y.notified_at
    end,
    channel_due_at = case when y.channel_due_at = 'infinity' then clock_timestamp() else y.channel_due_at end,
    lease_until = clock_timestamp() + interval '60 seconds',
    -- It makes progress: if it dies, the next one begins when the lease is over.
    due_at = least(y.due_at, clock_timestamp() + interval '60 seconds')
  where y.calendar_id = p_calendar_id;
  update public.google_calendars g
    set mirrored_from = v_sync.rebuild_from, mirrored_until = v_sync.rebuild_until
    where g.id = p_calendar_id
      and (g.mirrored_from, g.mirrored_until) is distinct from (v_sync.rebuild_from, v_sync.rebuild_until);
  perform google_calendar.show_change(p_calendar_id, deleted > 0, null, true);
  changed := v_sync.run_changed or deleted > 0;
  answer := 'finished';
  return next;
end
$$;

comment on function public.google_calendar_finish_rebuild is
  'Deletes what the rebuild has not met, and makes its sync token and window count: finished; or lost, if the lease has ended, the rebuild is another, or its last page was not read. A delta is to follow at once.';

revoke execute on function
  public.google_calendar_start_rebuild(uuid, uuid, integer, text),
  public.google_calendar_apply_page(uuid, uuid, bigint, jsonb, jsonb, text, text, text, boolean),
  public.google_calendar_finish_rebuild(uuid, uuid, bigint)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_start_rebuild(uuid, uuid, integer, text),
  public.google_calendar_apply_page(uuid, uuid, bigint, jsonb, jsonb, text, text, text, boolean),
  public.google_calendar_finish_rebuild(uuid, uuid, bigint)
to service_role;
