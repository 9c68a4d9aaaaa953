-- google_calendar.user_budgets counts each user's requests to Google and Auth, so that one user's flood does not
-- affect others. One row and one window per budget, by this database's clock. Server only.

create table google_calendar.user_budgets (
  user_id uuid not null references auth.users (id) on delete cascade,
  budget text not null check (budget in ('calls', 'connects')),
  used integer not null,
  ends_at timestamptz not null,
  primary key (user_id, budget)
) with (fillfactor = 70);

comment on table google_calendar.user_budgets is
  'What each user has used in the current window of each budget. Server only.';
comment on column google_calendar.user_budgets.ends_at is
  'When the window ends and counting starts again.';

alter table google_calendar.user_budgets enable row level security;

revoke all on table google_calendar.user_budgets from public, anon, authenticated;
grant select, insert, update, delete on table google_calendar.user_budgets to service_role;

create function google_calendar.spend(p_user_id uuid, p_budget text, p_limit integer, p_window interval)
returns double precision
language plpgsql
security definer
set search_path = ''
set lock_timeout = '2s'
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_used integer;
  v_ends_at timestamptz;
begin
  select b.used, b.ends_at into v_used, v_ends_at
    from google_calendar.user_budgets b where b.user_id = p_user_id and b.budget = p_budget;
  -- A spent budget costs a read, not a write. A window that ends too late was written before the clock was
  -- set back.
  if v_used >= p_limit and v_ends_at > v_now and v_ends_at <= v_now + p_window then
    return extract(epoch from v_ends_at - v_now);
  end if;

  insert into google_calendar.user_budgets as b (user_id, budget, used, ends_at)
  values (p_user_id, p_budget, 1, v_now + p_window)
  -- While this call waited for the row, another may have begun a window after v_now. So the time is read again.
  on conflict (user_id, budget) do update set
    used = case when b.ends_at between clock_timestamp() and clock_timestamp() + p_window then b.used + 1
      else 1 end,
    ends_at = case when b.ends_at between clock_timestamp() and clock_timestamp() + p_window then b.ends_at
      else excluded.ends_at end
  returning b.used, b.ends_at into v_used, v_ends_at;
  if v_used > p_limit then
    return greatest(extract(epoch from v_ends_at - v_now), 0);
  end if;
  return null;
exception
  -- The user has just been deleted, so there is nothing to count.
  when foreign_key_violation then
    return null;
end
$$;

comment on function google_calendar.spend is
  'For the functions below only: counts one use. Null if it is within the budget, else the seconds until the window ends.';

revoke execute on function google_calendar.spend(uuid, text, integer, interval)
from public, anon, authenticated, service_role;
