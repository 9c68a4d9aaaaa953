-- One refresh at a time per grant, across all instances: a lease by this database's clock, and writes
-- that are refused once the lease or the grant's version has moved on.

create function public.begin_refresh(p_user_id uuid, p_grant_version bigint, p_lease uuid)
returns text
language plpgsql
security definer
set search_path = ''
as $$
begin
  update public.users u set
    refresh_lease = p_lease,
    -- Longer than a refresh may take with all its tries (12 seconds, in the functions' deadlines).
    refresh_lease_until = clock_timestamp() + interval '15 seconds'
  where u.id = p_user_id
    and u.grant_version = p_grant_version
    and (u.refresh_lease_until is null or u.refresh_lease_until <= clock_timestamp());
  if found then
    return 'begun';
  end if;
  if exists (select from public.users u where u.id = p_user_id and u.grant_version = p_grant_version) then
    return 'busy';
  end if;
  return 'changed';
end
$$;

comment on function public.begin_refresh is
  'Takes the lease for 15 seconds: begun; busy, while another holds it; or changed, where the grant is not the one that was read.';

create function public.end_refresh(
  p_user_id uuid,
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
as $$
begin
  update public.users u set
    google_access_token = p_sealed_access_token,
    google_token_expiry = clock_timestamp() + make_interval(secs => p_access_token_expires_in),
    google_refresh_token = coalesce(p_sealed_refresh_token, u.google_refresh_token),
    google_refreshed_at = clock_timestamp(),
    grant_version = u.grant_version + 1,
    refresh_lease = null,
    refresh_lease_until = null,
    updated_at = clock_timestamp()
  where u.id = p_user_id
    and u.grant_version = p_grant_version
    and u.refresh_lease = p_lease
    and u.refresh_lease_until > clock_timestamp();
  if not found then
    return false;
  end if;
  update public.calendar_connections c set scopes = p_scopes, updated_at = clock_timestamp()
    where c.user_id = p_user_id and p_scopes is not null and c.scopes <> p_scopes;
  return true;
end
$$;

comment on function public.end_refresh is
  'Saves a refreshed access token, and a rotated refresh token where there is one. False, and nothing is changed, where the lease or the version has moved on.';

create function public.abandon_refresh(p_user_id uuid, p_lease uuid)
returns void
language sql
security definer
set search_path = ''
as $$
  update public.users u set refresh_lease = null, refresh_lease_until = null
  where u.id = p_user_id and u.refresh_lease = p_lease;
$$;

comment on function public.abandon_refresh is
  'Gives the lease back after a refresh that failed, so that the next request need not wait for its end.';

create function public.mark_needs_reconnect(p_user_id uuid, p_grant_version bigint, p_reason text)
returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The tokens stay: only a new grant, a rotation or a disconnect replaces them.
  update public.users u set
    refresh_lease = null, refresh_lease_until = null, grant_version = u.grant_version + 1
  where u.id = p_user_id and u.grant_version = p_grant_version;
  if not found then
    return false;
  end if;
  update public.calendar_connections c
    set status = 'needs_reconnect', reason = p_reason, updated_at = clock_timestamp()
    where c.user_id = p_user_id;
  return true;
end
$$;

comment on function public.mark_needs_reconnect is
  'Marks the grant that was read as dead. False where another has taken its place meanwhile.';

revoke execute on function
  public.begin_refresh(uuid, bigint, uuid),
  public.end_refresh(uuid, bigint, uuid, text, double precision, text, text[]),
  public.abandon_refresh(uuid, uuid),
  public.mark_needs_reconnect(uuid, bigint, text)
from public, anon, authenticated;
grant execute on function
  public.begin_refresh(uuid, bigint, uuid),
  public.end_refresh(uuid, bigint, uuid, text, double precision, text, text[]),
  public.abandon_refresh(uuid, uuid),
  public.mark_needs_reconnect(uuid, bigint, text)
to service_role;
