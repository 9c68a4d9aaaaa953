-- What an app asks of the mirror: which calendars, how current they are, and now please.

create function google_calendar.mirrors_of(p_user_id uuid, p_account_id uuid, p_calendar_id uuid)
returns table (
  id uuid,
  google_calendar_id text,
  account_id uuid,
  summary text,
  time_zone text,
  is_primary boolean,
  status text,
  reason text,
  push boolean,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  version bigint,
  checked_at timestamptz,
  pages integer,
  events integer
)
language sql
volatile
security definer
set search_path = ''
as $$
  select g.id, g.google_calendar_id, g.account_id, g.summary, g.time_zone, g.is_primary, g.status, g.reason, g.push,
    g.mirrored_from, g.mirrored_until, g.version, y.checked_at, y.pages, y.events
  from public.google_calendars g join google_calendar.mirror_syncs y on y.calendar_id = g.id
  where g.user_id = p_user_id
    and (p_account_id is null or g.account_id = p_account_id)
    and (p_calendar_id is null or g.id = p_calendar_id)
  order by g.is_primary desc, g.summary, g.google_calendar_id, g.id;
$$;

comment on function google_calendar.mirrors_of is
  'For the functions here only: a user''s mirrored calendars, all of them, an account''s, or one.';

create function public.google_calendar_mirror_calendar(
  p_account_id uuid,
  p_google_calendar_id text,
  p_is_primary boolean,
  p_summary text default null,
  p_time_zone text default null,
  p_days_back integer default 30,
  p_days_ahead integer default 180,
  p_times_only boolean default false
) returns table (
  id uuid,
  google_calendar_id text,
  account_id uuid,
  summary text,
  time_zone text,
  is_primary boolean,
  status text,
  reason text,
  push boolean,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  version bigint,
  checked_at timestamptz,
  pages integer,
  events integer
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  v_user_id uuid;
  v_email text;
  v_primary boolean;
  v_id uuid;
begin
  select u.user_id into v_user_id from google_calendar.users u where u.id = p_account_id;
  if google_calendar.lock_user(v_user_id) is not true then
    return;
  end if;
  select a.google_email into v_email from google_calendar.accounts a
    where a.id = p_account_id and a.google_account_id is not null and a.status <> 'not_connected';
  if not found then
    return;
  end if;

  -- primary and the account's own address are one calendar.
  v_primary := p_is_primary or p_google_calendar_id = 'primary' or coalesce(lower(p_google_calendar_id) = lower(v_email), false);
  select g.id into v_id from public.google_calendars g
    where g.account_id = p_account_id and (g.google_calendar_id = p_google_calendar_id or (g.is_primary and v_primary))
    order by g.is_primary desc limit 1 for no key update;
  if found then
    delete from public.google_calendars g
      where g.account_id = p_account_id and g.google_calendar_id = p_google_calendar_id and g.id <> v_id;
    update public.google_calendars g set
      google_calendar_id = case when p_google_calendar_id = 'primary' then g.google_calendar_id else p_google_calendar_id end,
      is_primary = g.is_primary or v_primary,
      summary = coalesce(p_summary, g.summary)
    where g.id = v_id;
    update google_calendar.mirror_syncs y set
      days_back = p_days_back,
      days_ahead = p_days_ahead,
      times_only = p_times_only,
      -- Other rows are wanted: everything is read again.
      parameters = case
        when (y.days_back, y.days_ahead, y.times_only) = (p_days_back, p_days_ahead, p_times_only) then y.parameters
        else 0
      end,
      looked_at = clock_timestamp()
    where y.calendar_id = v_id;
  else
    insert into public.google_calendars (user_id, account_id, google_calendar_id, is_primary, summary, time_zone)
    values (v_user_id, p_account_id, p_google_calendar_id, v_primary, p_summary, google_calendar.known_zone(p_time_zone, 'UTC'))
    returning id into v_id;
    insert into google_calendar.mirror_syncs (calendar_id, days_back, days_ahead, times_only)
    values (v_id, p_days_back, p_days_ahead, p_times_only);
  end if;
  perform google_calendar.make_due(v_id);
  return query select * from google_calendar.mirrors_of(v_user_id, p_account_id, v_id);
end
$$;

comment on function public.google_calendar_mirror_calendar is
  'Mirrors a calendar from now on, from p_days_back days ago until p_days_ahead days ahead; p_times_only keeps no text and no people. It is due at once. If it was mirrored already it stays so. No row if the account is not connected.';

create function google_calendar.make_due(p_calendar_id uuid)
returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  update google_calendar.mirror_syncs y set
    looked_at = clock_timestamp(),
    due_at = case
      when google_calendar.sync_blocked(p_calendar_id) is null then least(y.due_at, clock_timestamp())
      else y.due_at
    end,
    -- The sync under way may have read already.
    catch_up = y.catch_up or not google_calendar.lease_free(y.lease_until),
    -- It had been asleep, and without a channel.
    channel_due_at = case
      when y.channel_due_at = 'infinity' and y.phase in ('live', 'snapshot') then clock_timestamp()
      else y.channel_due_at
    end
  where y.calendar_id = p_calendar_id;
$$;

comment on function google_calendar.make_due is
  'For the functions here only: somebody looks at a calendar, so it is synced now.';

create function public.google_calendar_unmirror_calendar(
  p_user_id uuid,
  p_account_id uuid,
  p_google_calendar_id text
) returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  delete from public.google_calendars g
    where g.user_id = p_user_id
      and g.id in (select f.id from google_calendar.find_mirror(p_account_id, p_google_calendar_id) f);
  return found;
end
$$;

comment on function public.google_calendar_unmirror_calendar is
  'Ends a mirror and deletes its events. False if there is none. Its channels are to be taken before.';

create function public.google_calendar_read_mirrors(
  p_user_id uuid,
  p_account_id uuid default null
) returns table (
  id uuid,
  google_calendar_id text,
  account_id uuid,
  summary text,
  time_zone text,
  is_primary boolean,
  status text,
  reason text,
  push boolean,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  version bigint,
  checked_at timestamptz,
  pages integer,
  events integer
)
language sql
volatile
security definer
set search_path = ''
as $$
  select m.* from google_calendar.mirrors_of(p_user_id, p_account_id, null) m
  where google_calendar.user_stands(p_user_id);
$$;

comment on function public.google_calendar_read_mirrors is
  'The calendars of a user, or of one account, that are mirrored. pages and events count what the rebuild under way, or the last one, has read.';

create function public.google_calendar_refresh_mirrors(
  p_user_id uuid,
  p_account_id uuid default null,
  p_google_calendar_id text default null
) returns table (
  id uuid,
  google_calendar_id text,
  account_id uuid,
  summary text,
  time_zone text,
  is_primary boolean,
  status text,
  reason text,
  push boolean,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  version bigint,
  checked_at timestamptz,
  pages integer,
  events integer
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
#variable_conflict use_column
declare
  v_id uuid;
begin
  if not google_calendar.user_stands(p_user_id) then
    return;
  end if;
  for v_id in
    select g.id from public.google_calendars g
    where g.user_id = p_user_id
      and (p_account_id is null or g.account_id = p_account_id)
      and (
        p_google_calendar_id is null
        or g.id in (select f.id from google_calendar.find_mirror(g.account_id, p_google_calendar_id) f)
      )
    order by g.id
  loop
    perform google_calendar.make_due(v_id);
    return query select * from google_calendar.mirrors_of(p_user_id, null, v_id);
  end loop;
end
$$;

comment on function public.google_calendar_refresh_mirrors is
  'Makes a user''s mirrored calendars, an account''s, or one, due now, wakes those that sleep, and returns them.';

revoke execute on function
  google_calendar.mirrors_of(uuid, uuid, uuid),
  google_calendar.make_due(uuid),
  public.google_calendar_mirror_calendar(uuid, text, boolean, text, text, integer, integer, boolean),
  public.google_calendar_unmirror_calendar(uuid, uuid, text),
  public.google_calendar_read_mirrors(uuid, uuid),
  public.google_calendar_refresh_mirrors(uuid, uuid, text)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_mirror_calendar(uuid, text, boolean, text, text, integer, integer, boolean),
  public.google_calendar_unmirror_calendar(uuid, uuid, text),
  public.google_calendar_read_mirrors(uuid, uuid),
  public.google_calendar_refresh_mirrors(uuid, uuid, text)
to service_role;
