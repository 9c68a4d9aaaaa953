-- Reads a user's grant. Times are seconds from now by this database's clock, so that no function instance's
-- clock matters. A caller that will call Google is counted against the user's budget in the same call.

create function public.refusal_stands(p_refused_at timestamptz)
returns boolean
language sql
volatile
set search_path = ''
as $$
  -- An end more than five minutes ahead was written before the clock was set back.
  select coalesce(
    p_refused_at + interval '5 minutes' between clock_timestamp() and clock_timestamp() + interval '5 minutes',
    false
  );
$$;

comment on function public.refusal_stands is
  'Whether a refusal of a fresh access token by Google Calendar still counts: for five minutes.';

create function public.read_account(
  p_user_id uuid default null,
  p_google_id text default null,
  p_resource_id uuid default null,
  p_calls_per_minute integer default null
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
  access_token_lifetime double precision,
  access_token_refused boolean,
  grant_version bigint,
  resource_name text,
  retry_after double precision
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  select
    a.id,
    p_google_id is null or exists (
      select from auth.identities i
      where i.user_id = a.id and i.provider = 'google' and i.provider_id = p_google_id
    ),
    -- A refusal that is over no longer counts: the next call shows whether the grant is valid.
    case when r.over then 'connected' else coalesce(c.status, 'not_connected') end,
    case when r.over then null else c.reason end,
    u.google_account_id,
    c.google_email,
    coalesce(c.scopes, '{}'),
    c.connected_at,
    c.expires_at,
    u.google_refresh_token,
    u.google_access_token,
    extract(epoch from u.google_token_expiry - clock_timestamp())::double precision,
    u.access_seconds,
    u.refused_at is not null,
    coalesce(u.grant_version, 0),
    (select left(r.name, 1024) from public.resources r where r.id = p_resource_id and r.user_id = a.id)
  into
    user_id, google_id_matches, status, reason, google_account_id, google_email, scopes, connected_at,
    expires_at, sealed_refresh_token, sealed_access_token, access_token_expires_in,
    access_token_lifetime, access_token_refused, grant_version, resource_name
  from auth.users a
  left join public.users u on u.id = a.id
  left join public.calendar_connections c on c.user_id = a.id
  cross join lateral (
    select c.status = 'needs_reconnect' and u.refused_at is not null
      and not public.refusal_stands(u.refused_at) as over
  ) r
  where a.id = coalesce(
    p_user_id,
    (select i.user_id from auth.identities i where i.provider = 'google' and i.provider_id = p_google_id)
  )
    and a.deleted_at is null
    and (a.banned_until is null or a.banned_until <= clock_timestamp());
  if not found then
    return;
  end if;

  -- A request that is refused without a call to Google is not counted.
  if p_calls_per_minute is not null and google_id_matches
    and (status = 'connected' or access_token_refused)
  then
    -- Only the count is written here, and a crash may lose it: the caller need not wait for the disk.
    perform pg_catalog.set_config('synchronous_commit', 'off', true);
    retry_after := public.spend(user_id, 'calls', p_calls_per_minute, interval '1 minute');
  end if;
  return next;
end
$$;

comment on function public.read_account is
  'One user, by id or Google identity: their grant, and the name of the resource if it is theirs. No row if the user is gone or banned; google_id_matches tells whether a Google id given with the user is theirs; retry_after is the seconds until the budget allows a call to Google, null if it does now.';

revoke execute on function
  public.refusal_stands(timestamptz),
  public.read_account(uuid, text, uuid, integer)
from public, anon, authenticated, service_role;
grant execute on function public.read_account(uuid, text, uuid, integer) to service_role;
