-- google_calendar.confirmations holds, for five minutes, the grant of a Google account that the user does
-- not sign in with, until the same user has seen the account's address and confirms it. Server only.

create table google_calendar.confirmations (
  confirmation_hash text primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  account_id uuid,
  google_account_id text not null,
  google_email text,
  scopes text[] not null,
  sealed_refresh_token text,
  sealed_access_token text not null,
  access_token_expires_at timestamptz not null,
  grant_expires_at timestamptz,
  return_to text not null,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create index confirmations_user_id_created_at_idx
  on google_calendar.confirmations (user_id, created_at desc);
create index confirmations_expires_at_idx on google_calendar.confirmations (expires_at);

create index confirmations_google_account_id_idx
  on google_calendar.confirmations (google_account_id);

comment on table google_calendar.confirmations is
  'Grants that wait for their user to confirm the Google account. Server only.';
comment on column google_calendar.confirmations.confirmation_hash is
  'SHA-256, in base64url, of a secret that only the user''s own browser has.';
comment on column google_calendar.confirmations.account_id is
  'The account that the grant replaces; null if it is added to the others.';
comment on column google_calendar.confirmations.sealed_refresh_token is
  'Sealed for google_calendar.users, where a confirmation puts it; null if Google gave none.';
comment on column google_calendar.confirmations.sealed_access_token is
  'Sealed for google_calendar.users.';

comment on column google_calendar.confirmations.return_to is
  'Copied from the authorization request: where the person goes on to.';

alter table google_calendar.confirmations enable row level security;

revoke all on table google_calendar.confirmations from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.confirmations to service_role;
