-- Which series there are: those that have an occurrence in google_events, and those that Google listed with later ones. A
-- series goes with its last occurrence here, also if it goes on after the mirrored time. If an occurrence is here and its
-- series is not, as when the window moves on to it, the sync under way asks Google for the series.

create function google_calendar.drop_empty_series(p_calendar_id uuid, p_ids text[])
returns integer
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_count integer;
begin
  delete from public.google_series s
    where s.calendar_id = p_calendar_id and s.id = any (p_ids)
      and not exists (
        select from public.google_events e where e.calendar_id = p_calendar_id and e.series_id = s.id
      );
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

comment on function google_calendar.drop_empty_series is
  'For the functions here only: deletes those of these series that have no occurrence in google_events. Returns how many.';

create function google_calendar.touched_series(p_gone text[], p_items jsonb)
returns text[]
language sql
immutable
set search_path = ''
as $$
  -- An occurrence is named <series>_<original start>, and Google may tell no more than that of a deleted one.
  select array(select regexp_replace(g, '_[^_]*$', '') from unnest(p_gone) g)
    || array(
      select i ->> 'series_id' from pg_catalog.jsonb_array_elements(coalesce(p_items, '[]')) i
      where i ->> 'series_id' is not null
    );
$$;

comment on function google_calendar.touched_series is
  'For the functions here only: the series whose occurrences these are.';

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
  ) and exists (
    select from public.google_events e where e.calendar_id = p_calendar_id and e.series_id = i
  );
$$;

comment on function google_calendar.series_unknown is
  'For the functions here only: those of the ids that have an occurrence in google_events and are not in google_series.';

create function public.google_calendar_put_series(
  p_calendar_id uuid,
  p_lease uuid,
  p_asked text[],
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
  v_put integer;
  v_dropped integer;
  v_changed boolean;
begin
  if v_sync.calendar_id is null or v_sync.phase <> 'live' then
    answer := 'lost';
    return next;
    return;
  end if;
  v_put := google_calendar.put_series(v_held.calendar, coalesce(p_series, '[]'), v_sync.times_only);
  -- The app may have deleted an occurrence since Google was asked.
  v_dropped := google_calendar.drop_empty_series(p_calendar_id, p_asked);
  v_changed := v_put > v_dropped;
  update google_calendar.mirror_syncs y set
    series_to_ask = array(select i from unnest(y.series_to_ask) i where not i = any (p_asked)),
    run_changed = y.run_changed or v_changed,
    lease_until = clock_timestamp() + interval '60 seconds'
  where y.calendar_id = p_calendar_id;
  answer := 'applied';
  version := google_calendar.show_change(p_calendar_id, v_changed, null, false);
  return next;
end
$$;

comment on function public.google_calendar_put_series is
  'Writes the series of occurrences that are here: applied; or lost, if the lease has ended. p_asked names all that Google was asked for; those that it does not show are not asked for again.';

revoke execute on function
  google_calendar.drop_empty_series(uuid, text[]),
  google_calendar.touched_series(text[], jsonb),
  google_calendar.series_unknown(uuid, text[]),
  public.google_calendar_put_series(uuid, uuid, text[], jsonb)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_put_series(uuid, uuid, text[], jsonb)
to service_role;
