-- Reading and writing a user's grant. Times are this database's, given and taken as seconds from now,
-- so that no function instance's clock matters.

create function public.read_account(
  p_user_id uuid default null,
  p_google_id text default null,
  p_resource_id uuid default null
) returns table (
  user_id uuid,
  google_id_matches boolean,
  status text,
  reason text,
  google_account_id text,
  google_email text,
  scopes text[],
  connected_at timestamptz,
  expires_at timestamptz,
  sealed_refresh_token text,
  sealed_access_token text,
  access_token_expires_in double precision,
  grant_version bigint,
  resource_name text
)
language sql
stable
security definer
set search_path = ''
as $$
  select
    a.id,
    p_google_id is null or exists (
      select from auth.identities i
      where i.user_id = a.id and i.provider = 'google' and i.provider_id = p_google_id
    ),
    coalesce(c.status, 'not_connected'),
    c.reason,
    u.google_account_id,
    c.google_email,
    coalesce(c.scopes, '{}'),
    c.connected_at,
    c.expires_at,
    u.google_refresh_token,
    u.google_access_token,
    extract(epoch from u.google_token_expiry - clock_timestamp())::double precision,
    coalesce(u.grant_version, 0),
    (select r.name from public.resources r where r.id = p_resource_id and r.user_id = a.id)
  from auth.users a
  left join public.users u on u.id = a.id
  left join public.calendar_connections c on c.user_id = a.id
  where a.id = coalesce(
    p_user_id,
    (select i.user_id from auth.identities i where i.provider = 'google' and i.provider_id = p_google_id)
  );
$$;

comment on function public.read_account is
  'One user, by id or Google identity: their grant, and the name of the resource if it is theirs. No row where the user does not exist; google_id_matches tells whether a Google id given with the user is theirs.';

create function public.save_connection(
  p_user_id uuid,
  p_google_account_id text,
  p_google_email text,
  p_scopes text[],
  p_sealed_refresh_token text,
  p_sealed_access_token text,
  p_access_token_expires_in double precision,
  p_grant_expires_in double precision default null
) returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_google_id constant text := public.oldest_google_identity(p_user_id);
begin
  -- Shared: the user cannot be deleted before this transaction ends.
  perform from auth.users a where a.id = p_user_id for share;
  if not found then
    return 'user_gone';
  end if;
  if not exists (
    select from auth.identities i
    where i.user_id = p_user_id and i.provider = 'google' and i.provider_id = p_google_account_id
  ) then
    return 'identity_mismatch';
  end if;

  -- Without a new refresh token the stored one goes on, where it is this account's and not known dead.
  if p_sealed_refresh_token is null and not exists (
    select from public.users u
    join public.calendar_connections c on c.user_id = u.id
    where u.id = p_user_id
      and u.google_refresh_token is not null
      and u.google_account_id = p_google_account_id
      and (c.status = 'connected' or c.reason = 'scope_missing')
    for update of u
  ) then
    return 'no_refresh_token';
  end if;

  -- An identity that moved to this user leaves no stale copy behind.
  update public.users u set google_id = public.oldest_google_identity(u.id)
    where u.google_id = v_google_id and u.id <> p_user_id;
  insert into public.users as u
    (id, google_id, google_account_id, google_refresh_token, google_access_token, google_token_expiry)
  values (
    p_user_id, v_google_id, p_google_account_id, p_sealed_refresh_token, p_sealed_access_token,
    clock_timestamp() + make_interval(secs => p_access_token_expires_in)
  )
  on conflict (id) do update set
    google_id = excluded.google_id,
    google_account_id = excluded.google_account_id,
    google_refresh_token = coalesce(excluded.google_refresh_token, u.google_refresh_token),
    google_access_token = excluded.google_access_token,
    google_token_expiry = excluded.google_token_expiry,
    grant_version = u.grant_version + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp();

  insert into public.calendar_connections as c
    (user_id, status, reason, google_email, scopes, connected_at, expires_at, updated_at)
  values (
    p_user_id, 'connected', null, p_google_email, p_scopes, clock_timestamp(),
    clock_timestamp() + make_interval(secs => p_grant_expires_in), clock_timestamp()
  )
  on conflict (user_id) do update set
    status = excluded.status,
    reason = excluded.reason,
    google_email = excluded.google_email,
    scopes = excluded.scopes,
    connected_at = excluded.connected_at,
    expires_at = excluded.expires_at,
    updated_at = excluded.updated_at;
  return 'saved';
exception
  when unique_violation then
    return 'account_in_use';
end
$$;

comment on function public.save_connection is
  'Saves a verified grant: saved, or user_gone, identity_mismatch, no_refresh_token, account_in_use, and then nothing is changed. A null refresh token keeps the stored one.';

revoke execute on function
  public.read_account(uuid, text, uuid),
  public.save_connection(uuid, text, text, text[], text, text, double precision, double precision)
from public, anon, authenticated;
grant execute on function
  public.read_account(uuid, text, uuid),
  public.save_connection(uuid, text, text, text[], text, text, double precision, double precision)
to service_role;
