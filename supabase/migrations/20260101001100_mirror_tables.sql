-- The mirror: a user's calendars and their events as tables, which follow Google. Their owner may select and join
-- them; only SQL functions write them. For a calendar that is mirrored from F (mirrored_from) until U
-- (mirrored_until), public.google_events holds exactly the events of Google's that are not cancelled and end after F,
-- and are no occurrence of a series or start before U. A series has no row among them, only its occurrences have.
--
-- google_calendars alone is in Realtime's publication: its row changes at most once per sync. The rows of events would
-- tell every subscriber the keys of deleted ones, because Realtime does not check a policy for those.

create table public.google_calendars (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  account_id uuid not null references google_calendar.users (id) on delete cascade,
  google_calendar_id text not null,
  is_primary boolean not null default false,
  summary text,
  time_zone text not null default 'UTC',
  status text not null default 'loading' check (status in ('loading', 'live', 'stale', 'paused', 'failed')),
  reason text check (reason in ('reconnect_required', 'calendar_gone', 'no_permission', 'quota', 'disabled', 'asleep')),
  push boolean not null default false,
  mirrored_from timestamptz,
  mirrored_until timestamptz,
  version bigint not null default 0,
  changed_at timestamptz not null default clock_timestamp(),
  constraint google_calendars_one_row unique (account_id, google_calendar_id)
);

comment on table public.google_calendars is
  'The calendars that are mirrored, and how current each is. Read-only for its owner.';
comment on column public.google_calendars.google_calendar_id is
  'Google''s id of the calendar; primary for an account''s own calendar whose address is not known.';
comment on column public.google_calendars.time_zone is
  'The calendar''s zone: an all-day event lasts from midnight to midnight there.';
comment on column public.google_calendars.status is
  'loading until everything is there for the first time; live; stale if it can no longer be kept current; paused if nobody looks or it is turned off; failed if nothing of it can be read.';
comment on column public.google_calendars.push is
  'Whether Google tells of changes; else it is asked from time to time.';
comment on column public.google_calendars.mirrored_from is
  'Events that end after this time are there.';
comment on column public.google_calendars.mirrored_until is
  'Occurrences of series that start before this time are there. Single events are there however late they are.';
comment on column public.google_calendars.version is
  'Increases whenever a reader of the events would see something else.';

create unique index google_calendars_primary_idx on public.google_calendars (account_id) where is_primary;
create index google_calendars_user_id_idx on public.google_calendars (user_id);

create table public.google_events (
  calendar_id uuid not null references public.google_calendars (id) on delete cascade,
  id text not null,
  user_id uuid not null,
  series_id text,
  original_start timestamptz,
  ical_uid text,
  status text not null check (status in ('confirmed', 'tentative')),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  all_day boolean not null,
  start_date date,
  end_date date,
  time_zone text,
  summary text,
  description text,
  location text,
  busy boolean not null,
  response text,
  visibility text,
  event_type text,
  color_id text,
  organizer text,
  attendees jsonb,
  meeting_url text,
  html_link text,
  resource_id uuid,
  etag text,
  created_at timestamptz,
  updated_at timestamptz,
  primary key (calendar_id, id)
);

comment on table public.google_events is
  'The events of the mirrored calendars: a row for each single event and each occurrence of a series. Read-only for its owner.';
comment on column public.google_events.id is
  'Google''s id. Only with calendar_id it names a row: a meeting has the same id in every calendar that it is in.';
comment on column public.google_events.user_id is
  'The calendar''s user, for the policy.';
comment on column public.google_events.series_id is
  'The series that this is an occurrence of, or null.';
comment on column public.google_events.original_start is
  'When the occurrence starts by its series'' rule; starts_at differs if it was moved.';
comment on column public.google_events.end_date is
  'For an all-day event the day after its last one.';
comment on column public.google_events.busy is
  'Whether the event takes the owner''s time: not marked as free, and not declined.';
comment on column public.google_events.response is
  'The owner''s answer to an invitation, as Google writes it; null if nobody is invited.';
comment on column public.google_events.organizer is
  'The organizer''s address.';
comment on column public.google_events.resource_id is
  'The resource that the app has put on the calendar as this event.';

-- A user's events of a range of time, in 0.3 ms beside a million others.
create index google_events_user_id_time_idx on public.google_events (user_id, ends_at, starts_at);
create index google_events_series_id_idx on public.google_events (calendar_id, series_id) where series_id is not null;
create index google_events_resource_id_idx on public.google_events (user_id, resource_id) where resource_id is not null;

create table public.google_series (
  calendar_id uuid not null references public.google_calendars (id) on delete cascade,
  id text not null,
  user_id uuid not null,
  recurrence text[] not null,
  summary text,
  starts_at timestamptz,
  all_day boolean not null default false,
  start_date date,
  time_zone text,
  etag text,
  updated_at timestamptz,
  primary key (calendar_id, id)
);

comment on table public.google_series is
  'The series of the mirrored calendars, with their rules. Read-only for its owner.';
comment on column public.google_series.recurrence is
  'RRULE, RDATE and EXDATE lines of RFC 5545, as Google has them.';

create index google_series_user_id_idx on public.google_series (user_id);

alter table public.google_calendars enable row level security;
alter table public.google_events enable row level security;
alter table public.google_series enable row level security;

create policy "Owners read their own calendars" on public.google_calendars
  for select to authenticated
  using ((select auth.uid()) = user_id);
create policy "Owners read their own events" on public.google_events
  for select to authenticated
  using ((select auth.uid()) = user_id);
create policy "Owners read their own series" on public.google_series
  for select to authenticated
  using ((select auth.uid()) = user_id);

revoke all on table public.google_calendars, public.google_events, public.google_series
from public, anon, authenticated;
-- Users may only read: what they write goes to Google, and comes back from there.
grant select on table public.google_calendars, public.google_events, public.google_series to authenticated;
grant select, insert, update, delete on table public.google_calendars, public.google_events, public.google_series
to service_role;

do $$
begin
  if exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime' and not puballtables) then
    alter publication supabase_realtime add table public.google_calendars;
  end if;
end
$$;
