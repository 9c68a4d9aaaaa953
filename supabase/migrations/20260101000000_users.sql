-- The schema google_calendar holds everything that only the Edge Functions touch. The data API does not
-- expose it, so no policy and no grant of the app can open it. The functions reach it through the SQL
-- functions public.google_calendar_*, which only service_role may call.
--
-- An app's own tables, for instance public.users, are neither read nor changed. What would collide stops
-- the migrations before anything is changed.

do $$
begin
  if to_regnamespace('google_calendar') is not null then
    raise exception 'a schema google_calendar exists already, and Google tokens must not be kept beside tables that these migrations do not know'
      using hint = 'Rename it (for instance: alter schema google_calendar rename to app_google_calendar;), then run the migrations again. Nothing was changed.';
  end if;
  if to_regclass('public.google_connections') is not null then
    raise exception 'public.google_connections exists already, and these migrations make a table of that name'
      using hint = 'Rename yours (for instance: alter table public.google_connections rename to app_google_connections;), then run the migrations again. Nothing was changed.';
  end if;
  if to_regclass('public.google_calendars') is not null then
    raise exception 'public.google_calendars exists already, and these migrations make a table of that name'
      using hint = 'Rename yours (for instance: alter table public.google_calendars rename to app_google_calendars;), then run the migrations again. Nothing was changed.';
  end if;
  if to_regclass('public.google_events') is not null then
    raise exception 'public.google_events exists already, and these migrations make a table of that name'
      using hint = 'Rename yours (for instance: alter table public.google_events rename to app_google_events;), then run the migrations again. Nothing was changed.';
  end if;
  if to_regclass('public.google_series') is not null then
    raise exception 'public.google_series exists already, and these migrations make a table of that name'
      using hint = 'Rename yours (for instance: alter table public.google_series rename to app_google_series;), then run the migrations again. Nothing was changed.';
  end if;
end
$$;

create schema google_calendar;

comment on schema google_calendar is
  'Google Calendar: grants, authorization requests, budgets. Server only; not exposed by the data API.';

revoke all on schema google_calendar from public;
grant usage on schema google_calendar to service_role;

-- One row for each connected Google account. A user's first account has the user's own id, and its row
-- stays when the account is disconnected.
create table google_calendar.users (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  is_default boolean not null,
  google_id text unique,
  google_refresh_token text,
  google_access_token text,
  google_token_expiry timestamptz,
  google_account_id text unique,
  google_refreshed_at timestamptz,
  access_seconds double precision,
  refused_at timestamptz,
  grant_version bigint not null default 0,
  refresh_lease uuid,
  refresh_lease_until timestamptz,
  connection_epoch bigint not null default 0,
  disconnects bigint not null default 0,
  touch_at timestamptz,
  added_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint users_google_id_first check (google_id is null or id = user_id)
);

comment on table google_calendar.users is
  'The grant of each Google account that a user has connected. Server only.';
comment on column google_calendar.users.id is
  'The account''s id. The user''s own id for the first account.';
comment on column google_calendar.users.is_default is
  'Whether this account is used if a request names none. True for one row of each user: a connected account, if there is one.';
comment on column google_calendar.users.google_id is
  'The user''s oldest Google identity (auth.identities.provider_id), in the first account''s row; null for a user without one.';
comment on column google_calendar.users.google_refresh_token is
  'Sealed (JWE, bound to the user, the Google account and the column) by the Edge Functions. Only disconnecting replaces it by null.';
comment on column google_calendar.users.google_access_token is
  'Sealed like the refresh token.';
comment on column google_calendar.users.google_token_expiry is
  'When Google stops accepting the access token, by this database''s clock.';
comment on column google_calendar.users.google_account_id is
  'The connected Google account (the ID token''s sub); null if the account was disconnected. May differ from google_id. One user per Google account.';
comment on column google_calendar.users.google_refreshed_at is
  'When Google last issued or used the refresh token. Google drops a token that is unused for six months.';
comment on column google_calendar.users.access_seconds is
  'How many seconds the access token was valid when it was saved. A short-lived token is used for most of that time.';
comment on column google_calendar.users.refused_at is
  'When Google Calendar last refused an access token that had just been refreshed; null after it has accepted one.';
comment on column google_calendar.users.grant_version is
  'Increases with every write to the tokens. A writer that read an older version is refused.';
comment on column google_calendar.users.refresh_lease is
  'The request that is refreshing the access token; valid until refresh_lease_until, by this database''s clock.';

comment on column google_calendar.users.connection_epoch is
  'Increases when the account is disconnected or another Google account takes its place. An authorization request that began before is refused.';
comment on column google_calendar.users.disconnects is
  'In the first account''s row: how often the user has disconnected an account. An authorization request for an account that is not connected yet is refused if it began before.';
comment on column google_calendar.users.added_at is
  'When the Google account was first connected. A reconnect does not change it.';
comment on column google_calendar.users.touch_at is
  'When upkeep uses the grant, so that Google does not drop it; null if there is no grant, or it is known to be dead.';

create unique index users_default_idx on google_calendar.users (user_id) where is_default;
create index users_user_id_idx on google_calendar.users (user_id);
create index users_touch_at_idx on google_calendar.users (touch_at) where touch_at is not null;

create function google_calendar.schedule_touch() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- Google drops a refresh token after six months without use. Rounded to the day, so that the hourly
  -- refreshes of an active user do not rewrite the index.
  new.touch_at := date_trunc('day', new.google_refreshed_at, 'UTC') + interval '60 days';
  return new;
end
$$;

comment on function google_calendar.schedule_touch is
  'Trigger: a grant is due 60 days after the day of its last use.';

create trigger schedule_touch
  before insert or update of google_refreshed_at on google_calendar.users
  for each row execute function google_calendar.schedule_touch();

revoke execute on function google_calendar.schedule_touch() from public, anon, authenticated, service_role;

alter table google_calendar.users enable row level security;

revoke all on table google_calendar.users from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.users to service_role;
