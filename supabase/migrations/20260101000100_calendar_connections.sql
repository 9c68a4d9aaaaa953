-- public.calendar_connections holds what a browser may know of a connection: its state, never a token.
-- The owner may select it, join it and subscribe to it. Only SQL functions write it, in the same
-- transaction as the tokens.

create table public.calendar_connections (
  user_id uuid primary key references public.users (id) on delete cascade,
  status text not null check (status in ('connected', 'needs_reconnect', 'not_connected')),
  reason text check (reason in ('revoked_or_expired', 'session_control', 'scope_missing')),
  google_email text,
  scopes text[] not null default '{}',
  connected_at timestamptz,
  expires_at timestamptz,
  updated_at timestamptz not null default now(),
  constraint calendar_connections_reason_given check ((status = 'needs_reconnect') = (reason is not null))
);

comment on table public.calendar_connections is
  'The state of each user''s Google Calendar connection. Read-only for its owner.';
comment on column public.calendar_connections.reason is
  'Why the user must reconnect; null in every other status.';
comment on column public.calendar_connections.google_email is
  'The connected account''s address, for display only. It identifies nobody, because addresses change hands.';
comment on column public.calendar_connections.scopes is
  'The scopes that Google says were granted.';
comment on column public.calendar_connections.expires_at is
  'When the grant ends, if Google limits its time; else null.';

alter table public.calendar_connections enable row level security;

create policy "Owners read their own connection" on public.calendar_connections
  for select to authenticated
  using ((select auth.uid()) = user_id);

revoke all on table public.calendar_connections from public, anon, authenticated;
-- Users may only read their own state, because the state follows the tokens.
grant select on table public.calendar_connections to authenticated;
grant select, insert, update, delete on table public.calendar_connections to service_role;

-- Realtime, if the platform has it: the page learns of a dead grant without a request.
do $$
begin
  if exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime' and not puballtables) then
    alter publication supabase_realtime add table public.calendar_connections;
  end if;
end
$$;
