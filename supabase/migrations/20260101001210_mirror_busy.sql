-- When somebody is busy, by the mirror: without a call to Google.

create function public.google_busy("from" timestamptz, "to" timestamptz, calendars uuid[] default null)
returns table (starts_at timestamptz, ends_at timestamptz)
language plpgsql
stable
security invoker
set search_path = ''
as $$
#variable_conflict use_column
declare
  v_from constant timestamptz := "from";
  v_to constant timestamptz := "to";
  v_calendars constant uuid[] := calendars;
  v_known uuid[];
  v_ready boolean;
begin
  if coalesce(v_from >= v_to, true) then
    raise exception 'from must be before to' using errcode = 'invalid_parameter_value';
  end if;
  -- The policy shows the caller's own rows only.
  select array_agg(g.id), bool_and(
      g.status = 'live' and coalesce(g.mirrored_from <= v_from and g.mirrored_until >= v_to, false)
    )
    into v_known, v_ready
    from public.google_calendars g
    where v_calendars is null or g.id = any (v_calendars);
  if v_ready is not true or not v_known @> coalesce(v_calendars, '{}') then
    raise exception 'mirror_not_ready'
      using errcode = 'PT409',
        detail = 'A calendar is not mirrored, is not live, or its window does not cover the range.',
        hint = 'Select status, reason, mirrored_from and mirrored_until from google_calendars.';
  end if;
  return query
    with busy as (
      select unnest(range_agg(tstzrange(e.starts_at, e.ends_at))) as r
      from public.google_events e
      where e.calendar_id = any (v_known)
        and e.busy and e.ends_at > v_from and e.starts_at < v_to and e.starts_at < e.ends_at
    )
    select greatest(lower(b.r), v_from), least(upper(b.r), v_to) from busy b order by 1;
end
$$;

comment on function public.google_busy is
  'When the signed-in user is busy between from and to, in all mirrored calendars or in those given by their ids in google_calendars: intervals that do not touch, in order. Raises PT409 mirror_not_ready (HTTP 409) unless each is live and its window covers the range.';

create function public.google_calendar_busy_of(
  p_user_id uuid,
  p_account_id uuid,
  p_from timestamptz,
  p_to timestamptz,
  p_google_calendar_ids text[] default null
) returns table (
  answer text,
  intervals jsonb,
  as_of timestamptz
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  v_asked constant text[] := coalesce(p_google_calendar_ids, array['primary']);
  v_known uuid[];
  v_ready boolean;
begin
  select array_agg(g.id), bool_and(
      g.status = 'live' and coalesce(g.mirrored_from <= p_from and g.mirrored_until >= p_to, false)
    ), min(y.checked_at)
    into v_known, v_ready, as_of
    from (select distinct f.id from unnest(v_asked) a, google_calendar.find_mirror(p_account_id, a) f) m
    join public.google_calendars g on g.id = m.id and g.user_id = p_user_id
    join google_calendar.mirror_syncs y on y.calendar_id = g.id;
  if v_ready is not true or not google_calendar.user_stands(p_user_id) or exists (
    select from unnest(v_asked) a
    where not exists (select from google_calendar.find_mirror(p_account_id, a) f where f.id = any (v_known))
  ) then
    answer := 'not_ready';
    as_of := null;
    return next;
    return;
  end if;
  -- Somebody looks. It need not be noted each time.
  update google_calendar.mirror_syncs y set looked_at = clock_timestamp()
    where y.calendar_id = any (v_known) and y.looked_at < clock_timestamp() - interval '1 hour';
  with busy as (
    select unnest(range_agg(tstzrange(e.starts_at, e.ends_at))) as r
    from public.google_events e
    where e.user_id = p_user_id
      and e.calendar_id = any (v_known)
      and e.busy and e.ends_at > p_from and e.starts_at < p_to and e.starts_at < e.ends_at
  )
  select coalesce(jsonb_agg(
    jsonb_build_object('starts_at', greatest(lower(b.r), p_from), 'ends_at', least(upper(b.r), p_to)) order by lower(b.r)
  ), '[]') into intervals from busy b;
  answer := 'ready';
  return next;
end
$$;

comment on function public.google_calendar_busy_of is
  'When a user is busy, for the server: ready, with intervals that do not touch, in order, and when Google was last asked; or not_ready, if a calendar is not live or its window does not cover the range. Calendars by Google''s ids; the account''s own one if none is given.';

revoke execute on function
  public.google_busy(timestamptz, timestamptz, uuid[]),
  public.google_calendar_busy_of(uuid, uuid, timestamptz, timestamptz, text[])
from public, anon, authenticated, service_role;
-- A signed-in user asks for their own rows.
grant execute on function public.google_busy(timestamptz, timestamptz, uuid[]) to authenticated;
grant execute on function
  public.google_calendar_busy_of(uuid, uuid, timestamptz, timestamptz, text[])
to service_role;
