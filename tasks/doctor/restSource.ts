/**
 * Reads the database through the data API: without a session, as a signed-in user, and with the secret
 * key.
 *
 * @module
 */
import { SignJWT } from "jose";
import type { ReadVariable } from "../../supabase/functions/_shared/env.ts";
import { LOOK_MS } from "./check.ts";
import {
  type Browser,
  type Column,
  type DataSource,
  type Grant,
  KeyRefused,
  Lacking,
  type Made,
  type MirrorHealth,
  type SealedRow,
  type State,
} from "./dataSource.ts";
import { probeOf } from "./probes.ts";
import type { ProjectAccess } from "./subject.ts";

interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- each check reads the columns that it selects
  body: any;
}

const PAGE = 200;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** https://docs.postgrest.org/en/v13/references/errors.html */
function stateOf({ status, body }: Answer): State {
  if (/^(PGRST20[25]|42P01|42883)$/.test(body?.code)) return "missing";
  if (body?.code === "42501") return "not granted";
  return status >= 400 ? "not answering" : undefined;
}

/** Whether the key or session was refused. With 42501 it was accepted, but lacks the privilege. */
const isRefused = ({ status, body }: Answer) => status === 401 && body?.code !== "42501";

/** `read` returns a session, or the old signing secret to make one. */
export function restSource({ url, ...keys }: ProjectAccess, read: ReadVariable): DataSource {
  async function ask(
    path: string,
    key: string,
    { session, args, schema }: { session?: string; args?: unknown; schema?: string } = {},
  ): Promise<Answer> {
    // A key in the old form is a token itself.
    const bearer = session ?? (key.split(".").length === 3 ? key : undefined);
    const answer = await fetch(`${url}/rest/v1/${path}`, {
      method: args ? "POST" : "GET",
      headers: {
        apikey: key,
        ...(schema ? { "accept-profile": schema } : {}),
        "content-type": "application/json",
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      },
      body: args ? JSON.stringify(args) : undefined,
      redirect: "manual",
      signal: AbortSignal.timeout(LOOK_MS),
    });
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  }

  async function asServer(path: string, args?: unknown): Promise<Answer> {
    if (!keys.secretKey) throw new Lacking("needs --db-url, or SUPABASE_SECRET_KEYS");
    const answer = await ask(path, keys.secretKey, { args });
    if (isRefused(answer)) throw new KeyRefused("secret key", "SUPABASE_SECRET_KEYS");
    return answer;
  }

  async function rows<T>(path: string, args?: unknown): Promise<T[]> {
    const { status, body } = await asServer(path, args);
    if (status === 200 && Array.isArray(body)) return body;
    throw new Error(`${path.split("?")[0]} answered ${status}`);
  }

  /** Returns the given session, or makes one for a connected user, whose rows a policy might expose. */
  async function session(): Promise<string> {
    const given = read("USER_ACCESS_TOKEN")?.trim();
    if (given) return given;
    const secret = read("SUPABASE_JWT_SECRET")?.trim();
    if (!secret) {
      throw new Lacking(
        "give --db-url, or a session's access token in USER_ACCESS_TOKEN, best a connected user's",
      );
    }
    const first = keys.secretKey ? (await source.sealedRows().next()).value : undefined;
    return await new SignJWT({ role: "authenticated" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(first?.user_id ?? crypto.randomUUID())
      .setAudience("authenticated")
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(new TextEncoder().encode(secret));
  }

  const accepted = new Map<Browser, Promise<void>>();
  /** Throws if the key or session is refused. A schema that is not exposed is refused before either. */
  async function accept(who: Browser, session?: string): Promise<void> {
    const answer = await ask("google_connections?select=status&limit=1", keys.publishableKey!, {
      session,
    });
    if (!isRefused(answer)) return;
    throw who === "anon"
      ? new KeyRefused("publishable key", "SUPABASE_PUBLISHABLE_KEYS")
      : new KeyRefused("session", "USER_ACCESS_TOKEN");
  }

  const source: DataSource = {
    shows: (schema) => schema === "public",
    async stateOf({ kind, name }: Made) {
      if (kind === "table") return stateOf(await asServer(`${name}?select=*&limit=0`));
      const args = probeOf(name);
      return args && stateOf(await asServer(`rpc/${name}`, args));
    },
    async columnsNamed(pattern) {
      if (!keys.secretKey) return [];
      const { body } = await asServer("");
      const tables = Object.entries(body?.definitions ?? {}) as [string, { properties?: object }][];
      return tables.flatMap(([table, { properties = {} }]) =>
        Object.keys(properties).filter((name) => pattern.test(name)).map((name) => ({
          schema: "public",
          table,
          name,
        }))
      );
    },
    async reads(who: Browser, { schema, table, name }: Column) {
      if (!keys.publishableKey) throw new Lacking("needs --db-url, or SUPABASE_PUBLISHABLE_KEYS");
      const path = `${encodeURIComponent(table)}?select=${name}&${name}=not.is.null&limit=1`;
      const token = who === "anon" ? undefined : await session();
      if (!accepted.has(who)) accepted.set(who, accept(who, token));
      await accepted.get(who);
      const answer = await ask(path, keys.publishableKey, { session: token, schema });
      return answer.status === 200 && Array.isArray(answer.body) && answer.body.length > 0;
    },
    async *sealedRows() {
      for (let after = BEFORE_ALL;;) {
        const page = await rows<SealedRow>("rpc/google_calendar_read_sealed", {
          p_after: after,
          p_limit: PAGE,
        });
        yield* page;
        const last = page.at(-1);
        if (!last) return;
        after = last.account_id;
      }
    },
    async grants() {
      return await rows<Grant>("rpc/google_calendar_read_grants", { p_limit: 1000 });
    },
    async mirrorHealth() {
      const [health] = await rows<MirrorHealth>("rpc/google_calendar_read_mirror_health", {});
      return health!;
    },
    close: () => Promise.resolve(),
  };
  return source;
}
