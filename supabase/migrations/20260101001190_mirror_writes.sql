-- Shows the app's own writes at once. Two counters make it safe: a write that is late after a sync is not put here,
-- because a deletion may have been read in between and would never be told again; and a sync that read before a write
-- is refused, because it would take the write back.

create function public.google_calendar_note_write(
  p_calendar_id uuid,
  p_syncs bigint,
  p_items jsonb,
  p_gone text[],
  p_due boolean
) returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_calendar public.google_calendars;
  v_sync google_calendar.mirror_syncs;
  v_count integer := 0;
  v_writes boolean;
begin
  select g.* into v_calendar from public.google_calendars g where g.id = p_calendar_id for no key update;
  select y.* into v_sync from google_calendar.mirror_syncs y where y.calendar_id = p_calendar_id for update;
  if not found then
    return 'stood_back';
  end if;
  v_writes := coalesce(v_sync.syncs = p_syncs, false)
    and v_sync.refused < 2
    -- While everything is read, its end would delete what it has not met.
    and (v_sync.phase = 'live' or (v_sync.phase = 'snapshot' and v_sync.rebuild_until is null));
  if v_writes then
    if cardinality(p_gone) > 0 then
      v_count := google_calendar.delete_ids(p_calendar_id, p_gone);
    end if;
    select v_count + p.changed into v_count from google_calendar.put_events(
      v_calendar, coalesce(p_items, '[]'), v_calendar.mirrored_from, v_calendar.mirrored_until, v_sync.times_only
    ) p;
  end if;
  update google_calendar.mirror_syncs y set
    local_writes = y.local_writes + v_writes::integer,
    due_at = case when v_writes and not p_due then y.due_at else least(y.due_at, clock_timestamp()) end,
    -- A sync under way has read before the write, and another is to follow.
    notified_at = case
      when v_writes and not p_due then y.notified_at
      else google_calendar.later_than(y.notified_at, y.serving)
    end
  where y.calendar_id = p_calendar_id;
  perform google_calendar.show_change(p_calendar_id, v_count > 0, null, false);
  return case when v_writes then 'written' else 'stood_back' end;
end
$$;

comment on function public.google_calendar_note_write is
  'Puts a write of the app''s own into the mirror: written; or stood_back, if a sync has ended since p_syncs was read, if one has been refused twice, or while everything is read; then the calendar is due at once. p_due makes it due in any case, for a series.';

revoke execute on function
  public.google_calendar_note_write(uuid, bigint, jsonb, text[], boolean)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_note_write(uuid, bigint, jsonb, text[], boolean)
to service_role;
