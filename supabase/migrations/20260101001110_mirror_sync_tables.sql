-- What the syncs of the mirror keep: one row for each calendar, which is also the queue, and the channels by which
-- Google tells of changes. A hundred notices of one calendar are one row that is due. Server only.

create table google_calendar.mirror_syncs (
  calendar_id uuid primary key references public.google_calendars (id) on delete cascade,
  days_back integer not null check (days_back between 0 and 3660),
  days_ahead integer not null check (days_ahead between 1 and 3660),
  times_only boolean not null default false,
  parameters integer not null default 0,
  phase text not null default 'list' check (phase in ('list', 'window', 'live', 'snapshot')),
  sync_token text,
  page_token text,
  rebuild bigint not null default 0,
  rebuild_from timestamptz,
  rebuild_until timestamptz,
  pending_token text,
  read_all boolean not null default false,
  pages integer not null default 0,
  events integer not null default 0,
  series_to_ask text[] not null default '{}',
  expired_at timestamptz,
  snapshot_until timestamptz,
  due_at timestamptz not null default clock_timestamp(),
  notified_at timestamptz,
  serving timestamptz,
  catch_up boolean not null default false,
  lease uuid,
  lease_until timestamptz,
  waiter_until timestamptz,
  begun_at timestamptz,
  syncs bigint not null default 0,
  local_writes bigint not null default 0,
  refused integer not null default 0,
  run_changed boolean not null default false,
  quiet integer not null default 0,
  asked_again boolean not null default false,
  failures integer not null default 0,
  last_error text,
  checked_at timestamptz,
  channel_due_at timestamptz not null default 'infinity',
  channel_failures integer not null default 0,
  looked_at timestamptz not null default clock_timestamp(),
  stale_since timestamptz,
  prune_at timestamptz not null default clock_timestamp() + interval '1 day'
) with (fillfactor = 70);

comment on table google_calendar.mirror_syncs is
  'The state of each mirrored calendar''s sync, and the queue of what is due. Server only.';
comment on column google_calendar.mirror_syncs.parameters is
  'The number of the query that the sync token belongs to. The functions start again if theirs is another.';
comment on column google_calendar.mirror_syncs.phase is
  'list and window while everything is read; live, by the sync token; snapshot if Google does not keep tokens for this calendar, so that all is read once a day.';
comment on column google_calendar.mirror_syncs.page_token is
  'The page to read next; null for the first.';
comment on column google_calendar.mirror_syncs.rebuild is
  'The number of the newest rebuild; 0 if none was started.';
comment on column google_calendar.mirror_syncs.rebuild_from is
  'What mirrored_from becomes at the end of the rebuild.';
comment on column google_calendar.mirror_syncs.pending_token is
  'The sync token of the list, which counts once the rebuild has ended.';
comment on column google_calendar.mirror_syncs.read_all is
  'Whether the rebuild has read its last page, so that what it has not met is gone.';
comment on column google_calendar.mirror_syncs.series_to_ask is
  'Series that the next sync asks Google for: an occurrence is here, and the series is not.';
comment on column google_calendar.mirror_syncs.expired_at is
  'When Google last gave up the sync token.';
comment on column google_calendar.mirror_syncs.due_at is
  'When the calendar is synced next; infinity if it cannot be.';
comment on column google_calendar.mirror_syncs.notified_at is
  'The newest notice of a change that no sync has served yet; null if there is none.';
comment on column google_calendar.mirror_syncs.serving is
  'notified_at as it was when the sync began to read. It is compared here, at full microseconds.';
comment on column google_calendar.mirror_syncs.catch_up is
  'Whether another sync is due after the one under way.';
comment on column google_calendar.mirror_syncs.lease is
  'The sync under way; valid until lease_until, by this database''s clock.';
comment on column google_calendar.mirror_syncs.waiter_until is
  'Until then one request waits to sync; the others need not.';
comment on column google_calendar.mirror_syncs.syncs is
  'How often what was read from Google was written.';
comment on column google_calendar.mirror_syncs.local_writes is
  'How often a write of the app''s own was put here at once. A sync that read before one is refused.';
comment on column google_calendar.mirror_syncs.refused is
  'How many times in a row a sync was refused. The third time it wins.';
comment on column google_calendar.mirror_syncs.quiet is
  'How many checks in a row found nothing. A calendar without push is asked less often then.';
comment on column google_calendar.mirror_syncs.asked_again is
  'Whether the sync was repeated because a notice came before its change.';
comment on column google_calendar.mirror_syncs.channel_due_at is
  'When a channel is opened, renewed or replaced; infinity if none is wanted.';
comment on column google_calendar.mirror_syncs.looked_at is
  'When somebody last asked for the calendar. After 30 days it sleeps.';
comment on column google_calendar.mirror_syncs.stale_since is
  'Since when the account needs to be reconnected. After 30 days the mirror is deleted.';
comment on column google_calendar.mirror_syncs.prune_at is
  'When events that ended before the window are deleted next.';

create index mirror_syncs_due_at_idx on google_calendar.mirror_syncs (due_at);
create index mirror_syncs_channel_due_at_idx on google_calendar.mirror_syncs (channel_due_at);
create index mirror_syncs_prune_at_idx on google_calendar.mirror_syncs (prune_at);
create index mirror_syncs_stale_since_idx on google_calendar.mirror_syncs (stale_since) where stale_since is not null;

create table google_calendar.mirror_channels (
  id uuid primary key,
  account_id uuid not null,
  calendar_id uuid not null references public.google_calendars (id) on delete cascade,
  token_hash text not null,
  resource_id text,
  state text not null default 'opening' check (state in ('opening', 'open', 'closing')),
  created_at timestamptz not null default clock_timestamp(),
  opened_at timestamptz,
  renew_at timestamptz,
  expires_at timestamptz not null,
  accused boolean not null default false,
  last_push_at timestamptz,
  pushes bigint not null default 0
) with (fillfactor = 70);

comment on table google_calendar.mirror_channels is
  'The channels by which Google tells that a calendar has changed. Server only.';
comment on column google_calendar.mirror_channels.id is
  'The channel''s id at Google.';
comment on column google_calendar.mirror_channels.account_id is
  'The calendar''s account. It is no reference, because a lock on the account would come after the calendar''s.';
comment on column google_calendar.mirror_channels.token_hash is
  'SHA-256 of the token that Google sends with every notice, base64url: the proof that it is Google''s.';
comment on column google_calendar.mirror_channels.resource_id is
  'Google''s id of what is watched, from the answer or from the first notice. Needed to stop the channel.';
comment on column google_calendar.mirror_channels.accused is
  'Whether a change was found for which this channel brought no notice in ten minutes.';

create index mirror_channels_calendar_id_idx on google_calendar.mirror_channels (calendar_id);
create index mirror_channels_account_id_idx on google_calendar.mirror_channels (account_id);
create index mirror_channels_expires_at_idx on google_calendar.mirror_channels (expires_at);

-- Logged like every table: an unlogged one is empty after a crash, and the sweep would delete the whole calendar.
create table google_calendar.mirror_seen (
  id uuid primary key default gen_random_uuid(),
  calendar_id uuid not null references public.google_calendars (id) on delete cascade,
  rebuild bigint not null,
  is_series boolean not null,
  ids text[] not null
);

comment on table google_calendar.mirror_seen is
  'What the rebuild under way has met: a row for each page. Its end deletes the other rows of the calendar. Server only.';

create index mirror_seen_calendar_id_idx on google_calendar.mirror_seen (calendar_id);

create table google_calendar.mirror_days (
  day date primary key,
  calls bigint not null default 0
) with (fillfactor = 70);

comment on table google_calendar.mirror_days is
  'How many calls to Google the mirror has made on each day (UTC). Server only.';

create table google_calendar.mirror_pause (
  singleton boolean primary key default true check (singleton),
  resume_at timestamptz,
  calls_per_day bigint,
  pushed bigint not null default 0,
  polled bigint not null default 0,
  counted_at timestamptz
);

comment on table google_calendar.mirror_pause is
  'What slows every calendar of the project. One row. Server only.';
comment on column google_calendar.mirror_pause.resume_at is
  'Until then Google is not called, because it has refused calls as too many.';
comment on column google_calendar.mirror_pause.calls_per_day is
  'The project''s own limit, as the functions last gave it.';
comment on column google_calendar.mirror_pause.pushed is
  'How many calendars have a channel, as last counted; the others are polled.';

insert into google_calendar.mirror_pause default values;

alter table google_calendar.mirror_syncs enable row level security;
alter table google_calendar.mirror_channels enable row level security;
alter table google_calendar.mirror_seen enable row level security;
alter table google_calendar.mirror_days enable row level security;
alter table google_calendar.mirror_pause enable row level security;

revoke all on table
  google_calendar.mirror_syncs,
  google_calendar.mirror_channels,
  google_calendar.mirror_seen,
  google_calendar.mirror_days,
  google_calendar.mirror_pause
from public, anon, authenticated;
grant select, insert, update, delete on table
  google_calendar.mirror_syncs,
  google_calendar.mirror_channels,
  google_calendar.mirror_seen,
  google_calendar.mirror_days,
  google_calendar.mirror_pause
to service_role;
