-- Ends a sync: gives the lease back and decides when the next one is due.

create function google_calendar.jittered(p_interval interval)
returns interval
language sql
volatile
set search_path = ''
as $$
  -- A quarter more or less, as Google asks for: what was due at one moment does not stay so.
  select p_interval * (0.75 + random() * 0.5);
$$;

comment on function google_calendar.jittered is
  'For the functions here only: an interval, up to a quarter longer or shorter.';

create function google_calendar.check_interval(p_sync google_calendar.mirror_syncs, p_push boolean)
returns interval
language sql
volatile
security definer
set search_path = ''
as $$
  select least(
    google_calendar.jittered(
      case
        when p_push or p_sync.phase = 'snapshot' then interval '24 hours'
        -- A calendar that does not change is asked less and less.
        else least(interval '15 minutes' * power(2, least(p_sync.quiet, 10)), interval '6 hours')
      end
      -- Checks may take half of the day's calls; the other half is for changes. A calendar without push takes 24 calls
      -- a day, by the mean.
      * greatest(1, (p.pushed + p.polled * 24) / nullif(p.calls_per_day / 2.0, 0))
    ),
    -- The window's end has to move, however slow everything is.
    greatest(google_calendar.window_step(p_sync.days_ahead), interval '15 minutes')
  )
  from google_calendar.mirror_pause p;
$$;

comment on function google_calendar.check_interval is
  'For the functions here only: how long Google is not asked, if it says nothing.';

create function google_calendar.empty_mirror(p_calendar_id uuid)
returns void
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_found boolean;
begin
  delete from public.google_events e where e.calendar_id = p_calendar_id;
  v_found := found;
  delete from public.google_series s where s.calendar_id = p_calendar_id;
  update public.google_calendars g set
    version = g.version + (v_found or found)::integer,
    changed_at = case when v_found or found then clock_timestamp() else g.changed_at end,
    push = false, mirrored_from = null, mirrored_until = null
  where g.id = p_calendar_id;
  delete from google_calendar.mirror_seen s where s.calendar_id = p_calendar_id;
  update google_calendar.mirror_syncs y set
    phase = 'list', rebuild = 0, rebuild_from = null, rebuild_until = null, sync_token = null, page_token = null,
    pending_token = null, read_all = false, series_to_ask = '{}', pages = 0, events = 0, syncs = y.syncs + 1,
    refused = 0,
    channel_due_at = 'infinity'
  where y.calendar_id = p_calendar_id;
  update google_calendar.mirror_channels c set state = 'closing' where c.calendar_id = p_calendar_id;
end
$$;

comment on function google_calendar.empty_mirror is
  'For the functions here only, after both rows were locked: deletes every event of a calendar, and begins from nothing.';

create function google_calendar.count_calls(p_calls integer)
returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  insert into google_calendar.mirror_days as d (day, calls)
  select (clock_timestamp() at time zone 'UTC')::date, p_calls where p_calls > 0
  on conflict (day) do update set calls = d.calls + excluded.calls;
$$;

comment on function google_calendar.count_calls is
  'For the functions here only: adds calls to Google to the day''s.';

create function google_calendar.due_after(
  p_sync google_calendar.mirror_syncs,
  p_push boolean,
  p_outcome text,
  p_retry_after interval
) returns timestamptz
language sql
volatile
security definer
set search_path = ''
as $$
  select clock_timestamp() + case
    when p_outcome = 'continue' then interval '0'
    when p_outcome = 'failed' then greatest(
      google_calendar.jittered(least(interval '1 minute' * power(2, least(p_sync.failures, 10)), interval '6 hours')),
      p_retry_after
    )
    when p_outcome = 'rate_limited' then google_calendar.jittered(p_retry_after * 1.25)
    -- What cannot be read is asked for rarely: somebody may share it again.
    when p_outcome = 'calendar_gone' then google_calendar.jittered(interval '7 days')
    when p_outcome = 'no_permission' then google_calendar.jittered(interval '1 day')
    -- Something came during the sync that was not served.
    when p_sync.notified_at is not null or p_sync.catch_up then interval '0'
    -- Google told of a change before it showed it.
    when p_outcome = 'empty' and not p_sync.asked_again then interval '15 seconds'
    else google_calendar.check_interval(p_sync, p_push)
  end;
$$;

comment on function google_calendar.due_after is
  'For the functions here only: when a calendar is due after a sync with this outcome.';

create function public.google_calendar_end_sync(
  p_calendar_id uuid,
  p_lease uuid,
  p_outcome text,
  p_retry_after double precision default null,
  p_calls integer default 0,
  p_error text default null
) returns table (
  answer text,
  due_in double precision
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
  v_retry_after constant interval :=
    case when p_retry_after is not null then make_interval(secs => least(greatest(p_retry_after, 0), 3600)) end;
  v_pause constant interval := greatest(coalesce(v_retry_after, interval '1 minute'), interval '1 second');
  v_push boolean;
  v_failing boolean;
  v_due timestamptz;
  v_status text := v_calendar.status;
  v_reason text := v_calendar.reason;
begin
  if p_outcome is null or p_outcome not in (
    'done', 'continue', 'empty', 'failed', 'rate_limited', 'reconnect', 'calendar_gone', 'no_permission'
  ) then
    raise exception 'no outcome of a sync: %', p_outcome using errcode = 'invalid_parameter_value';
  end if;
  if p_outcome = 'rate_limited' then
    -- One refusal slows every calendar of the project.
    update google_calendar.mirror_pause p set resume_at = clock_timestamp() + v_pause
      where coalesce(p.resume_at < clock_timestamp() + v_pause, true) or p.resume_at > clock_timestamp() + interval '1 hour';
  end if;
  if v_sync.calendar_id is null then
    answer := 'lost';
  else
    v_failing := p_outcome in ('failed', 'reconnect', 'calendar_gone', 'no_permission');
    if p_outcome in ('calendar_gone', 'no_permission') then
      -- The user may no longer read it there, so nobody reads it here.
      perform google_calendar.empty_mirror(p_calendar_id);
    end if;
    v_push := exists (
      select from google_calendar.mirror_channels c
      where c.calendar_id = p_calendar_id and c.state = 'open' and c.expires_at > clock_timestamp()
    );
    v_sync.quiet := case when v_sync.run_changed or p_outcome <> 'done' then 0 else v_sync.quiet + 1 end;
    v_due := case
      when p_outcome = 'reconnect' then coalesce(
        (select google_calendar.due_without_grant(p_calendar_id)
          where google_calendar.sync_blocked(p_calendar_id) is not null),
        clock_timestamp() + google_calendar.jittered(interval '6 hours')
      )
      else google_calendar.due_after(
        v_sync, v_push, p_outcome, case when p_outcome = 'failed' then v_retry_after else v_pause end
      )
    end;
    update google_calendar.mirror_syncs y set
      lease = null,
      lease_until = null,
      -- Who ends it here serves what came during the sync, two seconds later or at once.
      waiter_until = case
        when p_outcome in ('done', 'empty') and y.notified_at is not null then clock_timestamp() + interval '5 seconds'
      end,
      due_at = v_due,
      quiet = v_sync.quiet,
      asked_again = p_outcome = 'empty' and not y.asked_again,
      failures = case
        when v_failing then y.failures + 1
        when p_outcome in ('done', 'empty') then 0
        else y.failures
      end,
      last_error = case
        when v_failing or p_outcome = 'rate_limited' then left(coalesce(p_error, p_outcome), 200)
        when p_outcome in ('done', 'empty') then null
        else y.last_error
      end
    where y.calendar_id = p_calendar_id;
    if p_outcome in ('calendar_gone', 'no_permission') then
      v_status := 'failed';
      v_reason := p_outcome;
    elsif p_outcome = 'reconnect' then
      v_status := 'stale';
      v_reason := 'reconnect_required';
    elsif p_outcome = 'failed' and v_sync.failures >= 3 and v_status in ('live', 'loading') then
      -- After a few minutes of failures the rows may no longer be right.
      v_status := case when v_status = 'live' then 'stale' else 'failed' end;
    end if;
    update public.google_calendars g set push = v_push, status = v_status, reason = v_reason
      where g.id = p_calendar_id
        and (g.push, g.status, g.reason) is distinct from (v_push, v_status, v_reason);
    due_in := extract(epoch from nullif(v_due, 'infinity') - clock_timestamp());
    answer := 'ended';
  end if;
  -- Last, because every sync of the project waits for this row.
  perform google_calendar.count_calls(p_calls);
  return next;
end
$$;

comment on function public.google_calendar_end_sync is
  'Ends a sync: ended, with the seconds until the next, null if it waits for the user; or lost, if the lease had ended. p_calls is how many calls to Google it made. The outcome is done; continue, if there is more to do at once; empty, if nothing had changed though Google said so; failed; rate_limited, which pauses every calendar; reconnect; calendar_gone or no_permission, which delete the events.';

revoke execute on function
  google_calendar.jittered(interval),
  google_calendar.check_interval(google_calendar.mirror_syncs, boolean),
  google_calendar.empty_mirror(uuid),
  google_calendar.count_calls(integer),
  google_calendar.due_after(google_calendar.mirror_syncs, boolean, text, interval),
  public.google_calendar_end_sync(uuid, uuid, text, double precision, integer, text)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_end_sync(uuid, uuid, text, double precision, integer, text)
to service_role;
