/**
 * A walk of random steps by many users, each through the functions' front door; after every step the
 * model, the database and Google must agree. Some steps hold a request at one of its awaits and do
 * something else to the same user meanwhile.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Answer, Scenario, TestUser } from "../../support/scenario.ts";
import { Trip } from "./hold.ts";
import {
  carriedOut,
  connected,
  disconnected,
  type Model,
  type ModelUser,
  newModel,
  newUser,
  refusal,
  revoked,
} from "./model.ts";
import type { Random } from "../../support/random.ts";
import { anyRequest, assertTells, type CalendarRequest, namesSomething, send } from "./requests.ts";

const STEPS = [
  ...["connect", "connect", "connect", "connectOther"],
  ...["request", "request", "request", "request"],
  ...["held", "held", "held", "held", "held", "heldConnect"],
  ...["expire", "disconnect", "revoke"],
] as const;

/** What happens to a user while a request of theirs is held. */
const MEANWHILE = [
  ...["connect", "connectOther", "connectOther", "connectOther", "disconnect"],
  ...["delete", "softDelete", "ban", "revoke"],
] as const;

/** What the stored access token is worth as a request starts: a request that needs another has more awaits. */
const TOKENS = ["good", "expired", "refused", "refused"] as const;

/** The awaits of a request whose token is refused; one with a good token has fewer, and ends before some. */
const PLACES = Array.from({ length: 16 }, (_, i) => i);

export type Meanwhile = typeof MEANWHILE[number];

export interface Walk {
  /** What became of the requests that were held: how many of each. */
  readonly outcomes: Record<string, number>;
  /** How many of them were held while their user connected another account. */
  readonly changes: number;
  /** One step; answers what it was, for the trace. */
  step(): Promise<string>;
  /** One request that is held while this happens; what is left out is any. */
  held(choice?: { meanwhile?: Meanwhile; user?: TestUser }): Promise<string>;
  /** Fails unless model, database and Google agree. */
  agree(): Promise<void>;
}

function isUsable({ status, alive }: ModelUser): boolean {
  return status === "connected" && alive;
}

function isChange(before: ModelUser, after: ModelUser): boolean {
  return before.account !== null && after.account !== null && before.account !== after.account;
}

/** `users` are the walkers, each replaced once deleted; `spare` are Google accounts that are nobody's own. */
export function startWalk(
  scenario: Scenario,
  users: TestUser[],
  spare: string[],
  random: Random,
): Walk {
  const { stack, call, consent, connect, follow, expireIn, row } = scenario;
  const { google } = stack;
  const accounts = [...users.map(({ email }) => email), ...spare];
  const model: Model = newModel(users.map(({ email }) => email), accounts);
  let revokes = 0;
  google.resetCalls();
  const emails = new Map(google.people.map(({ sub, email }) => [sub, email]));

  const outcomes: Record<string, number> = {};
  let changes = 0;
  const count = (outcome: string) => void (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1);

  // Signing in is a grant too, of the account's name alone.
  const grantsCalendar = (email: string) =>
    google.grants(email).some(({ scopes }) => scopes.some((scope) => scope.includes("calendar")));

  /** Confirms the account, if it is to be confirmed. Answers the outcome. */
  async function confirm(user: TestUser, address: URL): Promise<string> {
    const confirmation = new URLSearchParams(address.hash.slice(1)).get("confirmation");
    if (!confirmation) {
      return address.searchParams.get("error") ?? address.searchParams.get("calendar")!;
    }
    const { status, body } = await call("POST /oauth-callback/confirm", {
      user,
      body: { confirmation },
    });
    return status === 200 ? body.status : body.code;
  }

  async function connectTo(user: TestUser, own: ModelUser, email: string): Promise<void> {
    const outcome = await confirm(user, await connect(user, { email }));
    assertEquals(outcome, connected(model, own, email));
  }

  async function disconnect(user: TestUser, own: ModelUser): Promise<void> {
    const { body } = await call("DELETE /calendar-connection/users/me", { user });
    disconnected(model, own);
    assertEquals(body.status, "not_connected");
  }

  /** As Auth does it: a soft deletion keeps the row, and makes its names unrecognizable. */
  async function remove({ id }: TestUser, soft: boolean): Promise<void> {
    if (!soft) return void await stack.sql("delete from auth.users where id = $1", [id]);
    await stack.sql("update auth.users set deleted_at = now(), email = id::text where id = $1", [
      id,
    ]);
    await stack.sql("delete from auth.identities where user_id = $1", [id]);
  }

  const ban = ({ id }: TestUser, until: string | null) =>
    stack.sql("update auth.users set banned_until = $2 where id = $1", [id, until]);

  /** The person signs in again, as somebody new. */
  async function replace(index: number): Promise<void> {
    const { email } = users[index]!;
    users[index] = await stack.createUser({ google: { email } });
    model.users[index] = newUser(email);
  }

  /** Any request. One for another page begins with the first, which takes a calendar that opens. */
  async function requestOf(user: TestUser, own: ModelUser): Promise<CalendarRequest> {
    const request = anyRequest(random, [...model.events.get(own.account ?? own.own)!.keys()]);
    if (request.kind !== "page") return request;
    const { body } = isUsable(own)
      ? await call("GET /calendar-events/users/me?limit=1", { user })
      : { body: {} };
    return body.next_page_token
      ? { ...request, pageToken: body.next_page_token }
      : { ...request, kind: "list" };
  }

  function check(own: ModelUser, account: string, request: CalendarRequest, answer: Answer): void {
    assertEquals(
      answer.status,
      carriedOut(model, own, account, request, answer),
      answer.body?.code,
    );
    if (answer.status < 300) assertTells(request, answer, model.events.get(account)!);
  }

  async function plainRequest(user: TestUser, own: ModelUser): Promise<string> {
    const request = await requestOf(user, own);
    const answer = await send(scenario, user, request);
    const refused = refusal(own);
    if (refused) assertEquals(answer.body?.code, refused);
    else check(own, own.account!, request, answer);
    return request.kind;
  }

  async function happens(meanwhile: Meanwhile, index: number): Promise<string> {
    const [user, own] = [users[index]!, model.users[index]!];
    const other = random.pick(accounts);
    switch (meanwhile) {
      case "connect":
        await connectTo(user, own, own.account ?? own.own);
        break;
      case "connectOther":
        await connectTo(user, own, other);
        return `${meanwhile} ${other}`;
      case "disconnect":
        await disconnect(user, own);
        break;
      case "delete":
      case "softDelete":
        await remove(user, meanwhile === "softDelete");
        break;
      case "ban":
        await ban(user, "2100-01-01");
        break;
      case "revoke":
        if (own.account === null) break;
        google.revokeGrant(own.account);
        revoked(model, own.account);
        break;
    }
    return meanwhile;
  }

  const isGone = (meanwhile: Meanwhile) => ["delete", "softDelete", "ban"].includes(meanwhile);

  async function comesBack(meanwhile: Meanwhile, index: number): Promise<void> {
    if (meanwhile === "ban") await ban(users[index]!, null);
    else if (isGone(meanwhile)) await replace(index);
  }

  /** Those whose requests come as far as Google; anybody, if there is none. */
  function usableUsers(): TestUser[] {
    const usable = users.filter((_, index) => isUsable(model.users[index]!));
    return usable.length > 0 ? usable : users;
  }

  /** Holds a request, and judges what came of it by what was true before and after. */
  async function held(
    { meanwhile = random.pick(MEANWHILE), user = random.pick(usableUsers()) } = {},
  ): Promise<string> {
    const index = users.indexOf(user);
    const own = model.users[index]!;
    const token = random.pick(TOKENS);
    const trip = new Trip(random.pick(PLACES));
    const request = await requestOf(user, own);
    if (token === "expired") await expireIn(user, -60);
    if (token === "refused" && own.account) google.expireAccessTokens(own.account);

    const before = { ...own };
    let happened = "";
    const answer = await trip.run(
      () => send(scenario, user, request),
      async () => {
        happened = await happens(meanwhile, index);
      },
    );
    if (trip.wasHeld) count(answer.body?.code ?? (answer.status < 300 ? "carried out" : "other"));
    if (trip.wasHeld && isChange(before, own)) changes++;
    const used = trip.accounts.map((sub) => emails.get(sub ?? "")!);
    const what = `held ${user.email} ${request.kind} (token ${token}): ${happened}`;
    try {
      judge(before, own, request, answer, used, meanwhile);
      if (isGone(meanwhile)) {
        // Whoever is gone is refused from now on.
        const { body } = await send(scenario, user, { ...request, kind: "list" });
        assertEquals(body.code, "unauthenticated");
      }
    } catch (cause) {
      throw new Error(
        `${what}; it is answered ${answer.status} ${answer.body?.code ?? ""}, called in ${used}`,
        { cause },
      );
    }
    await comesBack(meanwhile, index);
    return what;
  }

  function judge(
    before: ModelUser,
    after: ModelUser,
    request: CalendarRequest,
    answer: Answer,
    used: string[],
    meanwhile: Meanwhile,
  ): void {
    const changed = isChange(before, after);
    // In the account that it began in; what names nothing may start over in the next one.
    const inTurn = [...new Set(used)];
    assert(inTurn.every((email) => email === before.account || email === after.account), "whose?");
    if (inTurn.length > 1) {
      assert(!namesSomething(request), "it named something of another account");
      assertEquals(inTurn, [before.account, after.account]);
      assertEquals(used, [...used].sort((a, b) => inTurn.indexOf(a) - inTurn.indexOf(b)));
    }
    const code = answer.body?.code;
    switch (code) {
      case "calendar_not_connected":
        return assert([before, after].some(({ status }) => status === "not_connected"), code);
      case "google_account_changed":
        return assert(changed && namesSomething(request), code);
      case "unauthenticated":
        return assert(isGone(meanwhile), code);
      case "reconnect_required":
        assert([before, after].some((user) => user.account !== null && !isUsable(user)), code);
        if (after.status === "connected") refusal(after);
        return;
    }
    check(after, inTurn.at(-1)!, request, answer);
  }

  /** Nothing that started before a disconnect or a deletion is saved after it. */
  async function heldConnect(user: TestUser): Promise<string> {
    const index = users.indexOf(user);
    const own = model.users[index]!;
    const email = random.pick([own.own, random.pick(accounts)]);
    const meanwhile = random.pick(["disconnect", "delete", "softDelete"] as const);
    const { grant_version: versionBefore } = await row(user) ?? {};
    const back = await consent(user, { email });
    model.granted.add(email);
    const trip = new Trip(random.pick(PLACES.slice(0, 10)));
    await trip.run(
      async () => {
        try {
          await confirm(user, await follow(back));
        } catch {
          // Whatever it answers: nothing may be saved.
        }
      },
      () =>
        meanwhile === "disconnect"
          ? disconnectMeanwhile(user, own, email, versionBefore)
          : remove(user, meanwhile === "softDelete"),
    );
    await comesBack(meanwhile, index);
    return `held ${user.email} connect ${email}: ${meanwhile}`;
  }

  /** Whether the connection was saved before decides what there is to revoke. */
  async function disconnectMeanwhile(
    user: TestUser,
    own: ModelUser,
    email: string,
    versionBefore: unknown,
  ): Promise<void> {
    const { grant_version } = await row(user) ?? {};
    if (grant_version !== versionBefore) assertEquals(connected(model, own, email), "connected");
    await disconnect(user, own);
  }

  return {
    outcomes,
    get changes() {
      return changes;
    },
    held,
    async step() {
      const user = random.pick(users);
      const own = model.users[users.indexOf(user)]!;
      const step = random.pick(STEPS);
      const other = random.pick(accounts);
      switch (step) {
        case "connect":
          await connectTo(user, own, user.email);
          break;
        case "connectOther":
          await connectTo(user, own, other);
          break;
        case "request":
          return `${await plainRequest(user, own)} ${user.email}`;
        case "held":
          return await held();
        case "heldConnect":
          return await heldConnect(user);
        case "expire":
          await expireIn(user, -60);
          break;
        case "disconnect":
          await disconnect(user, own);
          break;
        case "revoke":
          google.revokeGrant(other);
          revoked(model, other);
      }
      return `${step} ${user.email}${/Other|revoke/.test(step) ? ` ${other}` : ""}`;
    },

    async agree() {
      const rows = await stack.sql<Record<string, string | boolean | null>>(
        `select u.id, c.status, u.google_account_id as account,
           u.google_refresh_token is not null as stored, u.refresh_lease is not null as leased
         from google_calendar.users u join public.google_connections c on c.user_id = u.id`,
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      assertEquals(
        users.map(({ id }) => {
          const row = byId.get(id);
          const account = row?.account ? emails.get(row.account as string) : null;
          return [
            row?.status ?? "not_connected",
            account,
            row?.stored ?? false,
            row?.leased ?? false,
          ];
        }),
        model.users.map(({ status, account }) => [status, account, account !== null, false]),
      );
      // What a soft-deleted user has left behind is for upkeep.
      const [behind] = await stack.sql<{ left: number | string }>(
        `select count(*) as left from auth.users a
         join (select user_id from google_calendar.oauth_states
               union all select user_id from google_calendar.confirmations) s on s.user_id = a.id
         where a.deleted_at is null`,
      );
      assertEquals(Number(behind!.left), 0, "a state or a confirmation was left behind");
      for (const email of accounts) {
        assertEquals(
          new Map(google.events(email).map(({ id, summary }) => [id, summary])),
          model.events.get(email)!,
          email,
        );
        assertEquals(grantsCalendar(email), model.granted.has(email), email);
      }
      revokes += google.count("revoke");
      // The emulator remembers its last calls only.
      google.resetCalls();
      assertEquals(revokes, model.revokes, "calls of revoke");
    },
  };
}
