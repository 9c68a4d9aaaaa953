-- Saves a verified grant, at once or after the user has confirmed the account, and deletes it.

create function google_calendar.settle_default(p_user_id uuid) returns void
language plpgsql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_default uuid;
begin
  select u.id into v_default
    from google_calendar.users u
    where u.user_id = p_user_id
    order by u.google_account_id is not null desc, u.is_default desc, u.added_at, u.id
    limit 1;
  -- In two steps, because no user may have two default accounts at any moment.
  update google_calendar.users u set is_default = false
    where u.user_id = p_user_id and u.is_default and u.id <> v_default;
  update google_calendar.users u set is_default = true
    where u.id = v_default and not u.is_default;
  update public.google_connections c set is_default = c.account_id = v_default
    where c.user_id = p_user_id and c.is_default <> (c.account_id = v_default);
end
$$;

comment on function google_calendar.settle_default is
  'For the functions below only, after lock_user: the default account stays if it is connected, else the account that was connected first becomes it.';

create function google_calendar.claim_google_account(
  p_user_id uuid,
  p_google_account_id text,
  p_granted_after timestamptz
) returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now timestamptz;
  v_former uuid;
begin
  -- One at a time for each Google account: connecting it and revoking an old grant of it exclude each
  -- other, because Google revokes every grant of the account.
  perform pg_catalog.pg_advisory_xact_lock(google_calendar.google_account_lock(p_google_account_id));
  v_now := clock_timestamp();
  -- A soft-deleted or banned user does not keep the account from its owner. Waiting for that user could be
  -- a deadlock, because they may wait for this Google account.
  select a.id into v_former
    from google_calendar.users u join auth.users a on a.id = u.user_id
    where u.google_account_id = p_google_account_id and u.user_id <> p_user_id
      and (a.deleted_at is not null or a.banned_until > v_now)
    for no key update of a nowait;
  if found then
    perform google_calendar.forget_user(v_former);
  end if;
  if exists (
    select from google_calendar.users u
    where u.google_account_id = p_google_account_id and u.user_id <> p_user_id
  ) then
    return 'account_in_use';
  end if;
  if exists (
    select from google_calendar.revocations r
    where r.google_account_id = p_google_account_id and r.revoking_until > v_now
  ) then
    raise exception 'a grant of this Google account is being revoked right now'
      using errcode = 'lock_not_available';
  end if;
  if exists (
    select from google_calendar.revocations r
    where r.google_account_id = p_google_account_id and r.revoked_at >= p_granted_after
  ) then
    return 'superseded';
  end if;
  return 'free';
end
$$;

comment on function google_calendar.claim_google_account is
  'For the functions below only, after lock_user: free; account_in_use; or superseded, if Google revoked the account''s grants after p_granted_after.';

create function google_calendar.google_account_lock(p_google_account_id text) returns bigint
language sql
immutable
security definer
set search_path = ''
as $$
  select pg_catalog.hashtextextended('google account ' || p_google_account_id, 0);
$$;

comment on function google_calendar.google_account_lock is
  'The key of the advisory lock of a Google account.';

create function google_calendar.store_grant(
  p_user_id uuid,
  p_account_id uuid,
  p_google_account_id text,
  p_google_email text,
  p_scopes text[],
  p_sealed_refresh_token text,
  p_sealed_access_token text,
  p_access_token_expires_at timestamptz,
  p_grant_expires_at timestamptz,
  p_granted_after timestamptz
) returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_claim constant text :=
    google_calendar.claim_google_account(p_user_id, p_google_account_id, p_granted_after);
  v_id uuid;
  v_google_id text;
  v_old google_calendar.users;
  v_changes_account boolean;
begin
  if v_claim <> 'free' then
    return v_claim;
  end if;
  v_id := coalesce(
    -- A Google account that the user has connected stays where it is, whichever account was to be replaced.
    (select u.id from google_calendar.users u
      where u.user_id = p_user_id and u.google_account_id = p_google_account_id),
    p_account_id,
    -- The first account's row may be free.
    (select p_user_id where not exists (
      select from google_calendar.users u where u.id = p_user_id and u.google_account_id is not null
    )),
    gen_random_uuid()
  );
  select u.* into v_old from google_calendar.users u where u.id = v_id for no key update;
  v_changes_account := coalesce(v_old.google_account_id <> p_google_account_id, false);

  -- Without a new refresh token the stored one stays, if it is this account's and not known to be dead.
  if p_sealed_refresh_token is null and not exists (
    select from public.google_connections c
    where c.account_id = v_id
      and v_old.google_refresh_token is not null
      and v_old.google_account_id = p_google_account_id
      and (c.status = 'connected' or c.reason = 'scope_missing')
  ) then
    return 'no_refresh_token';
  end if;

  if v_id = p_user_id then
    v_google_id := public.google_calendar_oldest_google_identity(p_user_id);
    -- An identity that has moved to this user leaves no copy with its former user.
    update google_calendar.users u
      set google_id = public.google_calendar_oldest_google_identity(u.user_id)
      where u.google_id = v_google_id and u.id <> p_user_id;
  end if;
  insert into google_calendar.users as u
    (id, user_id, is_default, google_id, google_account_id, google_refresh_token, google_access_token,
     google_token_expiry, google_refreshed_at, access_seconds)
  values (
    v_id, p_user_id, false, v_google_id, p_google_account_id, p_sealed_refresh_token,
    p_sealed_access_token, p_access_token_expires_at, clock_timestamp(),
    extract(epoch from p_access_token_expires_at - clock_timestamp())
  )
  on conflict (id) do update set
    google_id = excluded.google_id,
    added_at = case
      when u.google_account_id = excluded.google_account_id then u.added_at
      else clock_timestamp()
    end,
    google_account_id = excluded.google_account_id,
    google_refresh_token = coalesce(excluded.google_refresh_token, u.google_refresh_token),
    google_access_token = excluded.google_access_token,
    google_token_expiry = excluded.google_token_expiry,
    google_refreshed_at = excluded.google_refreshed_at,
    access_seconds = excluded.access_seconds,
    refused_at = null,
    grant_version = u.grant_version + 1,
    connection_epoch = u.connection_epoch + v_changes_account::integer,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp();

  insert into public.google_connections as c
    (account_id, user_id, is_default, status, reason, google_email, scopes, connected_at, expires_at, updated_at)
  values (
    v_id, p_user_id, false, 'connected', null, p_google_email, p_scopes, clock_timestamp(),
    p_grant_expires_at, clock_timestamp()
  )
  on conflict (account_id) do update set
    status = excluded.status,
    reason = excluded.reason,
    google_email = excluded.google_email,
    scopes = excluded.scopes,
    connected_at = excluded.connected_at,
    expires_at = excluded.expires_at,
    updated_at = excluded.updated_at;
  perform google_calendar.settle_default(p_user_id);

  -- No grant of a connected account may be revoked.
  delete from google_calendar.revocations r
    where r.google_account_id = p_google_account_id and r.revoked_at is null;
  if v_changes_account then
    -- This disconnects the other account: upkeep revokes its grant, and requests that began before are
    -- refused.
    delete from google_calendar.oauth_states s where s.user_id = p_user_id and s.account_id = v_id;
    delete from google_calendar.confirmations c where c.user_id = p_user_id and c.account_id = v_id;
    -- No event of the other account is readable beside the new grant.
    delete from public.google_calendars g where g.account_id = v_id;
    if v_old.google_refresh_token is not null then
      insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token)
      values (v_old.google_account_id, p_user_id, v_old.google_refresh_token);
    end if;
  end if;
  return 'saved';
exception
  when unique_violation then
    return 'account_in_use';
  when foreign_key_violation then
    return 'user_gone';
end
$$;

comment on function google_calendar.store_grant is
  'For the functions below only, after lock_user: saved, or no_refresh_token, account_in_use, superseded, user_gone, and then nothing is changed. The grant replaces that of p_account_id; null adds an account. A null refresh token keeps the stored one.';

create function public.google_calendar_save_connection(
  p_user_id uuid,
  p_connection_epoch bigint,
  p_disconnects bigint,
  p_taken_at timestamptz,
  p_confirmation_hash text,
  p_return_to text,
  p_google_account_id text,
  p_scopes text[],
  p_sealed_access_token text,
  p_access_token_expires_in double precision,
  p_account_id uuid default null,
  p_google_email text default null,
  p_sealed_refresh_token text default null,
  p_grant_expires_in double precision default null
) returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now timestamptz;
  v_own_identity boolean;
  v_claim text;
  v_target google_calendar.users;
  v_disconnects bigint;
begin
  if google_calendar.lock_user(p_user_id) is not true then
    return 'user_gone';
  end if;
  v_now := clock_timestamp();
  v_own_identity := exists (
    select from auth.identities i
    where i.user_id = p_user_id and i.provider = 'google' and i.provider_id = p_google_account_id
  );

  select u.* into v_target from google_calendar.users u
    where u.id = p_account_id and u.user_id = p_user_id;
  v_disconnects := coalesce(
    (select u.disconnects from google_calendar.users u where u.id = p_user_id), 0
  );
  -- A further account that was disconnected has no row any more.
  if (p_account_id <> p_user_id and v_target.id is null)
    or p_connection_epoch <> coalesce(v_target.connection_epoch, 0)
    or (v_target.google_account_id is distinct from p_google_account_id and p_disconnects <> v_disconnects)
  then
    -- The user disconnected, or changed the account, after this authorization request began. Its grant is
    -- revoked later if the account is one of the user's identities and is not connected until then. The
    -- grant of any other account stays, because it may belong to somebody else.
    if v_own_identity and p_sealed_refresh_token is not null then
      insert into google_calendar.revocations (google_account_id, user_id, sealed_refresh_token)
      values (p_google_account_id, p_user_id, p_sealed_refresh_token);
    end if;
    return 'superseded';
  end if;

  if v_own_identity then
    return google_calendar.store_grant(
      p_user_id, p_account_id, p_google_account_id, p_google_email, p_scopes,
      p_sealed_refresh_token, p_sealed_access_token,
      v_now + make_interval(secs => p_access_token_expires_in),
      v_now + make_interval(secs => p_grant_expires_in),
      p_taken_at
    );
  end if;

  v_claim := google_calendar.claim_google_account(p_user_id, p_google_account_id, p_taken_at);
  if v_claim <> 'free' then
    return v_claim;
  end if;
  perform google_calendar.delete_expired(100);
  -- A user has at most 5; the newest stay, this one included.
  delete from google_calendar.confirmations c
    where c.confirmation_hash in (
      select k.confirmation_hash from google_calendar.confirmations k
      where k.user_id = p_user_id order by k.created_at desc, k.confirmation_hash offset 4
    );
  insert into google_calendar.confirmations (
    confirmation_hash, user_id, account_id, google_account_id, google_email, scopes,
    sealed_refresh_token, sealed_access_token,
    access_token_expires_at, grant_expires_at, return_to, expires_at
  )
  values (
    p_confirmation_hash, p_user_id, p_account_id, p_google_account_id, p_google_email, p_scopes,
    p_sealed_refresh_token, p_sealed_access_token,
    v_now + make_interval(secs => p_access_token_expires_in),
    v_now + make_interval(secs => p_grant_expires_in),
    p_return_to,
    -- Long enough to read an address and to press a button.
    v_now + interval '5 minutes'
  );
  return 'to_confirm';
end
$$;

comment on function public.google_calendar_save_connection is
  'Saves a verified grant if its Google account is one of the user''s identities: saved. Another account waits for a confirmation: to_confirm. Otherwise user_gone, no_refresh_token, account_in_use, or superseded by a disconnect or a change of the account since the state was stored; then no connection is changed. The grant replaces that of p_account_id; null adds an account.';

create function public.google_calendar_read_confirmation(p_user_id uuid, p_confirmation_hash text)
returns table (user_active boolean, google_email text, scopes text[], expires_at timestamptz, return_to text)
language sql
stable
security definer
set search_path = ''
as $$
  select s.user_active, c.google_email, coalesce(c.scopes, '{}'), c.expires_at, c.return_to
  from (
    select exists (
      select from auth.users a
      where a.id = p_user_id
        and a.deleted_at is null
        and (a.banned_until is null or a.banned_until <= clock_timestamp())
    ) as user_active
  ) s
  left join google_calendar.confirmations c
    on c.confirmation_hash = p_confirmation_hash
    and c.user_id = p_user_id
    and c.expires_at > clock_timestamp()
  where c.user_id is not null or not s.user_active;
$$;

comment on function public.google_calendar_read_confirmation is
  'The account that the user is asked to confirm. No row if it is unknown, another user''s, or expired; user_active is false if the user is gone or banned.';

create function public.google_calendar_confirm_connection(
  p_user_id uuid,
  p_confirmation_hash text,
  p_calls_per_minute integer default null
) returns table (outcome text, retry_after double precision)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_pending google_calendar.confirmations;
begin
  outcome := null;
  if google_calendar.lock_user(p_user_id) is not true then
    outcome := 'user_gone';
    return next;
    return;
  end if;
  if p_calls_per_minute is not null then
    retry_after := google_calendar.spend(p_user_id, 'calls', p_calls_per_minute, interval '1 minute');
    if retry_after is not null then
      outcome := 'too_many_requests';
      return next;
      return;
    end if;
  end if;

  select c.* into v_pending from google_calendar.confirmations c
    where c.confirmation_hash = p_confirmation_hash and c.user_id = p_user_id;
  if not found or v_pending.expires_at <= clock_timestamp() then
    outcome := 'expired';
  else
    outcome := google_calendar.store_grant(
      p_user_id, v_pending.account_id, v_pending.google_account_id, v_pending.google_email,
      v_pending.scopes,
      v_pending.sealed_refresh_token, v_pending.sealed_access_token,
      v_pending.access_token_expires_at, v_pending.grant_expires_at,
      v_pending.created_at
    );
  end if;
  -- It works once, because lock_user makes a second request wait until it is deleted. Another user's
  -- confirmation is not touched.
  delete from google_calendar.confirmations c
    where c.confirmation_hash = p_confirmation_hash and c.user_id = p_user_id;
  return next;
end
$$;

comment on function public.google_calendar_confirm_connection is
  'Saves the grant that waited: saved, or expired, superseded, no_refresh_token, account_in_use, user_gone; too_many_requests, with the seconds to wait, if the user''s budget is spent.';

create function public.google_calendar_clear_connection(
  p_user_id uuid,
  p_account_id uuid,
  p_grant_version bigint
) returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_google_account_id text;
begin
  -- A user who was banned meanwhile is disconnected nevertheless, because Google has revoked the grant.
  if google_calendar.lock_user(p_user_id) is null then
    return true;
  end if;
  select u.google_account_id into v_google_account_id from google_calendar.users u
    where u.id = p_account_id and u.user_id = p_user_id and u.grant_version = p_grant_version
    for no key update;
  if not found and exists (
    select from google_calendar.users u where u.id = p_account_id and u.user_id = p_user_id
  ) then
    return false;
  end if;

  update google_calendar.users u set
    google_refresh_token = null,
    google_access_token = null,
    google_token_expiry = null,
    google_account_id = null,
    google_refreshed_at = null,
    access_seconds = null,
    refused_at = null,
    grant_version = u.grant_version + 1,
    connection_epoch = u.connection_epoch + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp()
  where u.id = p_account_id and u.user_id = p_user_id;
  -- A user who never connected has nothing to clear, but may have open authorization requests. The new
  -- numbers refuse them.
  insert into google_calendar.users as u (id, user_id, is_default, connection_epoch, disconnects)
  values (p_user_id, p_user_id, false, 1, 1)
  on conflict (id) do update set disconnects = u.disconnects + 1;
  -- Only the first account's row stays: it holds what belongs to the user.
  delete from google_calendar.users u
    where u.id = p_account_id and u.user_id = p_user_id and u.id <> p_user_id;
  update public.google_connections c set
    status = 'not_connected',
    reason = null,
    google_email = null,
    scopes = '{}',
    connected_at = null,
    expires_at = null,
    updated_at = clock_timestamp()
  where c.account_id = p_account_id and c.user_id = p_user_id;
  perform google_calendar.settle_default(p_user_id);
  delete from public.google_connections c
    where c.user_id = p_user_id and c.status = 'not_connected' and not c.is_default;
  -- Without an account there is a connection that says so, so that the page still finds one.
  insert into public.google_connections (account_id, user_id, is_default, status)
    select p_user_id, p_user_id, true, 'not_connected'
    where not exists (select from public.google_connections c where c.user_id = p_user_id);
  delete from public.google_calendars g where g.account_id = p_account_id and g.user_id = p_user_id;

  delete from google_calendar.oauth_states s
    where s.user_id = p_user_id and coalesce(s.account_id, p_account_id) = p_account_id;
  delete from google_calendar.confirmations c
    where c.user_id = p_user_id
      and (coalesce(c.account_id, p_account_id) = p_account_id or c.google_account_id = v_google_account_id);
  return true;
end
$$;

comment on function public.google_calendar_clear_connection is
  'Disconnects an account: deletes its tokens, its mirrored calendars, and every open authorization request and confirmation of it and of an account to add. The user''s google_id stays. False if the grant is not the one that was read.';

create function public.google_calendar_make_default(p_user_id uuid, p_account_id uuid)
returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  if google_calendar.lock_user(p_user_id) is not true or not exists (
    select from google_calendar.users u
    where u.id = p_account_id and u.user_id = p_user_id and u.google_account_id is not null
  ) then
    return false;
  end if;
  update google_calendar.users u set is_default = false
    where u.user_id = p_user_id and u.is_default and u.id <> p_account_id;
  update google_calendar.users u set is_default = true where u.id = p_account_id and not u.is_default;
  perform google_calendar.settle_default(p_user_id);
  return true;
end
$$;

comment on function public.google_calendar_make_default is
  'Makes a connected account the user''s default one. False if the user has not connected it.';

revoke execute on function
  google_calendar.claim_google_account(uuid, text, timestamptz),
  google_calendar.google_account_lock(text),
  google_calendar.settle_default(uuid),
  google_calendar.store_grant(uuid, uuid, text, text, text[], text, text, timestamptz, timestamptz, timestamptz),
  public.google_calendar_save_connection(uuid, bigint, bigint, timestamptz, text, text, text, text[], text, double precision, uuid, text, text, double precision),
  public.google_calendar_read_confirmation(uuid, text),
  public.google_calendar_confirm_connection(uuid, text, integer),
  public.google_calendar_clear_connection(uuid, uuid, bigint),
  public.google_calendar_make_default(uuid, uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_save_connection(uuid, bigint, bigint, timestamptz, text, text, text, text[], text, double precision, uuid, text, text, double precision),
  public.google_calendar_read_confirmation(uuid, text),
  public.google_calendar_confirm_connection(uuid, text, integer),
  public.google_calendar_clear_connection(uuid, uuid, bigint),
  public.google_calendar_make_default(uuid, uuid)
to service_role;
