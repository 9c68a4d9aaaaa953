/**
 * A walk of random steps by many users, each through the functions' front door; after every step the
 * model, the database and Google must agree.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Scenario, TestUser } from "../support/scenario.ts";
import { connected, created, disconnected, type Model, newModel, revoked } from "./model.ts";
import type { Random } from "./random.ts";

const STEPS = [
  ...["connect", "connect", "connectOther"],
  ...["create", "create", "create", "create"],
  ...["expire", "expire", "disconnect", "revoke"],
] as const;

export interface Walk {
  /** One step; answers what it was, for the trace. */
  step(): Promise<string>;
  /** Fails unless model, database and Google agree. */
  agree(): Promise<void>;
}

/** `users` are the walkers; `spare` are Google accounts that are nobody's own. */
export function startWalk(
  { stack, call, connect, expireIn }: Scenario,
  users: TestUser[],
  spare: string[],
  random: Random,
): Walk {
  const { google } = stack;
  const model: Model = newModel(users.map(({ email }) => email));
  const accounts = [...users.map(({ email }) => email), ...spare];
  let revokes = 0;
  google.resetCalls();
  const subs = new Map(google.people.map(({ sub, email }) => [sub, email]));

  // Signing in is a grant too, of the account's name alone.
  const grantsCalendar = (email: string) =>
    google.grants(email).some(({ scopes }) => scopes.some((scope) => scope.includes("calendar")));

  async function connectTo(user: TestUser, email: string): Promise<string> {
    const address = await connect(user, { email });
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

  return {
    async step() {
      const user = random.pick(users);
      const own = model.users[users.indexOf(user)];
      const step = random.pick(STEPS);
      const other = random.pick(accounts);
      switch (step) {
        case "connect":
          assertEquals(await connectTo(user, user.email), connected(model, own, user.email));
          break;
        case "connectOther":
          assertEquals(await connectTo(user, other), connected(model, own, other));
          break;
        case "create": {
          const { status } = await call("POST /create-calendar-event/users/me/calendar/events", {
            user,
            body: {
              summary: "Lecture 5",
              start_datetime: "2026-08-15T09:00:00-07:00",
              end_datetime: "2026-08-15T10:00:00-07:00",
            },
          });
          assertEquals(status, created(model, own));
          break;
        }
        case "expire":
          await expireIn(user, -60);
          break;
        case "disconnect": {
          const { body } = await call("DELETE /calendar-connection/users/me", { user });
          disconnected(model, own);
          assertEquals(body.status, "not_connected");
          break;
        }
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
         from public.users u join public.calendar_connections c on c.user_id = u.id`,
      );
      const byId = new Map(rows.map((row) => [row.id, row]));
      assertEquals(
        users.map(({ id }) => {
          const row = byId.get(id);
          const account = row?.account ? subs.get(row.account as string) : null;
          return [
            row?.status ?? "not_connected",
            account,
            row?.stored ?? false,
            row?.leased ?? false,
          ];
        }),
        model.users.map(({ status, account }) => [status, account, account !== null, false]),
      );
      const [{ left }] = await stack.sql<{ left: number | string }>(
        `select (select count(*) from public.oauth_states)
           + (select count(*) from public.calendar_confirmations) as left`,
      );
      assertEquals(Number(left), 0, "a state or a confirmation was left behind");
      for (const email of accounts) {
        assertEquals(
          [google.events(email).length, grantsCalendar(email)],
          [model.events.get(email) ?? 0, model.granted.has(email)],
          email,
        );
      }
      revokes += google.count("revoke");
      // The emulator remembers its last calls only.
      google.resetCalls();
      assertEquals(revokes, model.revokes, "calls of revoke");
    },
  };
}
