-- stubs
create function public.google_calendar_push_received(p_channel_id uuid, p_token_hash text, p_resource_id text, p_state text, p_lease uuid) returns table (answer text, calendar_id uuid, google_calendar_id text, phase text, sync_token text, page_token text, pending_token text, parameters integer, rebuild bigint, mirrored_from timestamptz, mirrored_until timestamptz, window_due boolean, window_until timestamptz, local_writes bigint, time_zone text, times_only boolean, notified boolean, user_id uuid, account_id uuid, status text, reason text, google_account_id text, google_email text, scopes text[], sealed_refresh_token text, sealed_access_token text, access_token_expires_in double precision, access_token_lifetime double precision, access_token_refused boolean, grant_version bigint, connected_at timestamptz, expires_at timestamptz, is_default boolean)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_begin_sync(p_calendar_id uuid, p_lease uuid) returns table (answer text, calendar_id uuid, google_calendar_id text, phase text, sync_token text, page_token text, pending_token text, parameters integer, rebuild bigint, mirrored_from timestamptz, mirrored_until timestamptz, window_due boolean, window_until timestamptz, local_writes bigint, time_zone text, times_only boolean, notified boolean, user_id uuid, account_id uuid, status text, reason text, google_account_id text, google_email text, scopes text[], sealed_refresh_token text, sealed_access_token text, access_token_expires_in double precision, access_token_lifetime double precision, access_token_refused boolean, grant_version bigint, connected_at timestamptz, expires_at timestamptz, is_default boolean)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_claim_due(p_lease uuid, p_limit integer, p_calls_per_day integer) returns table (calendar_id uuid, google_calendar_id text, phase text, sync_token text, page_token text, pending_token text, parameters integer, rebuild bigint, mirrored_from timestamptz, mirrored_until timestamptz, window_due boolean, window_until timestamptz, local_writes bigint, time_zone text, times_only boolean, notified boolean, user_id uuid, account_id uuid, status text, reason text, google_account_id text, google_email text, scopes text[], sealed_refresh_token text, sealed_access_token text, access_token_expires_in double precision, access_token_lifetime double precision, access_token_refused boolean, grant_version bigint, connected_at timestamptz, expires_at timestamptz, is_default boolean)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_apply_delta(p_calendar_id uuid, p_lease uuid, p_local_writes bigint, p_gone text[], p_items jsonb, p_series jsonb, p_page_token text default null, p_sync_token text default null, p_time_zone text default null) returns table (answer text, changed boolean, again boolean, version bigint, local_writes bigint)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_extend_window(p_calendar_id uuid, p_lease uuid, p_local_writes bigint, p_items jsonb, p_until timestamptz) returns table (answer text, changed boolean, again boolean, version bigint, local_writes bigint)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_start_rebuild(p_calendar_id uuid, p_lease uuid, p_parameters integer, p_reason text) returns table (answer text, rebuild bigint, phase text, mirrored_from timestamptz, mirrored_until timestamptz)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_apply_page(p_calendar_id uuid, p_lease uuid, p_rebuild bigint, p_items jsonb, p_series jsonb, p_page_token text default null, p_sync_token text default null, p_time_zone text default null, p_first_look boolean default false) returns table (answer text, phase text)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_finish_rebuild(p_calendar_id uuid, p_lease uuid, p_rebuild bigint) returns table (answer text, changed boolean, deleted integer)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_end_sync(p_calendar_id uuid, p_lease uuid, p_outcome text, p_retry_after double precision default null, p_calls integer default 0, p_error text default null) returns table (answer text, due_in double precision)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_note_write(p_calendar_id uuid, p_syncs bigint, p_items jsonb, p_gone text[], p_due boolean) returns text
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_open_channel(p_calendar_id uuid, p_channel_id uuid, p_token_hash text) returns text
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_channel_opened(p_channel_id uuid, p_resource_id text, p_expires_at timestamptz default null) returns table (channel_id uuid, resource_id text)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_channel_refused(p_channel_id uuid, p_reason text) returns void
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_channels_due(p_limit integer) returns table (calendar_id uuid, google_calendar_id text, user_id uuid, account_id uuid)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_take_channels(p_account_id uuid, p_calendar_id uuid default null) returns table (channel_id uuid, resource_id text)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_drop_channel(p_channel_id uuid) returns void
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_mirror_calendar(p_account_id uuid, p_google_calendar_id text, p_is_primary boolean, p_summary text default null, p_time_zone text default null, p_days_back integer default 30, p_days_ahead integer default 180, p_times_only boolean default false) returns table (id uuid, google_calendar_id text, account_id uuid, summary text, time_zone text, is_primary boolean, status text, reason text, push boolean, mirrored_from timestamptz, mirrored_until timestamptz, version bigint, checked_at timestamptz, pages integer, events integer)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_unmirror_calendar(p_user_id uuid, p_account_id uuid, p_google_calendar_id text) returns boolean
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_read_mirrors(p_user_id uuid, p_account_id uuid default null) returns table (id uuid, google_calendar_id text, account_id uuid, summary text, time_zone text, is_primary boolean, status text, reason text, push boolean, mirrored_from timestamptz, mirrored_until timestamptz, version bigint, checked_at timestamptz, pages integer, events integer)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_refresh_mirrors(p_user_id uuid, p_account_id uuid default null, p_google_calendar_id text default null) returns table (id uuid, google_calendar_id text, account_id uuid, summary text, time_zone text, is_primary boolean, status text, reason text, push boolean, mirrored_from timestamptz, mirrored_until timestamptz, version bigint, checked_at timestamptz, pages integer, events integer)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_busy_of(p_user_id uuid, p_account_id uuid, p_from timestamptz, p_to timestamptz, p_google_calendar_ids text[] default null) returns table (answer text, intervals jsonb, as_of timestamptz)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_calendar_prune_events(p_limit integer) returns table (events integer, calendars integer, channels integer, seen integer)
language plpgsql security definer set search_path = '' as $$ begin raise exception 'not there yet'; end $$;

create function public.google_busy("from" timestamptz, "to" timestamptz, calendars uuid[] default null) returns table (starts_at timestamptz, ends_at timestamptz)
language plpgsql set search_path = '' as $$ begin raise exception 'not there yet'; end $$;
create function google_calendar.find_mirror(p_account_id uuid, p_calendar text)
returns table (id uuid)
language sql
stable
security definer
set search_path = ''
as $$
  select g.id from public.google_calendars g
  where g.account_id = p_account_id
    and (g.google_calendar_id = p_calendar or (g.is_primary and p_calendar = 'primary'));
$$;
revoke execute on function google_calendar.find_mirror(uuid, text) from public, anon, authenticated, service_role;
