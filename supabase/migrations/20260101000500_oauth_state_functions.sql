-- Stores the state of an authorization request, and takes it back: one function for each. The Edge Functions
-- call them as service_role; the owner's rights are needed to read auth.users and auth.identities.
--
-- Every function that writes takes its locks in one order: the user in auth.users, the Google account
-- (an advisory lock), public.users, calendar_connections, oauth_states, calendar_confirmations. That
-- is also the order in which deleting a user takes them. Rows of other users are skipped if locked.
-- No function waits for a lock for longer than two seconds, so that one user's row cannot use up the
-- database's connections.

create function public.lock_user(p_user_id uuid) returns boolean
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

comment on function public.lock_user is
  'For the functions below only: takes the first lock. True if the user may act, false if they are banned or soft-deleted, null if there is no such user.';

create function public.start_oauth(
  p_user_id uuid,
  p_state_hash text,
  p_sealed_code_verifier text,
  p_nonce text,
  p_return_to text,
  p_connects_per_hour integer default null
) returns table (login_hint text, expires_at timestamptz, retry_after double precision)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  -- One value for every condition: a volatile call in a condition cannot use an index.
  v_now timestamptz;
begin
  if public.lock_user(p_user_id) is not true then
    return;
  end if;
  if p_connects_per_hour is not null then
    retry_after := public.spend(p_user_id, 'connects', p_connects_per_hour, interval '1 hour');
    if retry_after is not null then
      return next;
      return;
    end if;
  end if;

  v_now := clock_timestamp();
  perform public.delete_expired(100);
  -- A user may have 5 authorization requests at once, for instance in several browser tabs. The newest
  -- stay, this one included; the hash decides between two of the same moment.
  delete from public.oauth_states s
    where s.state_hash in (
      select k.state_hash from public.oauth_states k
      where k.user_id = p_user_id order by k.created_at desc, k.state_hash offset 4
    );

  login_hint := coalesce(
    (select u.google_account_id from public.users u where u.id = p_user_id),
    public.oldest_google_identity(p_user_id)
  );
  -- Long enough to read a consent page, and short enough that a leaked address is soon worthless.
  expires_at := v_now + interval '10 minutes';
  insert into public.oauth_states
    (state_hash, user_id, sealed_code_verifier, nonce, return_to, connection_epoch, expires_at)
  values (
    p_state_hash, p_user_id, p_sealed_code_verifier, p_nonce, p_return_to,
    coalesce((select u.connection_epoch from public.users u where u.id = p_user_id), 0),
    expires_at
  );
  return next;
end
$$;

comment on function public.start_oauth is
  'Stores a state for ten minutes. Returns the account to suggest to Google (a sub) and when the state ends; retry_after, and nothing is stored, if the user''s budget is spent; no row if the user is gone or banned.';

create function public.delete_expired(p_limit integer) returns integer
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
  delete from public.oauth_states s where s.state_hash in (
    select e.state_hash from public.oauth_states e
    where e.expires_at <= v_now order by e.expires_at limit p_limit for update skip locked
  );
  get diagnostics v_states = row_count;
  delete from public.calendar_confirmations c where c.confirmation_hash in (
    select e.confirmation_hash from public.calendar_confirmations e
    where e.expires_at <= v_now order by e.expires_at limit p_limit for update skip locked
  );
  get diagnostics v_confirmations = row_count;
  return v_states + v_confirmations;
end
$$;

comment on function public.delete_expired is
  'For the functions here only: deletes expired states and confirmations, and with these their sealed tokens. Returns how many.';

create function public.take_oauth_state(p_state_hash text)
returns table (
  user_id uuid,
  sealed_code_verifier text,
  nonce text,
  return_to text,
  expired boolean,
  user_active boolean,
  connection_epoch bigint,
  taken_at timestamptz
)
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  delete from public.oauth_states s
  where s.state_hash = p_state_hash
  returning s.user_id, s.sealed_code_verifier, s.nonce, s.return_to, s.expires_at <= clock_timestamp(),
    exists (
      select from auth.users a
      where a.id = s.user_id and a.deleted_at is null
        and (a.banned_until is null or a.banned_until <= clock_timestamp())
    ),
    s.connection_epoch, clock_timestamp();
$$;

comment on function public.take_oauth_state is
  'Deletes a state as it reads it, so that it works once. No row if it is unknown; user_active is false if the user is gone or banned.';

create function public.oldest_google_identity(p_user_id uuid) returns text
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

comment on function public.oldest_google_identity is
  'The Google identity that a user first signed in with, or null. user_metadata and identity_data are never read: the user can write them.';

revoke execute on function
  public.lock_user(uuid),
  public.delete_expired(integer),
  public.start_oauth(uuid, text, text, text, text, integer),
  public.take_oauth_state(text),
  public.oldest_google_identity(uuid)
from public, anon, authenticated, service_role;
grant execute on function
  public.start_oauth(uuid, text, text, text, text, integer),
  public.take_oauth_state(text),
  public.oldest_google_identity(uuid)
to service_role;
