-- Resources, which users own and may put on their calendar, and the classes that group them. Browsers use
-- both tables through the data API, each user with their own rows and in their own classes. Values are
-- bounded because a function reads a whole row: a row that fills the memory of a function instance would
-- end the requests of other users.

create table public.classes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  name text not null check (name <> '' and char_length(name) <= 1024),
  created_at timestamptz not null default now()
);

create table public.resources (
  id uuid primary key default gen_random_uuid(),
  class_id uuid not null references public.classes (id) on delete cascade,
  user_id uuid not null default auth.uid() references auth.users (id) on delete cascade,
  type text not null check (type <> '' and char_length(type) <= 255),
  name text not null check (name <> '' and char_length(name) <= 1024),
  created_at timestamptz not null default now(),
  -- 256 KiB, as JSON.
  content jsonb check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 262144)
);

create index classes_user_id_idx on public.classes (user_id);
create index resources_user_id_idx on public.resources (user_id);
create index resources_class_id_idx on public.resources (class_id);

comment on table public.classes is 'Classes, in which a user groups resources.';
comment on table public.resources is 'Resources, which a user keeps in a class and may put on the calendar.';
comment on column public.resources.type is 'The app''s own name for the kind of resource, for instance lecture or assignment.';
comment on column public.resources.content is 'A JSON object of the app''s own, at most 256 KiB, or null.';

alter table public.classes enable row level security;
alter table public.resources enable row level security;

create policy "Owners read their classes" on public.classes
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "Owners add classes" on public.classes
  for insert to authenticated with check ((select auth.uid()) = user_id);
create policy "Owners change their classes" on public.classes
  for update to authenticated
  using ((select auth.uid()) = user_id) with check ((select auth.uid()) = user_id);
create policy "Owners remove their classes" on public.classes
  for delete to authenticated using ((select auth.uid()) = user_id);

create policy "Owners read their resources" on public.resources
  for select to authenticated using ((select auth.uid()) = user_id);
create policy "Owners add resources to their classes" on public.resources
  for insert to authenticated
  with check (
    (select auth.uid()) = user_id
    and exists (select from public.classes c where c.id = class_id and c.user_id = (select auth.uid()))
  );
create policy "Owners change their resources within their classes" on public.resources
  for update to authenticated
  using ((select auth.uid()) = user_id)
  with check (
    (select auth.uid()) = user_id
    and exists (select from public.classes c where c.id = class_id and c.user_id = (select auth.uid()))
  );
create policy "Owners remove their resources" on public.resources
  for delete to authenticated using ((select auth.uid()) = user_id);

revoke all on table public.classes, public.resources from public, anon, authenticated;
grant select, insert, update, delete on table public.classes, public.resources to authenticated;
grant select, insert, update, delete on table public.classes, public.resources to service_role;

-- What a resource_id refers to. An app that puts rows of its own on the calendar replaces this function;
-- nothing else reads public.resources for an event.
create function google_calendar.find_resource(p_resource_id uuid)
returns table (owner uuid, name text, link text)
language sql
stable
security definer
set search_path = ''
as $$
  select r.user_id, r.name, null::text from public.resources r where r.id = p_resource_id;
$$;

comment on function google_calendar.find_resource is
  'The owner of a resource, the name that its events show, and where they link to: a path in the web app or an https address; null for /resources/<id>. No row if there is no such resource.';

revoke execute on function google_calendar.find_resource(uuid)
from public, anon, authenticated, service_role;
