-- google_calendar.oauth_states holds, for ten minutes, who was sent to Google and what Google must return. A row is
-- deleted as it is read, so a state works once. Server only.

create table google_calendar.oauth_states (
  state_hash text primary key,
  user_id uuid not null references auth.users (id) on delete cascade,
  sealed_code_verifier text not null,
  nonce text not null,
  return_to text not null,
  account_id uuid,
  connection_epoch bigint not null default 0,
  disconnects bigint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null
);

create index oauth_states_user_id_created_at_idx on google_calendar.oauth_states (user_id, created_at desc);
create index oauth_states_expires_at_idx on google_calendar.oauth_states (expires_at);

comment on table google_calendar.oauth_states is
  'Authorization requests without an answer yet (RFC 6749, section 10.12; RFC 7636). Server only.';
comment on column google_calendar.oauth_states.state_hash is
  'SHA-256 of the state, base64url: the database cannot be used to forge a callback.';
comment on column google_calendar.oauth_states.sealed_code_verifier is
  'The PKCE code verifier, sealed like the tokens.';
comment on column google_calendar.oauth_states.nonce is
  'The nonce that the ID token must contain.';
comment on column google_calendar.oauth_states.return_to is
  'The address that the callback redirects to. Its origin was allowed when it was stored.';
comment on column google_calendar.oauth_states.account_id is
  'The account that the new grant replaces; null if it is added to the others.';
comment on column google_calendar.oauth_states.connection_epoch is
  'That account''s connection_epoch when the authorization request began.';
comment on column google_calendar.oauth_states.disconnects is
  'The user''s number of disconnects when the authorization request began.';

alter table google_calendar.oauth_states enable row level security;

revoke all on table google_calendar.oauth_states from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.oauth_states to service_role;
