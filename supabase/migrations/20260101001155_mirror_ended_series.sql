-- Which series have ended. A series without an occurrence in the mirrored time has ended, or goes on after that time: a
-- yearly one does. Only Google knows, so the next sync asks about those that have lost their last occurrence here.

create function google_calendar.series_without_rows(p_calendar_id uuid, p_ids text[])
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

comment on function google_calendar.series_without_rows is
  'For the functions here only: those of the ids that are series of the calendar and have no occurrence in google_events.';

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

create function public.google_calendar_end_series(
  p_calendar_id uuid,
  p_lease uuid,
  p_from timestamptz,
  p_checked text[],
  p_ended text[]
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
begin
  if v_sync.calendar_id is null or v_sync.phase <> 'live' then
    answer := 'lost';
    return next;
    return;
  end if;
  -- The app may have put an occurrence here since Google was asked.
  v_ended := google_calendar.series_without_rows(p_calendar_id, p_ended);
  delete from public.google_series s where s.calendar_id = p_calendar_id and s.id = any (v_ended);
  update google_calendar.mirror_syncs y set
    -- If the beginning of the mirrored time has moved on meanwhile, the answers are too old for those that go on.
    series_left = array(
      select l from unnest(y.series_left) l
      where not l = any (v_ended)
        and (not l = any (p_checked) or (v_held.calendar).mirrored_from is distinct from p_from)
    ),
    run_changed = y.run_changed or cardinality(v_ended) > 0,
    lease_until = clock_timestamp() + interval '60 seconds'
  where y.calendar_id = p_calendar_id;
  answer := 'applied';
  version := google_calendar.show_change(p_calendar_id, cardinality(v_ended) > 0, null, false);
  return next;
end
$$;

comment on function public.google_calendar_end_series is
  'Deletes series that have ended, of those that Google was asked about with the mirrored time from p_from: applied; or lost, if the lease has ended.';

revoke execute on function
  google_calendar.series_without_rows(uuid, text[]),
  google_calendar.touched_series(text[], jsonb, text[]),
  public.google_calendar_end_series(uuid, uuid, timestamptz, text[], text[])
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_end_series(uuid, uuid, timestamptz, text[], text[])
to service_role;
