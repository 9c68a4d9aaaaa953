-- Saving a verified grant, at once or after its user has confirmed the account.

create function public.store_grant(
  p_user_id uuid,
  p_google_account_id text,
  p_google_email text,
  p_scopes text[],
  p_sealed_refresh_token text,
  p_sealed_access_token text,
  p_access_token_expires_at timestamptz,
  p_grant_expires_at timestamptz
) returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_google_id constant text := public.oldest_google_identity(p_user_id);
begin
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
    (id, google_id, google_account_id, google_refresh_token, google_access_token, google_token_expiry,
     google_refreshed_at, access_seconds)
  values (
    p_user_id, v_google_id, p_google_account_id, p_sealed_refresh_token, p_sealed_access_token,
    p_access_token_expires_at, clock_timestamp(),
    extract(epoch from p_access_token_expires_at - clock_timestamp())
  )
  on conflict (id) do update set
    google_id = excluded.google_id,
    google_account_id = excluded.google_account_id,
    google_refresh_token = coalesce(excluded.google_refresh_token, u.google_refresh_token),
    google_access_token = excluded.google_access_token,
    google_token_expiry = excluded.google_token_expiry,
    google_refreshed_at = excluded.google_refreshed_at,
    access_seconds = excluded.access_seconds,
    refused_at = null,
    grant_version = u.grant_version + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp();

  insert into public.calendar_connections as c
    (user_id, status, reason, google_email, scopes, connected_at, expires_at, updated_at)
  values (
    p_user_id, 'connected', null, p_google_email, p_scopes, clock_timestamp(), p_grant_expires_at,
    clock_timestamp()
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
  when foreign_key_violation then
    return 'user_gone';
end
$$;

comment on function public.store_grant is
  'For the functions below only: saved, or no_refresh_token, account_in_use, user_gone, and then nothing is changed. A null refresh token keeps the stored one.';

create function public.save_connection(
  p_user_id uuid,
  p_confirmation_hash text,
  p_google_account_id text,
  p_scopes text[],
  p_sealed_access_token text,
  p_access_token_expires_in double precision,
  p_google_email text default null,
  p_sealed_refresh_token text default null,
  p_grant_expires_in double precision default null
) returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  if not exists (select from auth.users a where a.id = p_user_id and a.deleted_at is null) then
    return 'user_gone';
  end if;
  if exists (
    select from auth.identities i
    where i.user_id = p_user_id and i.provider = 'google' and i.provider_id = p_google_account_id
  ) then
    return public.store_grant(
      p_user_id, p_google_account_id, p_google_email, p_scopes,
      p_sealed_refresh_token, p_sealed_access_token,
      v_now + make_interval(secs => p_access_token_expires_in),
      v_now + make_interval(secs => p_grant_expires_in)
    );
  end if;

  if exists (
    select from public.users u where u.google_account_id = p_google_account_id and u.id <> p_user_id
  ) then
    return 'account_in_use';
  end if;
  delete from public.calendar_confirmations c where c.expires_at <= v_now;
  -- All but the user's newest few, the new one included.
  delete from public.calendar_confirmations c
    where c.user_id = p_user_id
      and c.confirmation_hash not in (
        select k.confirmation_hash from public.calendar_confirmations k
        where k.user_id = p_user_id order by k.created_at desc limit 4
      );
  insert into public.calendar_confirmations (
    confirmation_hash, user_id, google_account_id, google_email, scopes,
    sealed_refresh_token, sealed_access_token,
    access_token_expires_at, grant_expires_at, expires_at
  )
  values (
    p_confirmation_hash, p_user_id, p_google_account_id, p_google_email, p_scopes,
    p_sealed_refresh_token, p_sealed_access_token,
    v_now + make_interval(secs => p_access_token_expires_in),
    v_now + make_interval(secs => p_grant_expires_in),
    -- Long enough to read an address and press a button.
    v_now + interval '5 minutes'
  );
  return 'to_confirm';
end
$$;

comment on function public.save_connection is
  'Saves a verified grant whose Google account is one of the user''s identities: saved. Another account waits for a confirmation: to_confirm. Else user_gone, no_refresh_token, account_in_use, and then nothing is changed.';

create function public.read_confirmation(p_user_id uuid, p_confirmation_hash text)
returns table (google_email text, scopes text[], expires_at timestamptz)
language sql
stable
security definer
set search_path = ''
as $$
  select c.google_email, c.scopes, c.expires_at
  from public.calendar_confirmations c
  where c.confirmation_hash = p_confirmation_hash
    and c.user_id = p_user_id
    and c.expires_at > clock_timestamp();
$$;

comment on function public.read_confirmation is
  'What the user is asked to confirm. No row where it is unknown, another user''s, or too late.';

create function public.confirm_connection(p_user_id uuid, p_confirmation_hash text)
returns text
language plpgsql
security definer
set search_path = ''
as $$
declare
  v_pending public.calendar_confirmations;
begin
  -- Deleted as it is read: it works once. Another user's is not touched.
  delete from public.calendar_confirmations c
    where c.confirmation_hash = p_confirmation_hash and c.user_id = p_user_id
    returning c.* into v_pending;
  if not found or v_pending.expires_at <= clock_timestamp() then
    return 'expired';
  end if;
  return public.store_grant(
    p_user_id, v_pending.google_account_id, v_pending.google_email, v_pending.scopes,
    v_pending.sealed_refresh_token, v_pending.sealed_access_token,
    v_pending.access_token_expires_at, v_pending.grant_expires_at
  );
end
$$;

comment on function public.confirm_connection is
  'Saves the grant that waited: saved, or expired, no_refresh_token, account_in_use, user_gone.';

create function public.clear_connection(p_user_id uuid, p_grant_version bigint)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.users u set
    google_refresh_token = null,
    google_access_token = null,
    google_token_expiry = null,
    google_account_id = null,
    google_refreshed_at = null,
    access_seconds = null,
    refused_at = null,
    grant_version = u.grant_version + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp()
  where u.id = p_user_id and u.grant_version = p_grant_version;
  -- Who never connected has no row and nothing to clear, but may have sign-ins under way.
  if not found and exists (select from public.users u where u.id = p_user_id) then
    return false;
  end if;
  delete from public.oauth_states s where s.user_id = p_user_id;
  delete from public.calendar_confirmations c where c.user_id = p_user_id;
  update public.calendar_connections c set
    status = 'not_connected',
    reason = null,
    google_email = null,
    scopes = '{}',
    connected_at = null,
    expires_at = null,
    updated_at = clock_timestamp()
  where c.user_id = p_user_id;
  return true;
end
$$;

comment on function public.clear_connection is
  'Disconnects: forgets the tokens, and every sign-in and confirmation under way. google_id stays. False where the grant is not the one that was read.';

revoke execute on function
  public.store_grant(uuid, text, text, text[], text, text, timestamptz, timestamptz),
  public.save_connection(uuid, text, text, text[], text, double precision, text, text, double precision),
  public.read_confirmation(uuid, text),
  public.confirm_connection(uuid, text),
  public.clear_connection(uuid, bigint)
from public, anon, authenticated, service_role;
grant execute on function
  public.save_connection(uuid, text, text, text[], text, double precision, text, text, double precision),
  public.read_confirmation(uuid, text),
  public.confirm_connection(uuid, text),
  public.clear_connection(uuid, bigint)
to service_role;
