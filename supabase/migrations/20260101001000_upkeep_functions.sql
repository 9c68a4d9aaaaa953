-- Upkeep: keeps grants alive, deletes what has expired, and reseals tokens. Each function takes a limit,
-- skips locked rows, and can be called any number of times.

create table google_calendar.upkeep_progress (
  singleton boolean primary key default true check (singleton),
  last_account_id uuid not null default '00000000-0000-0000-0000-000000000000'
);

comment on table google_calendar.upkeep_progress is
  'The account up to which upkeep has looked for soft-deleted users. One row. Server only.';

alter table google_calendar.upkeep_progress enable row level security;
revoke all on table google_calendar.upkeep_progress from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.upkeep_progress to service_role;
insert into google_calendar.upkeep_progress default values;

create function public.google_calendar_sweep(p_limit integer)
returns table (deleted_users integer, expired integer)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_last uuid;
  v_next uuid;
  v_user uuid;
begin
  expired := google_calendar.delete_expired(p_limit);

  -- A revocation is abandoned after 12 tries or 30 days. A finished one is kept until no older
  -- authorization request or confirmation can still be saved.
  delete from google_calendar.revocations r where r.id in (
    select e.id from google_calendar.revocations e
    where e.revoked_at < clock_timestamp() - interval '20 minutes'
      or (e.revoked_at is null and e.created_at < clock_timestamp() - interval '30 days')
      or (e.revoked_at is null and e.tries >= 12 and e.revoking_until < clock_timestamp())
    limit p_limit for update skip locked
  );

  -- No token of a soft-deleted or banned user is kept. Neither fires a trigger here, and auth.users has no
  -- index for them, so each run looks at the next users in the order of their ids.
  deleted_users := 0;
  select p.last_account_id into v_last from google_calendar.upkeep_progress p for update skip locked;
  if found then
    for v_user in
      select a.id from auth.users a
      where a.id in (
        select u.user_id from google_calendar.users u where u.id in (
          select k.id from google_calendar.users k where k.id > v_last order by k.id limit p_limit
        )
      ) and (a.deleted_at is not null or a.banned_until > clock_timestamp())
      for no key update skip locked
    loop
      perform google_calendar.forget_user(v_user);
      deleted_users := deleted_users + 1;
    end loop;
    select k.id into v_next from google_calendar.users k where k.id > v_last order by k.id
      offset greatest(p_limit - 1, 0) limit 1;
    update google_calendar.upkeep_progress p
      set last_account_id = coalesce(v_next, '00000000-0000-0000-0000-000000000000')
      where p_limit > 0;
  end if;
  return next;
end
$$;

comment on function public.google_calendar_sweep is
  'Deletes expired states and confirmations, finished revocations, and the grants of soft-deleted and banned users among the next p_limit users.';

create function public.google_calendar_take_revocations(p_limit integer)
returns table (id uuid, user_id uuid, google_account_id text, sealed_refresh_token text)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v google_calendar.revocations;
begin
  for v in
    select r.* from google_calendar.revocations r
    where r.revoked_at is null and r.tries < 12 and r.try_after <= v_now
    order by r.try_after limit p_limit for update skip locked
  loop
    -- A user is connecting this account at this moment.
    continue when not pg_catalog.pg_try_advisory_xact_lock(
      google_calendar.google_account_lock(v.google_account_id)
    );
    -- Google revokes every grant of the account, so the account must not be connected.
    if exists (select from google_calendar.users u where u.google_account_id = v.google_account_id) then
      delete from google_calendar.revocations r where r.id = v.id;
    elsif exists (
      select from google_calendar.confirmations c
      where c.google_account_id = v.google_account_id and c.expires_at > clock_timestamp()
    ) then
      update google_calendar.revocations r set try_after = v_now + interval '5 minutes' where r.id = v.id;
    else
      update google_calendar.revocations r set
        tries = r.tries + 1,
        try_after = v_now + least(interval '5 minutes' * power(2, r.tries), interval '1 day'),
        -- Longer than the functions wait for Google.
        revoking_until = clock_timestamp() + interval '30 seconds'
      where r.id = v.id;
      id := v.id;
      user_id := v.user_id;
      google_account_id := v.google_account_id;
      sealed_refresh_token := v.sealed_refresh_token;
      return next;
    end if;
  end loop;
end
$$;

comment on function public.google_calendar_take_revocations is
  'Takes grants to revoke now. Their accounts cannot be connected until finish_revocation, or for 30 seconds. A grant that is not finished is taken again later.';

create function public.google_calendar_finish_revocation(p_id uuid) returns void
language sql
volatile
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
  update google_calendar.revocations r
    set revoked_at = clock_timestamp(), sealed_refresh_token = null, revoking_until = null
    where r.id = p_id;
$$;

comment on function public.google_calendar_finish_revocation is
  'Notes that Google has revoked the grant, and deletes its token.';

create function public.google_calendar_grants_to_touch(p_limit integer)
returns table (account_id uuid, user_id uuid, due boolean)
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  return query
    with oldest as (
      select u.id, u.user_id, u.refused_at from google_calendar.users u
      where u.touch_at <= v_now
      order by u.touch_at
      limit p_limit
      for no key update skip locked
    ), state as (
      -- A refusal by Google Calendar is temporary, so the grant is not dead.
      select o.id, coalesce(c.status = 'connected' or o.refused_at is not null, false) as connected,
        a.deleted_at is null and (a.banned_until is null or a.banned_until <= v_now) as active
      from oldest o
      join auth.users a on a.id = o.user_id
      left join public.google_connections c on c.account_id = o.id
    )
    update google_calendar.users u
      -- Another run does not get a taken grant, and a failing one comes up again after a day only.
      set touch_at = case when s.connected then v_now + interval '1 day' end
      from state s where s.id = u.id
      returning u.id, u.user_id, s.connected and s.active;
end
$$;

comment on function public.google_calendar_grants_to_touch is
  'Takes the grants that have been due for the longest time. due is false for a banned user, whose grant sweep removes, and for a grant that is known to be dead. No row if nothing is due.';

create function public.google_calendar_read_sealed(p_after uuid, p_limit integer)
returns table (
  account_id uuid,
  user_id uuid,
  google_account_id text,
  grant_version bigint,
  sealed_refresh_token text,
  sealed_access_token text
)
language sql
stable
security definer
set search_path = ''
as $$
  select u.id, u.user_id, u.google_account_id, u.grant_version, u.google_refresh_token, u.google_access_token
  from google_calendar.users u
  where u.google_refresh_token is not null and u.id > p_after
  order by u.id
  limit p_limit;
$$;

comment on function public.google_calendar_read_sealed is
  'The next sealed tokens in the order of the users'' ids, to be sealed with another key.';

create function public.google_calendar_reseal(
  p_account_id uuid,
  p_grant_version bigint,
  p_sealed_refresh_token text,
  p_sealed_access_token text
) returns boolean
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
begin
  -- The tokens and the version stay the same, so no refresh is disturbed.
  update google_calendar.users u set
    google_refresh_token = p_sealed_refresh_token,
    google_access_token = p_sealed_access_token
  where u.id = p_account_id and u.grant_version = p_grant_version;
  return found;
end
$$;

comment on function public.google_calendar_reseal is
  'Replaces sealed tokens by the same tokens, sealed again. False if they were written meanwhile.';

create function public.google_calendar_read_grants(p_limit integer)
returns table (
  status text,
  reason text,
  connected_at timestamptz,
  expires_at timestamptz,
  refreshed_at timestamptz,
  updated_at timestamptz
)
language sql
stable
security definer
set search_path = ''
as $$
  select c.status, c.reason, c.connected_at, c.expires_at, u.google_refreshed_at, c.updated_at
  from public.google_connections c
  join google_calendar.users u on u.id = c.account_id
  order by c.updated_at desc
  limit p_limit;
$$;

comment on function public.google_calendar_read_grants is
  'For deno task doctor: the state and age of the grants that changed last, and nothing of their tokens or users.';

revoke execute on function
  public.google_calendar_sweep(integer),
  public.google_calendar_take_revocations(integer),
  public.google_calendar_finish_revocation(uuid),
  public.google_calendar_grants_to_touch(integer),
  public.google_calendar_read_grants(integer),
  public.google_calendar_read_sealed(uuid, integer),
  public.google_calendar_reseal(uuid, bigint, text, text)
from public, anon, authenticated;
grant execute on function
  public.google_calendar_sweep(integer),
  public.google_calendar_take_revocations(integer),
  public.google_calendar_finish_revocation(uuid),
  public.google_calendar_grants_to_touch(integer),
  public.google_calendar_read_grants(integer),
  public.google_calendar_read_sealed(uuid, integer),
  public.google_calendar_reseal(uuid, bigint, text, text)
to service_role;
