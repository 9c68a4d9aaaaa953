-- What a Supabase project has before the first migration, as far as the migrations and the functions
-- can tell: roles, the auth schema, auth.uid(), the Realtime publication. Run by the cluster's
-- superuser; migrations then run as postgres, which is no superuser on the platform either.

create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;
create role authenticator login noinherit password 'postgres';
grant anon, authenticated, service_role to authenticator;
create role postgres login createdb createrole bypassrls password 'postgres';
grant anon, authenticated, service_role to postgres;
grant create on database postgres to postgres;
alter database postgres owner to postgres;

alter schema public owner to postgres;
grant usage on schema public to anon, authenticated, service_role;

create schema auth;
grant usage on schema auth to anon, authenticated, service_role, postgres;

create table auth.users (
  id uuid primary key default gen_random_uuid(),
  email text,
  aud text default 'authenticated',
  role text default 'authenticated',
  banned_until timestamptz,
  deleted_at timestamptz,
  last_sign_in_at timestamptz,
  created_at timestamptz default now()
);

create table auth.identities (
  id uuid primary key default gen_random_uuid(),
  provider_id text not null,
  user_id uuid not null references auth.users (id) on delete cascade,
  identity_data jsonb not null default '{}',
  provider text not null,
  created_at timestamptz default now(),
  unique (provider_id, provider)
);

create index identities_user_id_idx on auth.identities (user_id);

grant all on all tables in schema auth to postgres;

create function auth.uid() returns uuid language sql stable as $$
  select (current_setting('request.jwt.claims', true)::jsonb ->> 'sub')::uuid
$$;
grant execute on function auth.uid() to public;

set role postgres;
create publication supabase_realtime;
reset role;
