-- public.users holds each user's Google tokens, so no browser may reach it: row-level security is on
-- without a single policy, and every privilege of anon and authenticated is revoked. Only the Edge
-- Functions read and write it, as service_role and through the SQL functions of later migrations.
--
-- An app's own public.users is never extended: it is usually readable by browsers, and token columns
-- added to it would be too.

do $$
begin
  if to_regclass('public.users') is not null then
    raise exception 'public.users exists already, and Google tokens must not be added to a table that browsers may read'
      using hint = 'Rename your table (for instance to public.profiles) or move it to another schema, then run the migrations again. Nothing was changed.';
  end if;
end
$$;

create table public.users (
  id uuid primary key references auth.users (id) on delete cascade,
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
  touch_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

comment on table public.users is
  'The Google grant of each user. Server only: no policy, no privilege for anon or authenticated.';
comment on column public.users.google_id is
  'The user''s oldest Google identity (auth.identities.provider_id); null for a user without one.';
comment on column public.users.google_refresh_token is
  'Sealed (JWE, bound to this row and column) by the Edge Functions. Only disconnecting replaces it by null.';
comment on column public.users.google_access_token is
  'Sealed like the refresh token.';
comment on column public.users.google_token_expiry is
  'When Google stops accepting the access token, by this database''s clock.';
comment on column public.users.google_account_id is
  'The connected Google account (the ID token''s sub). May differ from google_id; one user per account.';
comment on column public.users.google_refreshed_at is
  'When Google last issued or used the refresh token. Google drops a token that is unused for six months.';
comment on column public.users.access_seconds is
  'How many seconds the access token was valid when it was saved. A short-lived token is used for most of that time.';
comment on column public.users.refused_at is
  'When Google Calendar last refused an access token that had just been refreshed; null after it has accepted one.';
comment on column public.users.grant_version is
  'Increases with every write to the tokens. A writer that read an older version is refused.';
comment on column public.users.refresh_lease is
  'The request that is refreshing the access token; valid until refresh_lease_until, by this database''s clock.';

comment on column public.users.connection_epoch is
  'Increases when the user disconnects or changes the Google account. An authorization request that began before is refused.';
comment on column public.users.touch_at is
  'When upkeep uses the grant, so that Google does not drop it; null if there is no grant, or it is known to be dead.';

create index users_touch_at_idx on public.users (touch_at) where touch_at is not null;

create function public.schedule_touch() returns trigger
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

comment on function public.schedule_touch is
  'Trigger: a grant is due 60 days after the day of its last use.';

create trigger schedule_touch
  before insert or update of google_refreshed_at on public.users
  for each row execute function public.schedule_touch();

revoke execute on function public.schedule_touch() from public, anon, authenticated, service_role;

alter table public.users enable row level security;

revoke all on table public.users from public, anon, authenticated;
-- The Edge Functions' role. Hosted projects grant it nothing by default.
grant select, insert, update, delete on table public.users to service_role;
