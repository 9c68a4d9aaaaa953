-- public.google_connections holds what a browser may know of a connected account: its state, never a
-- token. The owner may select it, join it and subscribe to it. Only SQL functions write it, in the same
-- transaction as the tokens.

create table public.google_connections (
  account_id uuid primary key references google_calendar.users (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  is_default boolean not null,
  status text not null check (status in ('connected', 'needs_reconnect', 'not_connected')),
  reason text check (reason in ('revoked_or_expired', 'session_control', 'scope_missing')),
  google_email text,
  scopes text[] not null default '{}',
  connected_at timestamptz,
  expires_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint google_connections_reason_given check ((status = 'needs_reconnect') = (reason is not null))
);

comment on table public.google_connections is
  'The state of each Google account that a user has connected. Read-only for its owner.';
comment on column public.google_connections.is_default is
  'Whether this account is used if a request names none.';
comment on column public.google_connections.reason is
  'Why the user must reconnect; null in every other status.';
comment on column public.google_connections.google_email is
  'The connected account''s address, for display only. It identifies nobody, because addresses change hands.';
comment on column public.google_connections.scopes is
  'The scopes that Google says were granted.';
comment on column public.google_connections.expires_at is
  'When the grant ends, if Google limits its time; else null.';

create index google_connections_user_id_idx on public.google_connections (user_id);

alter table public.google_connections enable row level security;

create policy "Owners read their own connections" on public.google_connections
  for select to authenticated
  using ((select auth.uid()) = user_id);

revoke all on table public.google_connections from public, anon, authenticated;
-- Users may only read their own state, because the state follows the tokens.
grant select on table public.google_connections to authenticated;
grant select, insert, update, delete on table public.google_connections to service_role;

-- Realtime, if the platform has it: the page learns of a dead grant without a request.
do $$
begin
  if exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime' and not puballtables) then
    alter publication supabase_realtime add table public.google_connections;
  end if;
end
$$;
