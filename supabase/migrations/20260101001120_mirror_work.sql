-- Gives out the work of the mirror: one sync at a time for each calendar, by a lease with this database's clock.
--
-- Every function of the mirror takes its locks in one order: the user, the account and its connection (as the functions
-- of the connection do), public.google_calendars, the rows of its events, mirror_syncs, mirror_channels. That is
-- also the order in which deleting a calendar takes them. A second update of a row in one transaction checks its reference
-- again, so a function that begins with mirror_syncs locks the calendar's key before, unless it updates once.

create function google_calendar.find_mirror(p_account_id uuid, p_calendar text)
returns table (id uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select g.id from public.google_calendars g
  left join public.google_connections c on c.account_id = g.account_id
  where g.account_id = p_account_id
    and (
      g.google_calendar_id = p_calendar
      or (g.is_primary and (p_calendar = 'primary' or lower(p_calendar) = lower(c.google_email)))
    );
$$;

comment on function google_calendar.find_mirror is
  'For the functions here only: the mirror of an account''s calendar, by Google''s id; its own one also as primary or by the account''s address.';

create function google_calendar.mirror_paused()
returns boolean
language sql
volatile
security definer
set search_path = ''
as $$
  select exists (
    select from google_calendar.mirror_pause p
    -- An end more than an hour ahead was written before the clock was set back.
    where p.resume_at between clock_timestamp() and clock_timestamp() + interval '1 hour'
      or p.calls_per_day <= (
        select d.calls from google_calendar.mirror_days d
        where d.day = (clock_timestamp() at time zone 'UTC')::date
      )
  );
$$;

comment on function google_calendar.mirror_paused is
  'For the functions here only: whether no calendar may call Google now, because Google refuses calls as too many, or the day''s calls are used up.';

create function google_calendar.window_step(p_days_ahead integer)
returns interval
language sql
immutable
set search_path = ''
as $$
  select least(interval '30 days', p_days_ahead * interval '1 day' / 6);
$$;

comment on function google_calendar.window_step is
  'For the functions here only: by how much the end of the window moves at once.';

create view google_calendar.mirror_work with (security_invoker = true) as
select
  y.calendar_id,
  g.google_calendar_id,
  y.phase,
  y.sync_token,
  y.page_token,
  y.pending_token,
  y.parameters,
  y.rebuild,
  coalesce(y.rebuild_from, g.mirrored_from) as mirrored_from,
  coalesce(y.rebuild_until, g.mirrored_until) as mirrored_until,
  w.due as window_due,
  case when w.due then date_trunc('hour', clock_timestamp() + y.days_ahead * interval '1 day', 'UTC') end as window_until,
  y.local_writes,
  g.time_zone,
  y.times_only,
  y.notified_at is not null as notified,
  a.user_id,
  g.account_id,
  a.status,
  a.reason,
  a.google_account_id,
  a.google_email,
  a.scopes,
  a.google_refresh_token as sealed_refresh_token,
  a.google_access_token as sealed_access_token,
  extract(epoch from a.google_token_expiry - clock_timestamp())::double precision as access_token_expires_in,
  a.access_seconds as access_token_lifetime,
  a.refused_at is not null as access_token_refused,
  a.grant_version,
  a.connected_at,
  a.expires_at,
  a.is_default
from google_calendar.mirror_syncs y
join public.google_calendars g on g.id = y.calendar_id
join google_calendar.accounts a on a.id = g.account_id
cross join lateral (
  -- Each calendar has its own hour within a fifth of the step, so that not all move on one day.
  select y.phase = 'live' and g.mirrored_until < clock_timestamp() + y.days_ahead * interval '1 day'
    - google_calendar.window_step(y.days_ahead)
      * (1 - (pg_catalog.hashtextextended(g.id::text, 0) & 1023) / 5120.0) as due
) w;

comment on view google_calendar.mirror_work is
  'What a sync needs to know of each mirrored calendar and its account.';

revoke all on table google_calendar.mirror_work from public, anon, authenticated;
grant select on table google_calendar.mirror_work to service_role;

create function google_calendar.lease_free(p_lease_until timestamptz)
returns boolean
language sql
volatile
set search_path = ''
as $$
  -- A lease with an impossible end was taken before the clock was set back, and is void.
  select p_lease_until is null or p_lease_until <= clock_timestamp()
    or p_lease_until > clock_timestamp() + interval '60 seconds';
$$;

comment on function google_calendar.lease_free is
  'For the functions here only: whether a sync may begin.';

create function google_calendar.begin_rebuild(p_calendar_id uuid, p_phase text)
returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  -- Whole hours: a client that rounds to milliseconds reads the same window.
  update google_calendar.mirror_syncs y set
    phase = p_phase,
    rebuild = y.rebuild + 1,
    rebuild_from = date_trunc('hour', clock_timestamp() - y.days_back * interval '1 day', 'UTC'),
    rebuild_until = date_trunc('hour', clock_timestamp() + y.days_ahead * interval '1 day', 'UTC'),
    page_token = null,
    pending_token = null,
    read_all = false,
    pages = 0,
    events = 0
  where y.calendar_id = p_calendar_id;
  delete from google_calendar.mirror_seen s where s.calendar_id = p_calendar_id;
$$;

comment on function google_calendar.begin_rebuild is
  'For the functions here only: everything is read again from the first page. The rows stay until the end.';

create function google_calendar.take_sync(p_calendar_id uuid, p_lease uuid)
returns void
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_sync google_calendar.mirror_syncs;
begin
  update google_calendar.mirror_syncs y set
    lease = p_lease,
    lease_until = clock_timestamp() + interval '60 seconds',
    begun_at = clock_timestamp(),
    serving = y.notified_at,
    catch_up = false,
    waiter_until = null,
    run_changed = false
  where y.calendar_id = p_calendar_id
  returning y.* into v_sync;
  -- Without a sync token each sync reads everything. After a week the calendar may have a token again.
  if v_sync.phase = 'snapshot' and v_sync.rebuild_until is null then
    perform google_calendar.begin_rebuild(
      p_calendar_id,
      case when v_sync.snapshot_until <= clock_timestamp() then 'list' else 'snapshot' end
    );
  end if;
end
$$;

comment on function google_calendar.take_sync is
  'For the functions here only, after the row was locked: begins a sync.';

create function google_calendar.sync_blocked(p_calendar_id uuid)
returns text
language sql
volatile
security definer
set search_path = ''
as $$
  select case
    when not google_calendar.user_stands(a.user_id) then 'gone'
    when a.status <> 'connected' then 'paused'
  end
  from public.google_calendars g join google_calendar.accounts a on a.id = g.account_id
  where g.id = p_calendar_id;
$$;

comment on function google_calendar.sync_blocked is
  'For the functions here only: gone, if the user is gone or banned; paused, if the account must be reconnected; else null.';

create function public.google_calendar_begin_sync(
  p_calendar_id uuid,
  p_lease uuid
) returns table (
  answer text,
  calendar_id uuid,
  google_calendar_id text,
  phase text,
  sync_token text,
  page_token text,
  pending_token text,
  parameters integer,
  rebuild bigint,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  window_due boolean,
  window_until timestamptz,
  local_writes bigint,
  time_zone text,
  times_only boolean,
  notified boolean,
  user_id uuid,
  account_id uuid,
  status text,
  reason text,
  google_account_id text,
  google_email text,
  scopes text[],
  sealed_refresh_token text,
  sealed_access_token text,
  access_token_expires_in double precision,
  access_token_lifetime double precision,
  access_token_refused boolean,
  grant_version bigint,
  connected_at timestamptz,
  expires_at timestamptz,
  is_default boolean
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_sync google_calendar.mirror_syncs;
begin
  perform from public.google_calendars g where g.id = p_calendar_id for key share;
  select y.* into v_sync from google_calendar.mirror_syncs y where y.calendar_id = p_calendar_id for update;
  if not found then
    answer := 'gone';
  elsif v_sync.lease is distinct from p_lease and not google_calendar.lease_free(v_sync.lease_until) then
    answer := 'busy';
  elsif google_calendar.mirror_paused() then
    answer := 'paused';
  else
    answer := google_calendar.sync_blocked(p_calendar_id);
  end if;
  if answer is not null then
    return next;
    return;
  end if;
  perform google_calendar.take_sync(p_calendar_id, p_lease);
  return query
    select 'begun'::text, w.* from google_calendar.mirror_work w where w.calendar_id = p_calendar_id;
end
$$;

comment on function public.google_calendar_begin_sync is
  'Takes the lease of a calendar for 60 seconds: begun, with all that the sync needs; busy, if another sync holds it (the one that holds it begins again); paused, if Google may not be called for it now; gone, if the calendar or its user is.';

revoke execute on function
  google_calendar.find_mirror(uuid, text),
  google_calendar.mirror_paused(),
  google_calendar.window_step(integer),
  google_calendar.lease_free(timestamptz),
  google_calendar.begin_rebuild(uuid, text),
  google_calendar.take_sync(uuid, uuid),
  google_calendar.sync_blocked(uuid),
  public.google_calendar_begin_sync(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_begin_sync(uuid, uuid)
to service_role;
-- For the view.
grant execute on function google_calendar.window_step(integer) to service_role;
