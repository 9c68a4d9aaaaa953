-- The channels by which Google tells of changes. The row is there before Google is asked, so a notice that comes before
-- the answer, or instead of it, is known. A calendar has at most two that count: one that is open and one that opens.

create function public.google_calendar_channels_due(
  p_limit integer
) returns table (
  calendar_id uuid,
  google_calendar_id text,
  user_id uuid,
  account_id uuid
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
    with due as (
      select y.calendar_id from google_calendar.mirror_syncs y
      where y.channel_due_at <= v_now
      order by y.channel_due_at limit p_limit for update skip locked
    ), put_off as (
      -- Before anything can fail, and so that another run does not open one too.
      update google_calendar.mirror_syncs y set channel_due_at = v_now + interval '10 minutes'
        from due d where y.calendar_id = d.calendar_id
    )
    select g.id, g.google_calendar_id, g.user_id, g.account_id
    from due d
    join public.google_calendars g on g.id = d.calendar_id
    where not google_calendar.mirror_paused() and google_calendar.sync_blocked(g.id) is null;
end
$$;

comment on function public.google_calendar_channels_due is
  'Takes the calendars whose channel is to be opened, renewed or replaced.';

create function public.google_calendar_open_channel(
  p_calendar_id uuid,
  p_channel_id uuid,
  p_token_hash text
) returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now timestamptz;
  v_account_id uuid;
begin
  select g.account_id into v_account_id from public.google_calendars g where g.id = p_calendar_id for key share;
  perform from google_calendar.mirror_syncs y where y.calendar_id = p_calendar_id for update;
  if not found or v_account_id is null then
    return 'not_needed';
  end if;
  v_now := clock_timestamp();
  if exists (
    select from google_calendar.mirror_channels c
    where c.calendar_id = p_calendar_id and c.expires_at > v_now and (
      -- Somebody is opening one.
      (c.state = 'opening' and c.created_at between v_now - interval '1 minute' and v_now)
      or (c.state = 'open' and not c.accused and c.renew_at > v_now)
    )
  ) then
    return 'not_needed';
  end if;
  -- The answer for it was lost.
  update google_calendar.mirror_channels c set state = 'closing'
    where c.calendar_id = p_calendar_id and c.state = 'opening';
  insert into google_calendar.mirror_channels (id, account_id, calendar_id, token_hash, expires_at)
  -- As long as Google keeps a channel if it is not asked for a time.
  values (p_channel_id, v_account_id, p_calendar_id, p_token_hash, v_now + interval '7 days');
  return 'opening';
end
$$;

comment on function public.google_calendar_open_channel is
  'Notes a channel that Google is asked for next: opening; or not_needed.';

create function public.google_calendar_channel_opened(
  p_channel_id uuid,
  p_resource_id text,
  p_expires_at timestamptz default null
) returns table (
  channel_id uuid,
  resource_id text
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now timestamptz;
  v_calendar_id uuid;
  v_expires_at timestamptz;
begin
  select c.calendar_id into v_calendar_id from google_calendar.mirror_channels c where c.id = p_channel_id;
  perform from public.google_calendars g where g.id = v_calendar_id for no key update;
  perform from google_calendar.mirror_syncs y where y.calendar_id = v_calendar_id for update;
  v_now := clock_timestamp();
  v_expires_at := coalesce(p_expires_at, v_now + interval '7 days');
  update google_calendar.mirror_channels c set
    state = 'open',
    resource_id = p_resource_id,
    opened_at = v_now,
    expires_at = v_expires_at,
    -- At two thirds of its time, not all at once.
    renew_at = v_now + (v_expires_at - v_now) * (2.0 / 3) * (0.9 + random() * 0.2)
  where c.id = p_channel_id and c.state = 'opening';
  if not found then
    -- The calendar was disconnected by now, or another channel took its place.
    return query select p_channel_id, p_resource_id;
    return;
  end if;
  update public.google_calendars g set push = true where g.id = v_calendar_id and not g.push;
  update google_calendar.mirror_syncs y set
    channel_due_at = (select c.renew_at from google_calendar.mirror_channels c where c.id = p_channel_id),
    channel_failures = 0,
    -- What changed before it was open is not told.
    due_at = least(y.due_at, v_now),
    catch_up = true
  where y.calendar_id = v_calendar_id;
  return query
    update google_calendar.mirror_channels c set state = 'closing'
      where c.calendar_id = v_calendar_id and c.id <> p_channel_id and c.resource_id is not null
      returning c.id, c.resource_id;
  update google_calendar.mirror_channels c set state = 'closing'
    where c.calendar_id = v_calendar_id and c.id <> p_channel_id and c.resource_id is null;
end
$$;

comment on function public.google_calendar_channel_opened is
  'Notes Google''s answer to watch: the calendar is read once more, and the channel is renewed in time. Returns the channels to stop: the former ones; this one, if it is no longer wanted.';

create function public.google_calendar_channel_refused(
  p_channel_id uuid,
  p_reason text
) returns void
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_calendar_id uuid;
begin
  select c.calendar_id into v_calendar_id from google_calendar.mirror_channels c where c.id = p_channel_id;
  perform from google_calendar.mirror_syncs y where y.calendar_id = v_calendar_id for update;
  if not found then
    return;
  end if;
  update google_calendar.mirror_syncs y set
    channel_failures = y.channel_failures + 1,
    channel_due_at = clock_timestamp() + google_calendar.jittered(case p_reason
      -- Calendars of Google's own, of holidays for instance, have no channels.
      when 'unsupported' then interval '7 days'
      when 'calendar_gone' then interval '1 day'
      when 'no_permission' then interval '1 day'
      else least(interval '10 minutes' * power(2, least(y.channel_failures, 10)), interval '6 hours')
    end),
    -- The sync finds out what is wrong with the calendar.
    due_at = case when p_reason in ('calendar_gone', 'no_permission') then least(y.due_at, clock_timestamp()) else y.due_at end
  where y.calendar_id = v_calendar_id;
  if p_reason = 'failed' then
    -- Google may have opened it nevertheless: its first notice tells.
    return;
  end if;
  delete from google_calendar.mirror_channels c where c.id = p_channel_id and c.state = 'opening';
end
$$;

comment on function public.google_calendar_channel_refused is
  'Notes that Google has not opened a channel: unsupported, calendar_gone, no_permission, or failed. It is asked again later; until then the calendar is polled.';

create function public.google_calendar_take_channels(
  p_account_id uuid,
  p_calendar_id uuid default null
) returns table (
  channel_id uuid,
  resource_id text
)
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  update google_calendar.mirror_channels c set state = 'closing'
    where c.account_id = p_account_id
      and (p_calendar_id is null or c.calendar_id = p_calendar_id)
      and c.expires_at > clock_timestamp()
      and c.resource_id is not null
    returning c.id, c.resource_id;
$$;

comment on function public.google_calendar_take_channels is
  'The channels of an account, or of one calendar, to be stopped. Their notices are no longer known.';

create function public.google_calendar_drop_channel(
  p_channel_id uuid
) returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  delete from google_calendar.mirror_channels c where c.id = p_channel_id;
$$;

comment on function public.google_calendar_drop_channel is
  'Forgets a channel that was stopped.';

revoke execute on function
  public.google_calendar_channels_due(integer),
  public.google_calendar_open_channel(uuid, uuid, text),
  public.google_calendar_channel_opened(uuid, text, timestamptz),
  public.google_calendar_channel_refused(uuid, text),
  public.google_calendar_take_channels(uuid, uuid),
  public.google_calendar_drop_channel(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_channels_due(integer),
  public.google_calendar_open_channel(uuid, uuid, text),
  public.google_calendar_channel_opened(uuid, text, timestamptz),
  public.google_calendar_channel_refused(uuid, text),
  public.google_calendar_take_channels(uuid, uuid),
  public.google_calendar_drop_channel(uuid)
to service_role;
