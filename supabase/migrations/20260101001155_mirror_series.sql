-- Which series there are. Two things leave that open, and only Google knows, so the sync that meets them asks:
-- a series without an occurrence in the mirrored time has ended, or goes on after that time, as a yearly one does;
-- and an occurrence of a series that is not here belongs to one that had ended, until this occurrence was moved.

create function google_calendar.touched_series(p_gone text[], p_items jsonb, p_series text[])
returns text[]
language sql
immutable
set search_path = ''
as $$
  -- An occurrence is named <series>_<original start>, and Google may tell no more than that of a deleted one.
  select coalesce(p_series, '{}')
    || array(select regexp_replace(g, '_[^_]*$', '') from unnest(p_gone) g)
    || array(
      select i ->> 'series_id' from pg_catalog.jsonb_array_elements(coalesce(p_items, '[]')) i
      where i ->> 'series_id' is not null
    );
$$;

comment on function google_calendar.touched_series is
  'For the functions here only: the series that a page of changes is about.';

create function google_calendar.series_left(p_calendar_id uuid, p_ids text[])
returns text[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(s.id order by s.id), '{}')
  from public.google_series s
  where s.calendar_id = p_calendar_id and s.id = any (p_ids)
    and not exists (
      select from public.google_events e where e.calendar_id = p_calendar_id and e.series_id = s.id
    );
$$;

comment on function google_calendar.series_left is
  'For the functions here only: those of the ids that are series of the calendar without an occurrence in google_events.';

create function google_calendar.series_unknown(p_calendar_id uuid, p_ids text[])
returns text[]
language sql
stable
security definer
set search_path = ''
as $$
  select coalesce(array_agg(distinct i order by i), '{}') from unnest(p_ids) i
  where not exists (
    select from public.google_series s where s.calendar_id = p_calendar_id and s.id = i
  );
$$;

comment on function google_calendar.series_unknown is
  'For the functions here only: those of the ids that are no series of the calendar.';

create function public.google_calendar_settle_series(
  p_calendar_id uuid,
  p_lease uuid,
  p_from timestamptz,
  p_asked text[],
  p_ended text[],
  p_series jsonb
) returns table (answer text, version bigint)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_held google_calendar.held_sync := google_calendar.hold_sync(p_calendar_id, p_lease);
  v_sync google_calendar.mirror_syncs := v_held.sync;
  v_ended text[];
  v_changed boolean;
begin
  if v_sync.calendar_id is null or v_sync.phase <> 'live' then
    answer := 'lost';
    return next;
    return;
  end if;
  -- The app may have put an occurrence here since Google was asked.
  v_ended := google_calendar.series_left(p_calendar_id, p_ended);
  delete from public.google_series s where s.calendar_id = p_calendar_id and s.id = any (v_ended);
  v_changed := google_calendar.put_series(v_held.calendar, coalesce(p_series, '[]'), v_sync.times_only) > 0
    or cardinality(v_ended) > 0;
  update google_calendar.mirror_syncs y set
    -- If the beginning of the mirrored time has moved on meanwhile, the answers are too old for those that go on.
    series_to_ask = array(
      select i from unnest(y.series_to_ask) i
      where not i = any (v_ended)
        and (not i = any (p_asked) or (v_held.calendar).mirrored_from is distinct from p_from)
    ),
    run_changed = y.run_changed or v_changed,
    lease_until = clock_timestamp() + interval '60 seconds'
  where y.calendar_id = p_calendar_id;
  answer := 'applied';
  version := google_calendar.show_change(p_calendar_id, v_changed, null, false);
  return next;
end
$$;

comment on function public.google_calendar_settle_series is
  'Takes what Google has answered of p_asked, with the mirrored time from p_from: deletes the series that have ended, and writes those that were not here. applied; or lost, if the lease has ended.';

revoke execute on function
  google_calendar.touched_series(text[], jsonb, text[]),
  google_calendar.series_left(uuid, text[]),
  google_calendar.series_unknown(uuid, text[]),
  public.google_calendar_settle_series(uuid, uuid, timestamptz, text[], text[], jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_settle_series(uuid, uuid, timestamptz, text[], text[], jsonb)
to service_role;
