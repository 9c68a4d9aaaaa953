-- What is due, and what Google tells: the row of the calendar is the queue, so a hundred notices are one sync.

create function google_calendar.count_mirrors()
returns void
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  perform from google_calendar.mirror_pause p
    where coalesce(p.counted_at < clock_timestamp() - interval '1 hour', true)
    for update skip locked;
  if found then
    update google_calendar.mirror_pause p
      set pushed = c.pushed, polled = c.polled, counted_at = clock_timestamp()
      from (
        select count(*) filter (where g.push) as pushed, count(*) filter (where not g.push) as polled
        from public.google_calendars g where g.status in ('live', 'loading')
      ) c;
  end if;
end
$$;

comment on function google_calendar.count_mirrors is
  'For the functions here only: counts, once an hour, the calendars that share the day''s calls.';

create function google_calendar.put_to_sleep(p_calendar_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  perform from google_calendar.mirror_syncs y
    join public.google_calendars g on g.id = y.calendar_id
    join auth.users a on a.id = g.user_id
    where y.calendar_id = p_calendar_id
      and greatest(y.looked_at, a.last_sign_in_at) < clock_timestamp() - interval '30 days'
    -- It waits for nobody, because the caller has locked the later row already.
    for no key update of g skip locked;
  if not found then
    return false;
  end if;
  update public.google_calendars g set status = 'paused', reason = 'asleep', push = false
    where g.id = p_calendar_id and g.reason is distinct from 'asleep';
  update google_calendar.mirror_syncs y set due_at = 'infinity', channel_due_at = 'infinity'
    where y.calendar_id = p_calendar_id;
  return true;
end
$$;

comment on function google_calendar.put_to_sleep is
  'For the functions here only: a calendar that nobody has looked at for 30 days, and whose user has not signed in, is no longer synced. True if so.';

create function public.google_calendar_claim_due(
  p_lease uuid,
  p_limit integer,
  p_calls_per_day integer
) returns table (
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
  v_now constant timestamptz := clock_timestamp();
  v_id uuid;
  v_blocked text;
  v_taken uuid[] := '{}';
begin
  -- Without a limit it is only asked if it may be called.
  if p_limit <= 0 then
    return;
  end if;
  update google_calendar.mirror_pause p set calls_per_day = p_calls_per_day
    where p.calls_per_day is distinct from p_calls_per_day;
  perform google_calendar.count_mirrors();
  if google_calendar.mirror_paused() then
    return;
  end if;
  for v_id in
    select y.calendar_id from google_calendar.mirror_syncs y
    join public.google_calendars g on g.id = y.calendar_id
    where y.due_at <= v_now and google_calendar.lease_free(y.lease_until)
    order by y.due_at limit p_limit
    for update of y skip locked for key share of g skip locked
  loop
    v_blocked := google_calendar.sync_blocked(v_id);
    -- Before anything can fail: a calendar whose sync never ends does not hold up the others.
    update google_calendar.mirror_syncs y set due_at = case
        when v_blocked = 'gone' then v_now + interval '1 day'
        when v_blocked = 'paused' then google_calendar.due_without_grant(v_id)
        else v_now + interval '5 minutes'
      end
      where y.calendar_id = v_id;
    if v_blocked is null and not google_calendar.put_to_sleep(v_id) then
      perform google_calendar.take_sync(v_id, p_lease);
      v_taken := v_taken || v_id;
    end if;
  end loop;
  return query
    select w.* from google_calendar.mirror_work w
    where w.calendar_id = any (v_taken)
    order by array_position(v_taken, w.calendar_id);
end
$$;

comment on function public.google_calendar_claim_due is
  'Takes the lease, for 60 seconds, of the calendars that have been due for the longest time, with all that their syncs need. None while Google refuses calls, or if the day''s calls are used up.';

create function google_calendar.due_without_grant(p_calendar_id uuid)
returns timestamptz
language sql
volatile
security definer
set search_path = ''
as $$
  -- A refusal of a fresh access token counts for five minutes. Else only a new grant helps, and makes it due.
  select case when u.refused_at is null then 'infinity' else clock_timestamp() + interval '6 minutes' end
  from public.google_calendars g join google_calendar.users u on u.id = g.account_id
  where g.id = p_calendar_id;
$$;

comment on function google_calendar.due_without_grant is
  'For the functions here only: when a calendar is tried again whose account must be reconnected.';

create function public.google_calendar_push_received(
  p_channel_id uuid,
  p_token_hash text,
  p_resource_id text,
  p_state text,
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
  v_now timestamptz := clock_timestamp();
  v_channel google_calendar.mirror_channels;
  v_sync google_calendar.mirror_syncs;
  v_can_begin boolean;
begin
  select c.* into v_channel from google_calendar.mirror_channels c
    where c.id = p_channel_id
      and c.token_hash = p_token_hash
      and c.state <> 'closing'
      and c.expires_at > v_now
      and coalesce(c.resource_id = p_resource_id, p_resource_id is not null);
  if not found then
    answer := 'unknown';
    return next;
    return;
  end if;
  if p_state = 'sync' then
    -- The first notice says only that the channel is open. It may come before the answer to watch, or instead of it.
    update google_calendar.mirror_channels c set resource_id = p_resource_id
      where c.id = p_channel_id and c.resource_id is null;
    answer := 'ignored';
    return next;
    return;
  end if;

  perform from public.google_calendars g where g.id = v_channel.calendar_id for key share;
  select y.* into v_sync from google_calendar.mirror_syncs y where y.calendar_id = v_channel.calendar_id for update;
  if not found then
    answer := 'unknown';
    return next;
    return;
  end if;
  v_now := clock_timestamp();
  v_can_begin := google_calendar.sync_blocked(v_channel.calendar_id) is null;
  update google_calendar.mirror_syncs y set
    notified_at = google_calendar.later_than(y.notified_at, y.serving),
    -- What has failed several times waits for its turn.
    due_at = case when v_can_begin and y.failures <= 3 then least(y.due_at, v_now) else y.due_at end
    where y.calendar_id = v_channel.calendar_id;
  update google_calendar.mirror_channels c set
    last_push_at = v_now,
    pushes = c.pushes + 1,
    resource_id = coalesce(c.resource_id, p_resource_id)
    where c.id = p_channel_id;

  v_can_begin := v_can_begin
    and v_sync.phase in ('live', 'snapshot')
    and v_sync.failures = 0
    and google_calendar.lease_free(v_sync.lease_until)
    and not google_calendar.mirror_paused();
  -- One request waits for the end of two seconds, and syncs for all notices until then.
  if not v_can_begin or v_sync.waiter_until between v_now and v_now + interval '5 seconds' then
    answer := 'noted';
  elsif v_sync.begun_at between v_now - interval '2 seconds' and v_now then
    update google_calendar.mirror_syncs y set waiter_until = v_now + interval '5 seconds'
      where y.calendar_id = v_channel.calendar_id;
    answer := 'later';
  else
    perform google_calendar.take_sync(v_channel.calendar_id, p_lease);
    return query
      select 'begun'::text, w.* from google_calendar.mirror_work w where w.calendar_id = v_channel.calendar_id;
    return;
  end if;
  -- Which calendar the one that waits is to sync.
  calendar_id := v_channel.calendar_id;
  return next;
end
$$;

comment on function public.google_calendar_push_received is
  'Notes a notice of Google''s: unknown, if it does not belong to a channel that is open; ignored, if it says nothing; begun, with the lease and all that the sync needs; later, for the one request that is to begin a sync two seconds after the last; noted, if another sync serves it. calendar_id is there unless unknown or ignored.';

create function google_calendar.later_than(p_notified_at timestamptz, p_serving timestamptz)
returns timestamptz
language sql
volatile
set search_path = ''
as $$
  -- No two notices are of one moment, whatever the clock says.
  select greatest(
    clock_timestamp(), p_notified_at + interval '1 microsecond', p_serving + interval '1 microsecond'
  );
$$;

comment on function google_calendar.later_than is
  'For the functions here only: the time of a new notice, later than any before.';

revoke execute on function
  google_calendar.count_mirrors(),
  google_calendar.put_to_sleep(uuid),
  google_calendar.due_without_grant(uuid),
  google_calendar.later_than(timestamptz, timestamptz),
  public.google_calendar_claim_due(uuid, integer, integer),
  public.google_calendar_push_received(uuid, text, text, text, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_claim_due(uuid, integer, integer),
  public.google_calendar_push_received(uuid, text, text, text, uuid)
to service_role;
