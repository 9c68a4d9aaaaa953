-- What the resource_id of a request refers to. This version finds nothing, so such a request is answered
-- with resource_not_found. To put rows of your own on the calendar, replace it by a migration of your own:
--
--   create or replace function google_calendar.find_resource(p_resource_id uuid)
--   returns table (owner uuid, name text, link text)
--   language sql
--   stable
--   security definer
--   set search_path = ''
--   as $$
--     select l.user_id, l.title, '/lessons/' || l.id from public.lessons l where l.id = p_resource_id;
--   $$;

create function google_calendar.find_resource(p_resource_id uuid)
returns table (owner uuid, name text, link text)
language sql
stable
security definer
set search_path = ''
as $$
  select null::uuid, null::text, null::text where false;
$$;

comment on function google_calendar.find_resource is
  'The owner of a resource, the name that its events show, and where they link to: a path in the web app or an https address; null for /resources/<id>. No row if there is no such resource. Finds nothing until the app replaces it.';

revoke execute on function google_calendar.find_resource(uuid)
from public, anon, authenticated, service_role;
