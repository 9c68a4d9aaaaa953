-- One resource of one user, for the get-resource function: one call answers whether the user exists,
-- whether the path is theirs, and what the resource is.

create function public.read_resource(p_user_id uuid, p_google_id text default null, p_resource_id uuid default null)
returns table (google_id_matches boolean, resource jsonb)
language sql
stable
security definer
set search_path = ''
as $$
  select
    p_google_id is null or exists (
      select from auth.identities i
      where i.user_id = a.id and i.provider = 'google' and i.provider_id = p_google_id
    ),
    (select to_jsonb(r) from public.resources r where r.id = p_resource_id and r.user_id = a.id)
  from auth.users a
  where a.id = p_user_id
    and a.deleted_at is null
    and (a.banned_until is null or a.banned_until <= clock_timestamp());
$$;

comment on function public.read_resource is
  'No row if the user is gone or banned; a null resource if none of theirs has that id.';

revoke execute on function public.read_resource(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.read_resource(uuid, text, uuid) to service_role;
