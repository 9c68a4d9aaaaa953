/**
 * The functions, called as a browser calls them, on a stack of the test's own: a real database, Auth,
 * and Google's emulator. After every answer the contract's rules for answers are checked.
 *
 * @module
 */
import { assert, assertEquals, assertNotMatch } from "@std/assert";
import { ERRORS } from "../../supabase/functions/_shared/errors.ts";
import { captureLogs } from "./logs.ts";
import { startTestStack, type TestStack, type TestStackOptions } from "./stack.ts";

export type TestUser = Awaited<ReturnType<TestStack["createUser"]>>;

export interface Answer {
  status: number;
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- each test asserts the shape it expects
  body: any;
}

export interface CallOptions {
  user?: TestUser;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What consent the person gives on Google's pages. */
export interface Consent {
  /** Which Google account; by default the one the user signs in with. */
  email?: string;
  scopes?: string[];
  deny?: boolean;
  returnTo?: string;
  /** Adds the account to those that are connected. */
  add?: boolean;
  /** The id of the account that it takes the place of; by default the default account. */
  replaces?: string;
}

export interface Scenario {
  stack: TestStack;
  /** Calls `METHOD /function/path`. */
  call(route: string, options?: CallOptions): Promise<Answer>;
  /** Presses "Connect" and consents: the callback's address, not yet opened. */
  consent(user: TestUser, consent?: Consent): Promise<URL>;
  /** Opens an address that leads to the callback: the address in the web app that it answers. */
  follow(address: URL): Promise<URL>;
  /** Both: a connected user, or the address that says why not. */
  connect(user: TestUser, consent?: Consent): Promise<URL>;
  /** An account's row of tokens, by default that of the user's first account. */
  row(user: TestUser, accountId?: string): Promise<TokenRow | undefined>;
  /** Makes an account's access token end in so many seconds, by the database's clock; by default the first one's. */
  expireIn(user: TestUser, seconds: number, accountId?: string): Promise<void>;
  /** What the browser may read of the user's default account. */
  connection(user: TestUser): Promise<ConnectionRow | undefined>;
  /** A lecture of this user's, in a class of its own. */
  createResource(
    user: TestUser,
    values?: { name?: string; content?: unknown },
  ): Promise<ResourceRow>;
}

export interface ResourceRow {
  id: string;
  class_id: string;
  created_at: string;
}

export interface TokenRow {
  id: string;
  user_id: string;
  google_id: string | null;
  google_account_id: string | null;
  google_refresh_token: string | null;
  google_access_token: string | null;
  google_token_expiry: string | null;
  grant_version: number | string;
  disconnects: number | string;
  refresh_lease: string | null;
}

export interface ConnectionRow {
  account_id: string;
  status: string;
  reason: string | null;
  google_email: string | null;
  scopes: string[];
}

/** A request ends within this, in milliseconds. */
const LONGEST_REQUEST_MS = 25_000;

export async function startScenario(options: TestStackOptions = {}): Promise<Scenario> {
  captureLogs();
  const stack = await startTestStack(options);
  const apps = new Map<
    string,
    { request: (path: string, init: RequestInit) => Promise<Response> }
  >();

  async function appOf(name: string) {
    if (!apps.has(name)) {
      apps.set(name, (await import(`../../supabase/functions/${name}/index.ts`)).default);
    }
    return apps.get(name)!;
  }

  async function call(route: string, { user, body, headers: more }: CallOptions = {}) {
    const [method, path] = route.split(" ");
    const headers = new Headers(more);
    if (user) headers.set("authorization", `Bearer ${user.access_token}`);
    if (body !== undefined && !headers.has("content-type")) {
      headers.set("content-type", "application/json");
    }
    const started = performance.now();
    const app = await appOf(path!.split(/[/?]/)[1]!);
    const response = await app.request(path!, {
      method,
      headers,
      body: body === undefined || typeof body === "string" ? body as string : JSON.stringify(body),
    });
    const text = await response.text();
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
    assertRules(route, answer, performance.now() - started);
    return answer;
  }

  const scenario: Scenario = {
    stack,
    call,
    async consent(user, { email = user.email, scopes, deny, returnTo, add, replaces } = {}) {
      const { status, body } = await call("POST /oauth-initiate", {
        user,
        body: { return_to: returnTo, add_account: add, account_id: replaces },
      });
      assertEquals(status, 200, JSON.stringify(body));
      return await stack.google.approve(body.authorization_url, { email, scopes, deny });
    },
    async follow(address) {
      const { status, headers } = await call(`GET /oauth-callback${address.search}`);
      assertEquals(status, 303);
      const location = new URL(headers.get("location")!);
      for (const secret of [address.searchParams.get("code"), address.searchParams.get("state")]) {
        assert(!secret || !location.href.includes(secret), "a secret is in the address");
      }
      return location;
    },
    connect: async (user, consent) => await scenario.follow(await scenario.consent(user, consent)),
    async row({ id }, accountId = id) {
      const query = "select * from google_calendar.users where user_id = $1 and id = $2";
      return (await stack.sql<TokenRow>(query, [id, accountId]))[0];
    },
    async connection({ id }) {
      const query = "select * from public.google_connections where user_id = $1 and is_default";
      return (await stack.sql<ConnectionRow>(query, [id]))[0];
    },
    async createResource({ id }, { name = "Cards", content = null } = {}) {
      const [row] = await stack.sql<ResourceRow>(
        `with class as (insert into public.classes (user_id, name) values ($1, 'Engines') returning id)
         insert into public.resources (class_id, user_id, type, name, content)
         select id, $1, 'lecture', $2, ($3::text)::jsonb from class returning *`,
        [id, name, content === null ? null : JSON.stringify(content)],
      );
      return row!;
    },
    async expireIn({ id }, seconds, accountId = id) {
      await stack.sql(
        `update google_calendar.users set google_token_expiry = now() + make_interval(secs => ${seconds})
         where user_id = $1 and id = $2`,
        [id, accountId],
      );
    },
  };
  return scenario;
}

/** What holds of every answer, whatever it was asked. */
function assertRules(route: string, { status, headers, body }: Answer, elapsed: number): void {
  assert(elapsed < LONGEST_REQUEST_MS, `${route} took ${elapsed} ms`);
  assertEquals(headers.get("vary")?.includes("Origin"), true, route);
  assert(headers.get("x-request-id"), route);
  assertEquals(headers.get("cache-control"), "no-store", route);
  if (status < 400) return;
  assertEquals(Object.keys(body), ["code", "message", "details", "hint", "request_id"], route);
  assert(body.code in ERRORS, `${route}: ${body.code} is not a code of the contract`);
  assertEquals(status, ERRORS[body.code as keyof typeof ERRORS][0], route);
  assertEquals(body.request_id, headers.get("x-request-id"), route);
  assertNotMatch(JSON.stringify(body), /eyJ[\w-]+\.|at \w+ \(|select |postgres/i, route);
}
