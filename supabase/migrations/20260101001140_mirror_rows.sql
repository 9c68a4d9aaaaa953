-- Writes what was read from Google into the rows of one calendar, and only what differs. Each function returns how many
-- rows it has changed.

create function google_calendar.known_zone(p_zone text, p_else text)
returns text
language plpgsql
stable
set search_path = ''
as $$
begin
  perform now() at time zone p_zone;
  return coalesce(p_zone, p_else);
exception
  -- Google may know a zone that this database does not.
  when invalid_parameter_value then
    return p_else;
end
$$;

comment on function google_calendar.known_zone is
  'For the functions here only: the zone if this database knows it, else the other one.';

create function google_calendar.put_events(
  p_calendar public.google_calendars,
  p_items jsonb,
  p_from timestamptz,
  p_until timestamptz,
  p_times_only boolean,
  p_seen_by bigint default null
) returns table (changed integer, newest timestamptz)
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
-- One plan for all pages: planning takes a quarter of a page's time. It is also kept from when the table was empty, so it
-- must use the indexes.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
as $$
begin
  return query with given as (
    -- In the order of their ids, so that no two writers wait for each other; of an id given twice the last counts.
    select distinct on (i.id)
      i.id, i.series_id, i.ical_uid, i.time_zone, i.response, i.visibility, i.event_type, i.color_id, i.etag,
      i.created_at, i.updated_at,
      case
        when length(i.original_start) = 10
          then i.original_start::date::timestamp at time zone p_calendar.time_zone
        else i.original_start::timestamptz
      end as original_start,
      case when i.status = 'tentative' then i.status else 'confirmed' end as status,
      t.all_day, t.starts_at,
      greatest(t.starts_at, t.ends_at) as ends_at,
      case when t.all_day then i.start_date end as start_date,
      case when t.all_day then t.end_date end as end_date,
      coalesce(i.busy, true) as busy,
      case when i.resource_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then i.resource_id::uuid end as resource_id,
      case when not p_times_only then i.summary end as summary,
      case when not p_times_only then i.description end as description,
      case when not p_times_only then i.location end as location,
      case when not p_times_only then i.organizer end as organizer,
      case when not p_times_only then i.attendees end as attendees,
      case when not p_times_only then i.meeting_url end as meeting_url,
      case when not p_times_only then i.html_link end as html_link
    from rows from (pg_catalog.jsonb_to_recordset(p_items) as (
      id text, series_id text, original_start text, ical_uid text, status text,
      starts_at timestamptz, ends_at timestamptz, all_day boolean, start_date date, end_date date, time_zone text,
      summary text, description text, location text, busy boolean, response text, visibility text, event_type text,
      color_id text, organizer text, attendees jsonb, meeting_url text, html_link text, resource_id text,
      etag text, created_at timestamptz, updated_at timestamptz
    )) with ordinality as i
    cross join lateral (
      select coalesce(i.all_day, false) as all_day, coalesce(i.end_date, i.start_date + 1) as end_date
    ) d
    cross join lateral (
      select d.all_day, d.end_date,
        case when d.all_day then i.start_date::timestamp at time zone p_calendar.time_zone else i.starts_at end as starts_at,
        case when d.all_day then d.end_date::timestamp at time zone p_calendar.time_zone else i.ends_at end as ends_at
    ) t
    where i.id is not null and t.starts_at is not null
    order by i.id, i.ordinality desc
  ),
  kept as not materialized (
    select * from given k
    where k.ends_at > p_from and (k.series_id is null or k.starts_at < p_until)
  ),
  seen as (
    insert into google_calendar.mirror_seen (calendar_id, rebuild, is_series, ids)
    select p_calendar.id, p_seen_by, false, array_agg(k.id) from kept k having p_seen_by is not null and count(*) > 0
  ),
  -- An event that has moved out of the window.
  gone as (
    delete from public.google_events e
    using given o
    where e.calendar_id = p_calendar.id and e.id = o.id
      and not (o.ends_at > p_from and (o.series_id is null or o.starts_at < p_until))
    returning e.id
  ),
  put as (
    insert into public.google_events as e (
      calendar_id, id, user_id, series_id, original_start, ical_uid, status, starts_at, ends_at, all_day, start_date,
      end_date, time_zone, summary, description, location, busy, response, visibility, event_type, color_id, organizer,
      attendees, meeting_url, html_link, resource_id, etag, created_at, updated_at
    )
    select
      p_calendar.id, k.id, p_calendar.user_id, k.series_id, k.original_start, k.ical_uid, k.status, k.starts_at,
      k.ends_at, k.all_day, k.start_date, k.end_date, k.time_zone, k.summary, k.description, k.location, k.busy,
      k.response, k.visibility, k.event_type, k.color_id, k.organizer, k.attendees, k.meeting_url, k.html_link,
      k.resource_id, k.etag, k.created_at, k.updated_at
    from kept k
    left join public.google_events h on h.calendar_id = p_calendar.id and h.id = k.id
    -- Nobody else writes this calendar's rows now. An equal one is not even locked. There is no comparison of
    -- updated_at: an occurrence whose exception was undone may be older than the row.
    where h.id is null or (
      h.series_id, h.original_start, h.ical_uid, h.status, h.starts_at, h.ends_at, h.all_day, h.start_date,
      h.end_date, h.time_zone, h.summary, h.description, h.location, h.busy, h.response, h.visibility, h.event_type,
      h.color_id, h.organizer, h.attendees, h.meeting_url, h.html_link, h.resource_id, h.etag, h.created_at,
      h.updated_at
    ) is distinct from (
      k.series_id, k.original_start, k.ical_uid, k.status, k.starts_at, k.ends_at, k.all_day, k.start_date,
      k.end_date, k.time_zone, k.summary, k.description, k.location, k.busy, k.response, k.visibility, k.event_type,
      k.color_id, k.organizer, k.attendees, k.meeting_url, k.html_link, k.resource_id, k.etag, k.created_at,
      k.updated_at
    )
    on conflict (calendar_id, id) do update set
      series_id = excluded.series_id, original_start = excluded.original_start, ical_uid = excluded.ical_uid,
      status = excluded.status, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
      all_day = excluded.all_day, start_date = excluded.start_date, end_date = excluded.end_date,
      time_zone = excluded.time_zone, summary = excluded.summary, description = excluded.description,
      location = excluded.location, busy = excluded.busy, response = excluded.response,
      visibility = excluded.visibility, event_type = excluded.event_type, color_id = excluded.color_id,
      organizer = excluded.organizer, attendees = excluded.attendees, meeting_url = excluded.meeting_url,
      html_link = excluded.html_link, resource_id = excluded.resource_id, etag = excluded.etag,
      created_at = excluded.created_at, updated_at = excluded.updated_at
    returning e.updated_at
  )
  select
    ((select count(*) from put) + (select count(*) from gone))::integer,
    (select max(p.updated_at) from put p);
end
$$;

comment on function google_calendar.put_events is
  'For the functions here only: writes single events that end after p_from, and occurrences that also start before p_until; deletes the others of these ids. newest is the latest time at which a written event was changed. p_seen_by notes for this rebuild that they exist.';

create function google_calendar.put_series(
  p_calendar public.google_calendars,
  p_series jsonb,
  p_times_only boolean,
  p_seen_by bigint default null
) returns integer
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
set plan_cache_mode = force_generic_plan
as $$
declare
  v_changed integer;
begin
  with given as (
    select distinct on (i.id)
      i.id, coalesce(i.recurrence, '{}') as recurrence, i.time_zone, i.etag, i.updated_at,
      coalesce(i.all_day, false) as all_day,
      case when i.all_day then i.start_date end as start_date,
      case when i.all_day then i.start_date::timestamp at time zone p_calendar.time_zone else i.starts_at end as starts_at,
      case when not p_times_only then i.summary end as summary
    from rows from (pg_catalog.jsonb_to_recordset(p_series) as (
      id text, recurrence text[], summary text, starts_at timestamptz, all_day boolean, start_date date,
      time_zone text, etag text, updated_at timestamptz
    )) with ordinality as i
    where i.id is not null
    order by i.id, i.ordinality desc
  ),
  seen as (
    insert into google_calendar.mirror_seen (calendar_id, rebuild, is_series, ids)
    select p_calendar.id, p_seen_by, true, array_agg(k.id) from given k having p_seen_by is not null and count(*) > 0
  ),
  put as (
    insert into public.google_series as s
      (calendar_id, id, user_id, recurrence, summary, starts_at, all_day, start_date, time_zone, etag, updated_at)
    select p_calendar.id, k.id, p_calendar.user_id, k.recurrence, k.summary, k.starts_at, k.all_day, k.start_date,
      k.time_zone, k.etag, k.updated_at
    from given k
    on conflict (calendar_id, id) do update set
      recurrence = excluded.recurrence, summary = excluded.summary, starts_at = excluded.starts_at,
      all_day = excluded.all_day, start_date = excluded.start_date, time_zone = excluded.time_zone,
      etag = excluded.etag, updated_at = excluded.updated_at
    where (s.recurrence, s.summary, s.starts_at, s.all_day, s.start_date, s.time_zone, s.etag, s.updated_at)
      is distinct from (excluded.recurrence, excluded.summary, excluded.starts_at, excluded.all_day,
        excluded.start_date, excluded.time_zone, excluded.etag, excluded.updated_at)
    returning 1
  )
  select count(*) into v_changed from put;
  return v_changed;
end
$$;

comment on function google_calendar.put_series is
  'For the functions here only: writes series, without their occurrences.';

create function google_calendar.delete_ids(p_calendar_id uuid, p_ids text[])
returns integer
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  with events as (
    delete from public.google_events e where e.calendar_id = p_calendar_id and e.id = any (p_ids) returning 1
  ), occurrences as (
    delete from public.google_events e
      where e.calendar_id = p_calendar_id and e.series_id = any (p_ids) and not e.id = any (p_ids) returning 1
  ), series as (
    delete from public.google_series s where s.calendar_id = p_calendar_id and s.id = any (p_ids) returning 1
  )
  select ((select count(*) from events) + (select count(*) from occurrences) + (select count(*) from series))::integer;
$$;

comment on function google_calendar.delete_ids is
  'For the functions here only: deletes what Google has cancelled. An id may be that of a single event, an occurrence or a series, and nothing more need be known of it.';

create function google_calendar.move_to_zone(p_calendar_id uuid, p_zone text)
returns integer
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_events integer;
  v_series integer;
begin
  update public.google_calendars g set time_zone = p_zone where g.id = p_calendar_id;
  update public.google_events e set
    starts_at = case when e.all_day then e.start_date::timestamp at time zone p_zone else e.starts_at end,
    ends_at = case when e.all_day then e.end_date::timestamp at time zone p_zone else e.ends_at end,
    -- The id of an all-day series' occurrence ends with the day of its rule.
    original_start = case
      when e.id ~ '_[0-9]{8}$' then pg_catalog.to_date(right(e.id, 8), 'YYYYMMDD')::timestamp at time zone p_zone
      else e.original_start
    end
  where e.calendar_id = p_calendar_id and (e.all_day or (e.series_id is not null and e.id ~ '_[0-9]{8}$'));
  get diagnostics v_events = row_count;
  update public.google_series s set starts_at = s.start_date::timestamp at time zone p_zone
    where s.calendar_id = p_calendar_id and s.all_day;
  get diagnostics v_series = row_count;
  -- Whole days have come over either end of the mirrored time, and others have gone. What is read from the first page on
  -- is read in the new zone; anything else is read again, and at once.
  update google_calendar.mirror_syncs y set parameters = 0, catch_up = true
    where y.calendar_id = p_calendar_id and (y.phase = 'live' or y.pages > 0);
  return v_events + v_series;
end
$$;

comment on function google_calendar.move_to_zone is
  'For the functions here only: the calendar has another zone, so its all-day events last from midnight to midnight there, and everything is read once more.';

revoke execute on function
  google_calendar.known_zone(text, text),
  google_calendar.put_events(public.google_calendars, jsonb, timestamptz, timestamptz, boolean, bigint),
  google_calendar.put_series(public.google_calendars, jsonb, boolean, bigint),
  google_calendar.delete_ids(uuid, text[]),
  google_calendar.move_to_zone(uuid, text)
from public, anon, authenticated, service_role;
