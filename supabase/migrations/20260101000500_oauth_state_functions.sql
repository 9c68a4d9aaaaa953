-- Starting a sign-in at Google and taking its state back, each one step. Called by the Edge
-- Functions as service_role; the owner's rights are needed to read auth.users and auth.identities.

create function public.start_oauth(
  p_user_id uuid,
  p_state_hash text,
  p_sealed_code_verifier text,
  p_nonce text,
  p_return_to text
) returns table (login_hint text, expires_at timestamptz)
language plpgsql
security definer
set search_path = ''
as $$
declare
  -- Long enough to read a consent page, short enough that a leaked address is worthless.
  v_expires_at constant timestamptz := clock_timestamp() + interval '10 minutes';
begin
  delete from public.oauth_states s where s.expires_at <= clock_timestamp();
  -- Browser tabs that may be under way at once for one user, the new one included.
  delete from public.oauth_states s
    where s.user_id = p_user_id
      and s.state_hash not in (
        select k.state_hash from public.oauth_states k
        where k.user_id = p_user_id order by k.created_at desc limit 4
      );

  insert into public.oauth_states (state_hash, user_id, sealed_code_verifier, nonce, return_to, expires_at)
    select p_state_hash, u.id, p_sealed_code_verifier, p_nonce, p_return_to, v_expires_at
    from auth.users u where u.id = p_user_id and u.deleted_at is null;
  if not found then
    return;
  end if;

  return query
    select
      coalesce(
        (select u.google_account_id from public.users u where u.id = p_user_id),
        public.oldest_google_identity(p_user_id)
      ),
      v_expires_at;
end
$$;

comment on function public.start_oauth is
  'Stores a state for ten minutes. Answers the account to suggest to Google (a sub) and when the state ends; no row where the user is gone.';

create function public.take_oauth_state(p_state_hash text)
returns table (user_id uuid, sealed_code_verifier text, nonce text, return_to text, expired boolean)
language sql
security definer
set search_path = ''
as $$
  delete from public.oauth_states s
  where s.state_hash = p_state_hash
  returning s.user_id, s.sealed_code_verifier, s.nonce, s.return_to, s.expires_at <= clock_timestamp();
$$;

comment on function public.take_oauth_state is
  'Deletes a state as it reads it, so that it works once. No row where it is unknown.';

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
  public.start_oauth(uuid, text, text, text, text),
  public.take_oauth_state(text),
  public.oldest_google_identity(uuid)
from public, anon, authenticated;
grant execute on function
  public.start_oauth(uuid, text, text, text, text),
  public.take_oauth_state(text),
  public.oldest_google_identity(uuid)
to service_role;
