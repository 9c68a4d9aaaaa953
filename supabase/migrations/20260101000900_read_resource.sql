-- Reads one resource of one user, for the get-resource function: one call returns whether the user exists,
-- whether the path is the user's own, and the resource. Columns that an app adds to the table are not read,
-- and a row that is larger than the table's checks allow is not returned.

create function public.google_calendar_read_resource(p_user_id uuid, p_google_id text default null, p_resource_id uuid default null)
returns table (google_id_matches boolean, resource jsonb, too_large boolean)
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
    case when f.size <= 300000 then f.resource end,
    coalesce(f.size > 300000, false)
  from auth.users a
  left join lateral (
    select o.resource, octet_length(o.resource::text) as size
    from public.resources r
    cross join lateral (
      select jsonb_build_object(
        'id', r.id,
        'class_id', r.class_id,
        'user_id', r.user_id,
        'type', r.type,
        'name', r.name,
        'created_at', r.created_at,
        'content', r.content
      ) as resource
    ) o
    where r.id = p_resource_id and r.user_id = a.id
  ) f on true
  where a.id = p_user_id
    and a.deleted_at is null
    and (a.banned_until is null or a.banned_until <= clock_timestamp());
$$;

comment on function public.google_calendar_read_resource is
  'No row if the user is gone or banned; a null resource if the user has none with that id, or if too_large.';

revoke execute on function public.google_calendar_read_resource(uuid, text, uuid) from public, anon, authenticated;
grant execute on function public.google_calendar_read_resource(uuid, text, uuid) to service_role;
