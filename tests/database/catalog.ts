/**
 * What a database's catalog says of the schema.
 *
 * @module
 */
import type { Query } from "./query.ts";

/** Every table and view in `public` and `google_calendar`. */
export async function tables(query: Query): Promise<string[]> {
  const rows = await query<{ relname: string }>(`
    select relnamespace::regnamespace || '.' || relname as relname from pg_class
    where relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
      and relkind in ('r', 'p', 'v', 'm', 'f')`);
  return rows.map(({ relname }) => relname).sort();
}

/** Every table in `public` and `google_calendar` whose rows are not protected. */
export async function unprotectedTables(query: Query): Promise<string[]> {
  const rows = await query<{ relname: string }>(`
    select relname from pg_class
    where relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
      and relkind in ('r', 'p') and not relrowsecurity`);
  return rows.map(({ relname }) => relname);
}

/** Every column in `public` and `google_calendar`, as `schema.table.column`. */
export async function columns(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(`
    select table_schema || '.' || table_name || '.' || column_name as name
    from information_schema.columns
    where table_schema in ('public', 'google_calendar')`);
  return rows.map(({ name }) => name).sort();
}

/** Every role that may look into `google_calendar`, except its owner and the superusers. */
export async function schemaUsers(query: Query): Promise<string[]> {
  const rows = await query<{ rolname: string }>(`
    select rolname from pg_roles
    where not rolsuper and rolname !~ '^pg_'
      and (has_schema_privilege(oid, 'google_calendar', 'usage')
        or has_schema_privilege(oid, 'google_calendar', 'create'))
      and oid <> (select nspowner from pg_namespace where nspname = 'google_calendar')`);
  return rows.map(({ rolname }) => rolname).sort();
}

/**
 * Every privilege of browsers on tables, views and columns in `public` and `google_calendar`:
 * `grantee privilege schema.table`.
 */
export async function browserPrivileges(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(`
    select distinct who || ' ' || lower(privilege_type) || ' ' || nsp || '.' || relname as name
    from (
      select relnamespace::regnamespace as nsp, relname, (aclexplode(relacl)).* from pg_class
      where relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
      union all
      select relnamespace::regnamespace, relname, (aclexplode(attacl)).*
      from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
    ) acl
    cross join lateral (select case grantee when 0 then 'public' else pg_get_userbyid(grantee) end) as w (who)
    where who in ('public', 'anon', 'authenticated')`);
  return rows.map(({ name }) => name).sort();
}

/** Every SQL function in `public` and `google_calendar` that a browser may execute, with its parameters' types. */
export async function browserFunctions(query: Query): Promise<string[]> {
  const rows = await query<{ name: string }>(`
    select oid::regprocedure::text as name from pg_proc
    where pronamespace in ('public'::regnamespace, 'google_calendar'::regnamespace)
      and (has_function_privilege('anon', oid, 'execute')
        or has_function_privilege('authenticated', oid, 'execute'))`);
  return rows.map(({ name }) => name).sort();
}

/** Everything that is defined outside the system's schemas, and who may use it; equal means unchanged. */
export async function definitions(query: Query): Promise<string[]> {
  const rows = await query<{ line: string }>(`
    with own as (
      select oid, nspname from pg_namespace
      where nspname !~ '^pg_' and nspname not in ('information_schema', 'supabase_migrations')
    )
    select 'schema ' || nspname as line from own
    union all
    select concat_ws(' ', c.relkind, nspname, c.relname, c.relrowsecurity, c.relacl)
      from pg_class c join own on own.oid = relnamespace
    union all
    select concat_ws(' ', 'column', nspname, relname, attname, atttypid::regtype, attnotnull, attacl)
      from pg_attribute join pg_class c on c.oid = attrelid join own on own.oid = relnamespace
    union all
    select concat_ws(' ', 'constraint', nspname, conname, pg_get_constraintdef(k.oid))
      from pg_constraint k join own on own.oid = connamespace
    union all
    select concat_ws(' ', 'function', nspname, p.oid::regprocedure, proacl, md5(prosrc))
      from pg_proc p join own on own.oid = pronamespace
    union all
    select concat_ws(' ', 'trigger', nspname, c.relname, t.tgenabled, pg_get_triggerdef(t.oid))
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join own on own.oid = c.relnamespace
      where not t.tgisinternal
    union all
    select concat_ws(' ', 'view', schemaname, viewname, definition)
      from pg_views join own on own.nspname = schemaname
    union all
    select concat_ws(' ', 'index', schemaname, indexdef)
      from pg_indexes join own on own.nspname = schemaname
    union all
    select concat_ws(' ', 'policy', tablename, policyname, cmd, roles, qual, with_check) from pg_policies
    union all
    select concat_ws(' ', 'published', pubname, schemaname, tablename) from pg_publication_tables
    union all
    select concat_ws(' ', 'comment', objoid, objsubid, md5(description))
      from pg_description where objoid >= 16384
    union all
    select concat_ws(' ', 'default privileges', defaclrole, defaclobjtype, defaclacl) from pg_default_acl`);
  return rows.map(({ line }) => line).sort();
}
