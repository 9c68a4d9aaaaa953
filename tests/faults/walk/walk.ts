/**
 * A walk of random steps by many users, each through the functions' front door; after every step the
 * model, the database and Google must agree. Some steps hold a request at one of its awaits and do
 * something else to the same user meanwhile.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Answer, Scenario, TestUser } from "../../support/scenario.ts";
import { assertOneDefault } from "../../support/invariants.ts";
import { Trip } from "./hold.ts";
import {
  carriedOut,
  connected,
  mainOf,
  type Model,
  type ModelAccount,
  type ModelUser,
  newModel,
  refusal,
  revoked,
} from "./model.ts";
import { deedsOf, type Parting } from "./deeds.ts";
import type { Random } from "../../../local/random.ts";
import { anyRequest, assertTells, type CalendarRequest, namesSomething, send } from "./requests.ts";

const STEPS = [
  ...["connect", "connect", "connect", "connectOther", "add", "add", "makeDefault"],
  ...["request", "request", "request", "request"],
  ...["held", "held", "held", "held", "held", "held", "heldConnect", "heldConnect"],
  ...["expire", "disconnect", "revoke"],
] as const;

/** What happens to a user while a request of theirs is held. */
const MEANWHILE = [
  ...["connect", "connectOther", "connectOther", "connectOther", "add"],
  ...["makeDefault", "makeDefault", "disconnect", "disconnectOther", "disconnectAll"],
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

/** A person keeps no more than so many. */
const MOST_ACCOUNTS = 3;

function isUsable({ status, alive }: ModelAccount): boolean {
  return status === "connected" && alive;
}

function isChange(before: ModelAccount, after: ModelAccount): boolean {
  return before.email !== null && after.email !== null && before.email !== after.email;
}

/** A stored account. */
interface Stored {
  id: string;
  user_id: string;
  is_default: boolean;
  status: string;
  account: string | null;
  stored: boolean;
  leased: boolean;
}

/** The version of each of a user's grants, by the account's id. */
type Versions = Map<string, { version: number; email: string }>;

/** `users` are the walkers, each replaced once deleted; `spare` are Google accounts that are nobody's own. */
export function startWalk(
  scenario: Scenario,
  users: TestUser[],
  spare: string[],
  random: Random,
): Walk {
  const { stack, call, consent, follow, expireIn } = scenario;
  const { google } = stack;
  const accounts = [...users.map(({ email }) => email), ...spare];
  const model: Model = newModel(users, accounts);
  const { ban, confirm, connectTo, disconnect, makeDefault, remove, replace } = deedsOf(
    scenario,
    users,
    model,
  );
  let revokes = 0;
  google.resetCalls();
  const emails = new Map(google.people.map(({ sub, email }) => [sub, email]));

  const outcomes: Record<string, number> = {};
  let changes = 0;
  const count = (outcome: string) => void (outcomes[outcome] = (outcomes[outcome] ?? 0) + 1);

  // Signing in is a grant too, of the account's name alone.
  const grantsCalendar = (email: string) =>
    google.grants(email).some(({ scopes }) => scopes.some((scope) => scope.includes("calendar")));

  /** Adds the Google account, or connects it in another's place if there are many. */
  const add = (user: TestUser, own: ModelUser, email: string) =>
    connectTo(user, own, email, own.accounts.length < MOST_ACCOUNTS);

  /** One of the accounts that are not the default; undefined if there is none. */
  const another = ({ accounts, main }: ModelUser) =>
    random.pick<ModelAccount | undefined>(accounts.filter((one) => one !== main));

  const anyParting = (own: ModelUser): Parting =>
    random.pick<Parting>(["default", another(own) ?? "default", another(own) ?? "all", "all"]);

  /** Any request. One for another page begins with the first, which takes a calendar that opens. */
  async function requestOf(user: TestUser, own: ModelUser): Promise<CalendarRequest> {
    const account = mainOf(own);
    const request = anyRequest(random, [...model.events.get(account.email ?? own.own)!.keys()]);
    if (request.kind !== "page") return request;
    const { body } = isUsable(account)
      ? await call("GET /calendar-events/users/me?limit=1", { user })
      : { body: {} };
    return body.next_page_token
      ? { ...request, pageToken: body.next_page_token }
      : { ...request, kind: "list" };
  }

  function check(own: ModelUser, email: string, request: CalendarRequest, answer: Answer): void {
    assertEquals(
      answer.status,
      carriedOut(model, own, email, request, answer),
      answer.body?.code,
    );
    if (answer.status < 300) assertTells(request, answer, model.events.get(email)!);
  }

  async function plainRequest(user: TestUser, own: ModelUser): Promise<string> {
    const request = await requestOf(user, own);
    const answer = await send(scenario, user, request);
    const account = mainOf(own);
    const refused = refusal(account);
    if (refused) assertEquals(answer.body?.code, refused);
    else check(own, account.email!, request, answer);
    return request.kind;
  }

  async function happens(meanwhile: Meanwhile, index: number): Promise<string> {
    const [user, own] = [users[index]!, model.users[index]!];
    const other = random.pick(accounts);
    switch (meanwhile) {
      case "connect":
        await connectTo(user, own, mainOf(own).email ?? own.own);
        break;
      case "connectOther":
        await connectTo(user, own, other);
        return `${meanwhile} ${other}`;
      case "add":
        await add(user, own, other);
        return `${meanwhile} ${other}`;
      case "makeDefault":
      case "disconnectOther": {
        const account = another(own);
        if (!account) break;
        if (meanwhile === "makeDefault") await makeDefault(user, own, account);
        else await disconnect(user, own, account);
        return `${meanwhile} ${account.email}`;
      }
      case "disconnect":
      case "disconnectAll":
        await disconnect(user, own, meanwhile === "disconnect" ? "default" : "all");
        break;
      case "delete":
      case "softDelete":
        await remove(user, meanwhile === "softDelete");
        break;
      case "ban":
        await ban(user, "2100-01-01");
        break;
      case "revoke": {
        const { email } = mainOf(own);
        if (email === null) break;
        google.revokeGrant(email);
        revoked(model, email);
      }
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
    const usable = users.filter((_, index) => isUsable(mainOf(model.users[index]!)));
    const several = usable.filter((user) => model.users[users.indexOf(user)]!.accounts.length > 1);
    return random.pick([several, usable].filter(({ length }) => length > 0)) ?? users;
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
    let began = mainOf(own);
    if (token === "expired") await expireIn(user, -60, began.id);
    if (token === "refused" && began.email) google.expireAccessTokens(began.email);

    let before = { ...began };
    let happened = "";
    const answer = await trip.run(
      () => send(scenario, user, request),
      async () => {
        happened = await happens(meanwhile, index);
      },
    );
    if (trip.wasHeld) count(answer.body?.code ?? (answer.status < 300 ? "carried out" : "other"));
    // A request that was held before it asked for the account begins in that of the new day.
    if (trip.wasHeld && !trip.hadAsked("google_calendar_read_account")) {
      began = mainOf(own);
      before = { ...began };
    }
    const after = own.accounts.includes(began) ? began : mainOf({ ...own, main: undefined });
    if (trip.wasHeld && isChange(before, after)) changes++;
    const used = trip.accounts.map((sub) => emails.get(sub ?? "")!);
    const what = `held ${user.email} ${request.kind} (token ${token}): ${happened}`;
    try {
      judge(own, before, after, request, answer, used, meanwhile);
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
    own: ModelUser,
    before: ModelAccount,
    after: ModelAccount,
    request: CalendarRequest,
    answer: Answer,
    used: string[],
    meanwhile: Meanwhile,
  ): void {
    const changed = isChange(before, after);
    // In the account that it began in; what names nothing may start over in the next one.
    const inTurn = [...new Set(used)];
    assert(inTurn.every((email) => email === before.email || email === after.email), "whose?");
    if (inTurn.length > 1) {
      assert(!namesSomething(request), "it named something of another account");
      assertEquals(inTurn, [before.email, after.email]);
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
        assert([before, after].some((one) => one.email !== null && !isUsable(one)), code);
        if (after.status === "connected") refusal(after);
        return;
    }
    check(own, inTurn.at(-1)!, request, answer);
  }

  async function versionsOf({ id }: TestUser): Promise<Versions> {
    const rows = await stack.sql<{ id: string; version: number | string; account: string }>(
      `select id, grant_version as version, google_account_id as account from google_calendar.users
       where user_id = $1 and google_account_id is not null`,
      [id],
    );
    return new Map(rows.map(({ id, version, account }) => [
      id,
      { version: Number(version), email: emails.get(account)! },
    ]));
  }

  /** Whether a grant of this Google account was saved in between. */
  const wasSaved = (before: Versions, after: Versions, email: string) =>
    [...after].some(([id, now]) => now.email === email && now.version !== before.get(id)?.version);

  /** Nothing that started before a disconnect or a deletion is saved after it. */
  async function heldConnect(user: TestUser): Promise<string> {
    const index = users.indexOf(user);
    const own = model.users[index]!;
    const email = random.pick([own.own, random.pick(accounts)]);
    const adds = random.pick([true, false]) && own.accounts.length < MOST_ACCOUNTS;
    const meanwhile = random.pick(["disconnect", "disconnect", "delete", "softDelete"] as const);
    const which = anyParting(own);
    const versionsBefore = await versionsOf(user);
    const back = await consent(user, { email, add: adds });
    model.granted.add(email);
    const trip = new Trip(random.pick(PLACES.slice(0, 10)));
    let left: Versions = new Map();
    await trip.run(
      async () => {
        try {
          await confirm(user, await follow(back));
        } catch {
          // Whatever it answers: nothing may be saved.
        }
      },
      async () => {
        if (meanwhile !== "disconnect") return await remove(user, meanwhile === "softDelete");
        // Whether the connection was saved before decides what there is to revoke.
        if (wasSaved(versionsBefore, await versionsOf(user), email)) {
          assertEquals(connected(model, own, email, adds), "connected");
        }
        await disconnect(user, own, which);
        left = await versionsOf(user);
      },
    );
    if (meanwhile === "disconnect" && wasSaved(left, await versionsOf(user), email)) {
      savedAfter(own, email, adds, which, trip);
    }
    await comesBack(meanwhile, index);
    return `held ${user.email} ${adds ? "add" : "connect"} ${email}: ${meanwhile} ${
      typeof which === "object" ? which.email : which
    }`;
  }

  /** Only a connection in the place of an account that stays is saved after a disconnect of another one. */
  function savedAfter(own: ModelUser, email: string, adds: boolean, which: Parting, trip: Trip) {
    assert(!adds && which !== "default" && which !== "all", "saved after a disconnect");
    assert(own.accounts.length > 0 && !own.accounts.includes(which), "saved after a disconnect");
    assert(which.email !== email, "a disconnected account came back");
    // A Google account that was not connected must have been waiting for its confirmation.
    const isKnown = own.main?.email === email;
    assert(isKnown || trip.hadAsked("google_calendar_save_connection"), "an older connect");
    assertEquals(connected(model, own, email, false), "connected");
  }

  return {
    outcomes,
    get changes() {
      return changes;
    },
    held,
    async step() {
      // Some take most of the steps, so that they come to have several accounts.
      const user = random.pick(random.pick([users, users.slice(0, 4), users.slice(0, 4)]));
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
        case "add":
          await add(user, own, other);
          break;
        case "makeDefault":
        case "disconnect": {
          const account = another(own);
          const which = step === "disconnect" ? anyParting(own) : account;
          if (step === "disconnect") await disconnect(user, own, which!);
          else if (account) await makeDefault(user, own, account);
          return `${step} ${user.email} ${typeof which === "object" ? which.email : which}`;
        }
        case "request":
          return `${await plainRequest(user, own)} ${user.email}`;
        case "held":
          return await held();
        case "heldConnect":
          return await heldConnect(user);
        case "expire":
          await expireIn(user, -60, mainOf(own).id);
          break;
        case "revoke":
          google.revokeGrant(other);
          revoked(model, other);
      }
      return `${step} ${user.email}${/Other|add|revoke/.test(step) ? ` ${other}` : ""}`;
    },

    async agree() {
      const rows = await stack.sql<Stored>(
        `select u.id, u.user_id, u.is_default, c.status, u.google_account_id as account,
           u.google_refresh_token is not null as stored, u.refresh_lease is not null as leased
         from google_calendar.users u join public.google_connections c on c.account_id = u.id
         where c.status <> 'not_connected' or u.google_account_id is not null
           or u.google_refresh_token is not null or u.refresh_lease is not null`,
      );
      for (const own of model.users) {
        const found = new Map(
          rows.filter(({ user_id }) => user_id === own.id)
            .map((row) => [emails.get(row.account ?? ""), row]),
        );
        for (const account of own.accounts) account.id ??= found.get(account.email!)?.id;
        assertEquals<unknown>(
          new Map(
            found.entries().map(([email, { id, is_default, status, stored, leased }]) => [
              email,
              { id, is_default, status, stored, leased },
            ]),
          ),
          new Map(own.accounts.map((account) => [account.email!, {
            id: account.id,
            is_default: account === own.main,
            status: account.status,
            stored: true,
            leased: false,
          }])),
          own.own,
        );
        const isFirst = own.accounts.filter(({ id }) => id === own.id).length;
        assert(isFirst <= 1 && new Set(own.accounts.map(({ id }) => id)).size === found.size);
      }
      await assertOneDefault(scenario);
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
