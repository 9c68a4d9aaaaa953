-- Stores the state of an authorization request, and takes it back: one function for each. The Edge Functions
-- call them as service_role; the owner's rights are needed to read auth.users and auth.identities.
--
-- Every function that writes takes its locks in one order: the user in auth.users, the Google account
-- (an advisory lock), google_calendar.users, google_connections, oauth_states, confirmations. That
-- is also the order in which deleting a user takes them. Rows of other users are skipped if locked.
-- No function waits for a lock for longer than two seconds, so that one user's row cannot use up the
-- database's connections.

create function google_calendar.lock_user(p_user_id uuid) returns boolean
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  -- The lock conflicts with a deletion, a ban and the other functions here, but not with foreign keys.
  select a.deleted_at is null and (a.banned_until is null or a.banned_until <= clock_timestamp())
  from auth.users a where a.id = p_user_id
  for no key update;
$$;

comment on function google_calendar.lock_user is
  'For the functions below only: takes the first lock. True if the user may act, false if they are banned or soft-deleted, null if there is no such user.';

create function public.google_calendar_start_oauth(
  p_user_id uuid,
  p_state_hash text,
  p_sealed_code_verifier text,
  p_nonce text,
  p_return_to text,
  p_connects_per_hour integer default null,
  p_account_id uuid default null,
  p_add_account boolean default false
) returns table (
  account_found boolean,
  login_hint text,
  expires_at timestamptz,
  retry_after double precision
)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  -- One value for every condition: a volatile call in a condition cannot use an index.
  v_now timestamptz;
  v_target google_calendar.users;
begin
  if google_calendar.lock_user(p_user_id) is not true then
    return;
  end if;
  select u.* into v_target from google_calendar.users u
    where u.user_id = p_user_id and (u.id = p_account_id or (p_account_id is null and u.is_default));
  account_found := p_account_id is null or v_target.google_account_id is not null;
  if not account_found then
    return next;
    return;
  end if;
  if p_connects_per_hour is not null then
    retry_after := google_calendar.spend(p_user_id, 'connects', p_connects_per_hour, interval '1 hour');
    if retry_after is not null then
      return next;
      return;
    end if;
  end if;

  v_now := clock_timestamp();
  perform google_calendar.delete_expired(100);
  -- A user may have 5 authorization requests at once, for instance in several browser tabs. The newest
  -- stay, this one included; the hash decides between two of the same moment.
  delete from google_calendar.oauth_states s
    where s.state_hash in (
      select k.state_hash from google_calendar.oauth_states k
      where k.user_id = p_user_id order by k.created_at desc, k.state_hash offset 4
    );

  -- Long enough to read a consent page, and short enough that a leaked address is soon worthless.
  expires_at := v_now + interval '10 minutes';
  -- The first account is not added to others, whatever was asked for.
  if p_add_account and v_target.google_account_id is not null then
    v_target := null;
  else
    v_target.id := coalesce(v_target.id, p_user_id);
    login_hint := coalesce(v_target.google_account_id, public.google_calendar_oldest_google_identity(p_user_id));
  end if;
  insert into google_calendar.oauth_states
    (state_hash, user_id, sealed_code_verifier, nonce, return_to, account_id, connection_epoch, disconnects,
     expires_at)
  values (
    p_state_hash, p_user_id, p_sealed_code_verifier, p_nonce, p_return_to, v_target.id,
    coalesce(v_target.connection_epoch, 0),
    coalesce((select u.disconnects from google_calendar.users u where u.id = p_user_id), 0),
    expires_at
  );
  return next;
end
$$;

comment on function public.google_calendar_start_oauth is
  'Stores a state for ten minutes, for the default account, the one that is named, or one more. Returns the Google account to suggest (a sub; null for one more) and when the state ends. Nothing is stored if account_found is false or there is a retry_after, because the user''s budget is spent. No row if the user is gone or banned.';

create function google_calendar.delete_expired(p_limit integer) returns integer
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_states integer;
  v_confirmations integer;
begin
  -- These are also other users' rows. A locked row is skipped.
  delete from google_calendar.oauth_states s where s.state_hash in (
    select e.state_hash from google_calendar.oauth_states e
    where e.expires_at <= v_now order by e.expires_at limit p_limit for update skip locked
  );
  get diagnostics v_states = row_count;
  delete from google_calendar.confirmations c where c.confirmation_hash in (
    select e.confirmation_hash from google_calendar.confirmations e
    where e.expires_at <= v_now order by e.expires_at limit p_limit for update skip locked
  );
  get diagnostics v_confirmations = row_count;
  return v_states + v_confirmations;
end
$$;

comment on function google_calendar.delete_expired is
  'For the functions here only: deletes expired states and confirmations, and with these their sealed tokens. Returns how many.';

create function google_calendar.forget_user(p_user_id uuid) returns void
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  -- A trigger moves the grants to revocations, and the references delete the connections and the
  -- mirrored calendars: a session that is still valid reads none of them.
  delete from google_calendar.users u where u.user_id = p_user_id;
  delete from google_calendar.oauth_states s where s.user_id = p_user_id;
  delete from google_calendar.confirmations c where c.user_id = p_user_id;
end
$$;

comment on function google_calendar.forget_user is
  'For the functions below only, after the user was locked in auth.users: deletes every account, state and confirmation of a soft-deleted or banned user.';

create function public.google_calendar_take_oauth_state(p_state_hash text)
returns table (
  user_id uuid,
  sealed_code_verifier text,
  nonce text,
  return_to text,
  expired boolean,
  user_active boolean,
  account_id uuid,
  connection_epoch bigint,
  disconnects bigint,
  taken_at timestamptz
)
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  delete from google_calendar.oauth_states s
  where s.state_hash = p_state_hash
  returning s.user_id, s.sealed_code_verifier, s.nonce, s.return_to, s.expires_at <= clock_timestamp(),
    exists (
      select from auth.users a
      where a.id = s.user_id and a.deleted_at is null
        and (a.banned_until is null or a.banned_until <= clock_timestamp())
    ),
    s.account_id, s.connection_epoch, s.disconnects, clock_timestamp();
$$;

comment on function public.google_calendar_take_oauth_state is
  'Deletes a state as it reads it, so that it works once. No row if it is unknown; user_active is false if the user is gone or banned.';

create function public.google_calendar_oldest_google_identity(p_user_id uuid) returns text
language sql
stable
security definer
set search_path = ''
as $$
  select i.provider_id from auth.identities i
  where i.user_id = p_user_id and i.provider = 'google'
  order by i.created_at, i.id
  limit 1;
$$;

comment on function public.google_calendar_oldest_google_identity is
  'The Google identity that a user first signed in with, or null. user_metadata and identity_data are never read: the user can write them.';

revoke execute on function
  google_calendar.lock_user(uuid),
  google_calendar.delete_expired(integer),
  google_calendar.forget_user(uuid),
  public.google_calendar_start_oauth(uuid, text, text, text, text, integer, uuid, boolean),
  public.google_calendar_take_oauth_state(text),
  public.google_calendar_oldest_google_identity(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.google_calendar_start_oauth(uuid, text, text, text, text, integer, uuid, boolean),
  public.google_calendar_take_oauth_state(text),
  public.google_calendar_oldest_google_identity(uuid)
to service_role;
