-- Reads a user's accounts. Times are seconds from now by this database's clock, so that no function instance's
-- clock matters. A caller that will call Google is counted against the user's budget in the same call.

create function google_calendar.refusal_stands(p_refused_at timestamptz)
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

comment on function google_calendar.refusal_stands is
  'Whether a refusal of a fresh access token by Google Calendar still counts: for five minutes.';

create view google_calendar.accounts with (security_invoker = true) as
select
  u.id,
  u.user_id,
  u.is_default,
  u.added_at,
  -- A refusal that is over no longer counts: the next call shows whether the grant is valid.
  case when r.over then 'connected' else coalesce(c.status, 'not_connected') end as status,
  case when r.over then null else c.reason end as reason,
  u.google_account_id,
  c.google_email,
  coalesce(c.scopes, '{}') as scopes,
  c.connected_at,
  c.expires_at,
  u.google_refresh_token,
  u.google_access_token,
  u.google_token_expiry,
  u.access_seconds,
  u.refused_at,
  u.grant_version
from google_calendar.users u
left join public.google_connections c on c.account_id = u.id
cross join lateral (
  select coalesce(
    c.status = 'needs_reconnect' and u.refused_at is not null
      and not google_calendar.refusal_stands(u.refused_at),
    false
  ) as over
) r;

comment on view google_calendar.accounts is
  'Each account with the state of its connection.';

revoke all on table google_calendar.accounts from public, anon, authenticated;
grant select on table google_calendar.accounts to service_role;

create function google_calendar.standing_user(p_user_id uuid, p_google_id text)
returns table (id uuid, google_id_matches boolean)
language sql
stable
security definer
set search_path = ''
as $$
  select a.id, p_google_id is null or exists (
    select from auth.identities i
    where i.user_id = a.id and i.provider = 'google' and i.provider_id = p_google_id
  )
  from auth.users a
  where a.id = coalesce(
    p_user_id,
    (select i.user_id from auth.identities i where i.provider = 'google' and i.provider_id = p_google_id)
  )
    and a.deleted_at is null
    and (a.banned_until is null or a.banned_until <= clock_timestamp());
$$;

comment on function google_calendar.standing_user is
  'For the functions below only: the user of an id or a Google identity. No row if the user is gone or banned. google_id_matches tells whether a Google id given with the user is theirs.';

create function public.google_calendar_read_account(
  p_user_id uuid default null,
  p_google_id text default null,
  p_account_id uuid default null,
  p_resource_id uuid default null,
  p_calls_per_minute integer default null,
  p_calendar text default null
) returns table (
  user_id uuid,
  google_id_matches boolean,
  account_id uuid,
  account_found boolean,
  is_default boolean,
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
  resource_link text,
  retry_after double precision,
  mirror_id uuid,
  mirror_syncs bigint
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  select
    a.id,
    a.google_id_matches,
    coalesce(u.id, p_account_id, a.id),
    p_account_id is null or u.google_account_id is not null,
    coalesce(u.is_default, false),
    coalesce(u.status, 'not_connected'),
    u.reason,
    u.google_account_id,
    u.google_email,
    coalesce(u.scopes, '{}'),
    u.connected_at,
    u.expires_at,
    u.google_refresh_token,
    u.google_access_token,
    extract(epoch from u.google_token_expiry - clock_timestamp())::double precision,
    u.access_seconds,
    u.refused_at is not null,
    coalesce(u.grant_version, 0),
    -- One more than an event shows, so that the function sees that it is cut.
    left(r.name, 1025),
    left(r.link, 2048),
    m.id,
    m.syncs
  into
    user_id, google_id_matches, account_id, account_found, is_default, status, reason, google_account_id,
    google_email, scopes, connected_at, expires_at, sealed_refresh_token, sealed_access_token,
    access_token_expires_in, access_token_lifetime, access_token_refused, grant_version, resource_name,
    resource_link, mirror_id, mirror_syncs
  from google_calendar.standing_user(p_user_id, p_google_id) a
  left join google_calendar.accounts u
    on u.user_id = a.id and (u.id = p_account_id or (p_account_id is null and u.is_default))
  left join lateral (
    select f.name, f.link from google_calendar.find_resource(p_resource_id) f
    where p_resource_id is not null and f.owner = a.id
    limit 1
  ) r on true
  left join lateral (
    select g.id, y.syncs
    from google_calendar.find_mirror(u.id, p_calendar) g join google_calendar.mirror_syncs y on y.calendar_id = g.id
    where p_calendar is not null
  ) m on true;
  if not found then
    return;
  end if;

  -- A request that is refused without a call to Google is not counted.
  if p_calls_per_minute is not null and google_id_matches
    and (status = 'connected' or access_token_refused)
  then
    -- Only the count is written here, and a crash may lose it: the caller need not wait for the disk.
    perform pg_catalog.set_config('synchronous_commit', 'off', true);
    retry_after := google_calendar.spend(user_id, 'calls', p_calls_per_minute, interval '1 minute');
  end if;
  return next;
end
$$;

comment on function public.google_calendar_read_account is
  'One account of a user, who is named by id or Google identity: the default account, or the one that is named; with it the name and link of the resource if it is the user''s. No row if the user is gone or banned; google_id_matches tells whether a Google id given with the user is theirs; account_found is false if the user has not connected the named account; retry_after is the seconds until the budget allows a call to Google, null if it does now; mirror_id and mirror_syncs are of the calendar of p_calendar (Google''s id, or primary), null if it is not mirrored.';

create function public.google_calendar_read_connections(p_user_id uuid, p_google_id text default null)
returns table (
  google_id_matches boolean,
  account_id uuid,
  is_default boolean,
  status text,
  reason text,
  google_email text,
  scopes text[],
  connected_at timestamptz,
  expires_at timestamptz
)
language sql
volatile
security definer
set search_path = ''
as $$
  select a.google_id_matches, u.id, u.is_default, u.status, u.reason, u.google_email, u.scopes,
    u.connected_at, u.expires_at
  from google_calendar.standing_user(p_user_id, p_google_id) a
  left join google_calendar.accounts u on u.user_id = a.id and u.status <> 'not_connected'
  order by u.is_default desc, u.added_at, u.id;
$$;

comment on function public.google_calendar_read_connections is
  'The accounts that a user has connected, the default one first. One row without an account if there is none; no row if the user is gone or banned.';

revoke execute on function
  google_calendar.refusal_stands(timestamptz),
  google_calendar.standing_user(uuid, text),
  public.google_calendar_read_account(uuid, text, uuid, uuid, integer, text),
  public.google_calendar_read_connections(uuid, text)
from public, anon, authenticated, service_role;
grant execute on function
  -- For the view.
  google_calendar.refusal_stands(timestamptz),
  public.google_calendar_read_account(uuid, text, uuid, uuid, integer, text),
  public.google_calendar_read_connections(uuid, text)
to service_role;
