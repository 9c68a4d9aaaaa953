-- google_calendar.revocations holds unused grants: their user was deleted, or connected another Google
-- account. Upkeep revokes them at Google. Server only.

create table google_calendar.revocations (
  id uuid primary key default gen_random_uuid(),
  google_account_id text not null,
  user_id uuid not null,
  sealed_refresh_token text,
  tries integer not null default 0,
  try_after timestamptz not null default clock_timestamp(),
  revoking_until timestamptz,
  revoked_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  constraint revocations_token_kept check ((sealed_refresh_token is null) = (revoked_at is not null))
);

create index revocations_try_after_idx on google_calendar.revocations (try_after);
create index revocations_google_account_id_idx on google_calendar.revocations (google_account_id);

comment on table google_calendar.revocations is
  'Grants to revoke at Google. Server only.';
comment on column google_calendar.revocations.user_id is
  'The user for whom the token was sealed. It is no reference, because the user may be deleted.';
comment on column google_calendar.revocations.sealed_refresh_token is
  'The token as it was in google_calendar.users; null after it was revoked.';
comment on column google_calendar.revocations.revoking_until is
  'Until then a call to Google may be in progress, and the account cannot be connected.';
comment on column google_calendar.revocations.revoked_at is
  'When Google revoked it. The row is kept for a while, because a connection that began before holds a dead grant.';

alter table google_calendar.revocations enable row level security;

revoke all on table google_calendar.revocations from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.revocations to service_role;

create function google_calendar.queue_revocation() returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token)
  values (old.google_account_id, old.user_id, old.google_refresh_token);
  return null;
end
$$;

comment on function google_calendar.queue_revocation is
  'Trigger: the grant of a deleted user waits to be revoked.';

create trigger queue_revocation
  after delete on google_calendar.users
  for each row
  when (old.google_refresh_token is not null and old.google_account_id is not null)
  execute function google_calendar.queue_revocation();

revoke execute on function google_calendar.queue_revocation() from public, anon, authenticated, service_role;
