/**
 * The statements that the functions send, each about one account of a user, on a server with the
 * migrations.
 *
 * @module
 */
import type postgres from "postgres";

export interface Grant {
  /** The account that the grant replaces; the user's first by default, null to add one. */
  account?: string | null;
  hash?: string;
  /** The numbers when the authorization request began; as they are now by default. */
  began?: { epoch: number; disconnects: number };
}

export function grantCalls(sql: postgres.Sql) {
  const numbers = async (user: string, account: string | null) => {
    const [row] = await sql`select
      coalesce((select connection_epoch from google_calendar.users where id = ${account}), 0) as epoch,
      coalesce((select disconnects from google_calendar.users where id = ${user}), 0) as disconnects`;
    return row!;
  };
  const versionOf = async (account: string): Promise<string | undefined> =>
    (await sql`select grant_version from google_calendar.users where id = ${account}`)[0]
      ?.grant_version;
  /** The functions refresh, and declare dead, a grant that they have read. */
  const grantOf = async (account: string): Promise<string | undefined> =>
    (await sql`select grant_version from google_calendar.users
      where id = ${account} and google_refresh_token is not null`)[0]?.grant_version;
  return {
    async save(
      user: string,
      googleAccount: string,
      { account = user, hash = crypto.randomUUID(), began }: Grant = {},
    ) {
      const { epoch, disconnects } = began ?? await numbers(user, account);
      return await sql`select public.google_calendar_save_connection(${user}, ${epoch}, ${disconnects},
        clock_timestamp(), ${hash}, '/', ${googleAccount}, '{}', 'sealed', 3600, ${account}, null,
        ${"sealed " + hash}) as outcome`;
    },
    async disconnect(user: string, account: string = user) {
      const version = await versionOf(account) ?? 0;
      await sql`select public.google_calendar_clear_connection(${user}, ${account}, ${version})`;
    },
    makeDefault: (user: string, account: string) =>
      sql`select public.google_calendar_make_default(${user}, ${account})`,
    /** To connect the default account, a named one, or one more. */
    start: (
      user: string,
      { account = null, add = false }: { account?: string | null; add?: boolean } = {},
    ) =>
      sql`select * from public.google_calendar_start_oauth(${user}, ${crypto.randomUUID()}, 'sealed', 'nonce', '/',
        null, ${account}, ${add})`,
    async refresh(account: string) {
      const version = await grantOf(account);
      if (version === undefined) return;
      const lease = crypto.randomUUID();
      await sql`select public.google_calendar_begin_refresh(${account}, ${version}, ${lease})`;
      await sql`select public.google_calendar_end_refresh(${account}, ${version}, ${lease}, 'sealed', 3600)`;
    },
    async die(account: string) {
      const version = await grantOf(account);
      if (version === undefined) return;
      await sql`select public.google_calendar_mark_needs_reconnect(${account}, ${version}, 'revoked_or_expired')`;
    },
    /** Puts a grant of another Google account there, to be confirmed. Returns its hash. */
    async waiting(user: string, { account = user, googleAccount = `other ${user}` }: {
      account?: string | null;
      googleAccount?: string;
    } = {}) {
      const hash = crypto.randomUUID();
      await sql`insert into google_calendar.confirmations (confirmation_hash, user_id, account_id,
          google_account_id, scopes, sealed_refresh_token, sealed_access_token, access_token_expires_at,
          return_to, expires_at)
        select ${hash}, id, ${account}, ${googleAccount}, '{}', 'sealed', 'sealed', now(), '/', now() + interval '5 minutes'
        from auth.users where id = ${user}`;
      return hash;
    },
    confirm: (user: string, hash: string) =>
      sql`select * from public.google_calendar_confirm_connection(${user}, ${hash})`,
    /** Every account of the user, the default one first. */
    async accounts(user: string): Promise<string[]> {
      const rows = await sql`select id from google_calendar.users where user_id = ${user}
        order by is_default desc, id`;
      return rows.map(({ id }) => id);
    },
  };
}
