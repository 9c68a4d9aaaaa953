/**
 * The schema that many apps begin with, and how it is seen that the migrations leave it alone:
 * `public.users` and `public.profiles` with rows and policies, filled by a trigger at each sign-up.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { definitions } from "./catalog.ts";
import type { Query } from "./query.ts";

const MADE = [
  `create table public.users (
    id uuid primary key references auth.users (id) on delete cascade,
    email text not null,
    credits integer not null default 0,
    created_at timestamptz not null default now()
  )`,
  `create table public.profiles (
    id uuid primary key references auth.users (id) on delete cascade,
    user_id uuid not null references public.users (id) on delete cascade,
    username text unique constraint username_length check (char_length(username) >= 3),
    avatar_url text
  )`,
  "alter table public.users enable row level security",
  "alter table public.profiles enable row level security",
  "grant select, update on public.users to authenticated",
  "grant select on public.profiles to anon",
  "grant select, insert, update on public.profiles to authenticated",
  `create policy "Users can view their own row" on public.users
    for select to authenticated using ((select auth.uid()) = id)`,
  `create policy "Users can update their own row" on public.users
    for update to authenticated using ((select auth.uid()) = id)`,
  `create policy "Public profiles are viewable by everyone" on public.profiles for select using (true)`,
  `create policy "Users can insert their own profile" on public.profiles
    for insert to authenticated with check ((select auth.uid()) = id)`,
  `create policy "Users can update their own profile" on public.profiles
    for update to authenticated using ((select auth.uid()) = id)`,
  `create function public.handle_new_user() returns trigger
    language plpgsql security definer set search_path = '' as $$
    begin
      insert into public.users (id, email) values (new.id, new.email);
      insert into public.profiles (id, user_id, username) values (new.id, new.id, split_part(new.email, '@', 1));
      return new;
    end $$`,
  `create trigger on_auth_user_created
    after insert on auth.users for each row execute function public.handle_new_user()`,
  `create view public.user_names with (security_invoker = true) as
    select u.id, u.email, p.username from public.users u join public.profiles p on p.user_id = u.id`,
  "comment on table public.users is 'The app''s own users'",
];

const UNMADE = [
  // With its trigger, which only the owner of auth.users could drop by itself.
  "drop function public.handle_new_user cascade",
  "drop view public.user_names",
  "drop table public.profiles, public.users",
  "delete from auth.users",
];

/** What the migrations define in `public`, in a line of `definitions`. */
const OURS =
  /google_calendar|\bpublic google_(connections|events|series|busy)|google_(connections|events|series)_|public (classes|resources)|(classes|resources)_\w+/;
/** A policy's or a published table's line names no schema. */
const OUR_POLICY =
  /^(policy (google_(connections|calendars|events|series)|classes|resources) |published supabase_realtime )/;

export interface StarterApp {
  /** Asserts that everything of the app is as before, its rows too, and that what is new is ours. */
  assertUntouched(): Promise<void>;
  /** Asserts that the trigger filled both tables for this user, as it did before the migrations. */
  assertSignedUp(email: string): Promise<void>;
  /** Takes it away with its users, for the tests of our own tables. */
  remove(): Promise<void>;
}

async function rows(query: Query): Promise<string[]> {
  const all = await query<{ row: string }>(`
    select 'users ' || u::text as row from public.users u
    union all select 'profiles ' || p::text from public.profiles p
    union all select 'view ' || v::text from public.user_names v`);
  return all.map(({ row }) => row).sort();
}

/** Makes it on a database without the migrations, and `signUp` adds two users. */
export async function installStarterApp(
  query: Query,
  signUp: (email: string) => Promise<unknown>,
): Promise<StarterApp> {
  for (const statement of MADE) await query(statement);
  const app: StarterApp = {
    async assertUntouched() {
      const lines = await definitions(query);
      const now = new Set(lines);
      assertEquals(before.filter((line) => !now.has(line)), []);
      const known = new Set(before);
      const added = lines.filter((line) => !known.has(line));
      // Comments are listed by number.
      const foreign = added.filter((line) =>
        !OURS.test(line) && !OUR_POLICY.test(line) && !line.startsWith("comment ")
      );
      assertEquals(foreign, []);
      const rowsNow = new Set(await rows(query));
      assertEquals(rowsBefore.filter((row) => !rowsNow.has(row)), []);
    },
    async assertSignedUp(email) {
      const found = await query(
        `select u.email, u.credits, p.username, v.username as seen from auth.users a
         join public.users u on u.id = a.id join public.profiles p on p.id = a.id
         join public.user_names v on v.id = a.id where a.email = $1`,
        [email],
      );
      const [username] = email.split("@");
      assertEquals(found.map((row) => ({ ...row })), [
        { email, credits: 0, username, seen: username },
      ]);
    },
    async remove() {
      for (const statement of UNMADE) await query(statement);
    },
  };
  for (const email of ["first@example.com", "second@example.com"]) {
    await signUp(email);
    await app.assertSignedUp(email);
  }
  const before = await definitions(query);
  const rowsBefore = await rows(query);
  return app;
}

/** Registers on PostgreSQL: the app is there, `push` succeeds, and the app works as before. Then it is gone. */
export function checkStarterApp(
  where: string,
  query: Query,
  push: () => Promise<{ success: boolean; stderr: string }>,
): void {
  Deno.test(`${where}: supabase db push leaves an app's own users, profiles and sign-up as they are`, async () => {
    // What Auth does at a sign-up, as far as the database can tell.
    const signUp = (email: string) =>
      query("insert into auth.users (id, email) values (gen_random_uuid(), $1)", [email]);
    const app = await installStarterApp(query, signUp);
    const { success, stderr } = await push();
    assert(success, stderr);
    await app.assertUntouched();
    await signUp("third@example.com");
    await app.assertSignedUp("third@example.com");
    await app.remove();
  });
}
