-- Allows one refresh at a time per grant, across all instances: by a lease with this database's clock, and
-- by writes that are refused if the lease has ended or the grant's version has changed.

create function google_calendar.user_stands(p_user_id uuid)
returns boolean
language sql
volatile
security definer
set search_path = ''
as $$
  select exists (
    select from auth.users a
    where a.id = p_user_id
      and a.deleted_at is null
      and (a.banned_until is null or a.banned_until <= clock_timestamp())
  );
$$;

comment on function google_calendar.user_stands is
  'Whether the user exists, and is neither deleted nor banned.';

create function public.google_calendar_begin_refresh(p_account_id uuid, p_grant_version bigint, p_lease uuid)
returns text
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_found google_calendar.users;
begin
  update google_calendar.users u set
    refresh_lease = p_lease,
    -- Longer than a turn, which begins before this call (14.5 seconds, TURN_MS in the functions' deadlines.ts).
    refresh_lease_until = clock_timestamp() + interval '15 seconds'
  where u.id = p_account_id
    and u.grant_version = p_grant_version
    -- A lease with an impossible end was taken before the clock was set back, and is void.
    and (
      u.refresh_lease_until is null
      or u.refresh_lease_until <= clock_timestamp()
      or u.refresh_lease_until > clock_timestamp() + interval '15 seconds'
    )
    and google_calendar.user_stands(u.user_id)
    -- Calendar would refuse another token too.
    and not (
      u.refused_at is not null and google_calendar.refusal_stands(u.refused_at)
      and u.google_token_expiry > clock_timestamp()
    );
  if found then
    return 'begun';
  end if;
  select u.* into v_found from google_calendar.users u
    where u.id = p_account_id and u.grant_version = p_grant_version and google_calendar.user_stands(u.user_id);
  if not found then
    return 'changed';
  end if;
  if google_calendar.refusal_stands(v_found.refused_at) and v_found.google_token_expiry > clock_timestamp() then
    return 'refused';
  end if;
  return 'busy';
end
$$;

comment on function public.google_calendar_begin_refresh is
  'Takes the lease for 15 seconds: begun; busy, if another request holds it; changed, if the grant is not the one that was read or its user is gone or banned; or refused, if Google Calendar has just refused a fresh token of it.';

create function public.google_calendar_end_refresh(
  p_account_id uuid,
  p_grant_version bigint,
  p_lease uuid,
  p_sealed_access_token text,
  p_access_token_expires_in double precision,
  p_sealed_refresh_token text default null,
  p_scopes text[] default null
) returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_user_id uuid;
begin
  update google_calendar.users u set
    google_access_token = p_sealed_access_token,
    google_token_expiry = clock_timestamp() + make_interval(secs => p_access_token_expires_in),
    google_refresh_token = coalesce(p_sealed_refresh_token, u.google_refresh_token),
    google_refreshed_at = clock_timestamp(),
    access_seconds = p_access_token_expires_in,
    grant_version = u.grant_version + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp()
  where u.id = p_account_id
    and u.grant_version = p_grant_version
    and u.refresh_lease = p_lease
    and u.refresh_lease_until > clock_timestamp()
    -- No token is kept for a user who was deleted meanwhile.
    and exists (select from auth.users a where a.id = u.user_id and a.deleted_at is null)
  returning u.user_id into v_user_id;
  if not found then
    return false;
  end if;
  update public.google_connections c set scopes = p_scopes, updated_at = clock_timestamp()
    where c.account_id = p_account_id and p_scopes is not null and c.scopes <> p_scopes;
  -- A user who was banned meanwhile keeps the grant, but the request ends.
  return google_calendar.user_stands(v_user_id);
end
$$;

comment on function public.google_calendar_end_refresh is
  'Saves a refreshed access token, and a rotated refresh token if there is one. False if the lease has ended, the version has changed or the user is gone: then nothing is changed. Also false if the user is banned.';

create function public.google_calendar_abandon_refresh(p_account_id uuid, p_lease uuid)
returns void
language sql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  update google_calendar.users u set refresh_lease = null, refresh_lease_until = null
  where u.id = p_account_id and u.refresh_lease = p_lease;
$$;

comment on function public.google_calendar_abandon_refresh is
  'Gives the lease back after a failed refresh, so that the next request need not wait until it ends.';

create function public.google_calendar_mark_needs_reconnect(p_account_id uuid, p_grant_version bigint, p_reason text)
returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  -- The tokens stay: only a new grant, a rotation or a disconnect replaces them.
  update google_calendar.users u set
    refresh_lease = null, refresh_lease_until = null, refused_at = null,
    grant_version = u.grant_version + 1
  where u.id = p_account_id and u.grant_version = p_grant_version and u.google_refresh_token is not null;
  if not found then
    return false;
  end if;
  update public.google_connections c
    set status = 'needs_reconnect', reason = p_reason, updated_at = clock_timestamp()
    where c.account_id = p_account_id;
  return true;
end
$$;

comment on function public.google_calendar_mark_needs_reconnect is
  'Marks the grant that was read as dead. False if another has replaced it meanwhile.';

create function public.google_calendar_note_access(p_account_id uuid, p_grant_version bigint, p_refused boolean)
returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  -- The version stays, because the tokens do. Requests with the same tokens come to the same result.
  update google_calendar.users u set refused_at = case when p_refused then clock_timestamp() end
  where u.id = p_account_id and u.grant_version = p_grant_version;
  if not found then
    return false;
  end if;
  -- The answer of Google's token endpoint is final, and is not overwritten.
  update public.google_connections c set
    status = case when p_refused then 'needs_reconnect' else 'connected' end,
    reason = case when p_refused then 'revoked_or_expired' end,
    updated_at = clock_timestamp()
  where c.account_id = p_account_id
    and (c.status = 'connected' or (c.status = 'needs_reconnect' and c.reason = 'revoked_or_expired'));
  return true;
end
$$;

comment on function public.google_calendar_note_access is
  'Notes that Google Calendar has refused an access token that had just been refreshed, or has accepted one since. While it refuses, the user is asked to reconnect. False if the grant was written meanwhile.';

revoke execute on function google_calendar.user_stands(uuid)
from public, anon, authenticated, service_role;
revoke execute on function
  public.google_calendar_begin_refresh(uuid, bigint, uuid),
  public.google_calendar_end_refresh(uuid, bigint, uuid, text, double precision, text, text[]),
  public.google_calendar_abandon_refresh(uuid, uuid),
  public.google_calendar_mark_needs_reconnect(uuid, bigint, text),
  public.google_calendar_note_access(uuid, bigint, boolean)
from public, anon, authenticated;
grant execute on function
  public.google_calendar_begin_refresh(uuid, bigint, uuid),
  public.google_calendar_end_refresh(uuid, bigint, uuid, text, double precision, text, text[]),
  public.google_calendar_abandon_refresh(uuid, uuid),
  public.google_calendar_mark_needs_reconnect(uuid, bigint, text),
  public.google_calendar_note_access(uuid, bigint, boolean)
to service_role;
