-- What keeps grants alive and keys fresh when nobody is looking.

create function public.grants_to_touch(p_limit integer)
returns table (user_id uuid)
language sql
volatile
security definer
set search_path = ''
as $$
  select u.id
  from public.users u
  join public.calendar_connections c on c.user_id = u.id
  where c.status = 'connected'
    -- Google drops a refresh token that is not used for six months; this leaves four of them to try in.
    and u.google_refreshed_at < clock_timestamp() - interval '60 days'
  -- In no order: grants that cannot be refreshed now must not stand in the way of the others.
  order by random()
  limit p_limit;
$$;

comment on function public.grants_to_touch is
  'Some of the connected users whose grant was not used for 60 days.';

create function public.read_sealed(p_after uuid, p_limit integer)
returns table (
  user_id uuid,
  grant_version bigint,
  sealed_refresh_token text,
  sealed_access_token text
)
language sql
stable
security definer
set search_path = ''
as $$
  select u.id, u.grant_version, u.google_refresh_token, u.google_access_token
  from public.users u
  where u.google_refresh_token is not null and u.id > p_after
  order by u.id
  limit p_limit;
$$;

comment on function public.read_sealed is
  'Sealed tokens in the order of the user''s id, after one: for sealing them with another key.';

create function public.reseal(
  p_user_id uuid,
  p_grant_version bigint,
  p_sealed_refresh_token text,
  p_sealed_access_token text
) returns boolean
language plpgsql
security definer
set search_path = ''
as $$
begin
  -- The tokens stay what they were, and so does the version: no refresh under way is disturbed.
  update public.users u set
    google_refresh_token = p_sealed_refresh_token,
    google_access_token = p_sealed_access_token
  where u.id = p_user_id and u.grant_version = p_grant_version;
  return found;
end
$$;

comment on function public.reseal is
  'Replaces sealed tokens by the same tokens sealed anew. False where they were written meanwhile.';

revoke execute on function
  public.grants_to_touch(integer),
  public.read_sealed(uuid, integer),
  public.reseal(uuid, bigint, text, text)
from public, anon, authenticated;
grant execute on function
  public.grants_to_touch(integer),
  public.read_sealed(uuid, integer),
  public.reseal(uuid, bigint, text, text)
to service_role;
