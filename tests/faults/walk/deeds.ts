/**
 * What a user of a walk does beside requests: connects, adds, disconnects, chooses the default, and goes.
 * Each deed tells the model, and checks the answer against it.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Scenario, TestUser } from "../../support/scenario.ts";
import { confirmationIn } from "../../support/accounts.ts";
import {
  connected,
  disconnected,
  type Model,
  type ModelAccount,
  type ModelUser,
  newUser,
} from "./model.ts";

const ROUTE = "/calendar-connection/users/me";

/** Whom to disconnect: an account by its id, the default one, or all. */
export type Parting = ModelAccount | "default" | "all";

export interface Deeds {
  /** Confirms the account, if it is to be confirmed. Answers the outcome. */
  confirm(user: TestUser, address: URL): Promise<string>;
  connectTo(user: TestUser, own: ModelUser, email: string, add?: boolean): Promise<void>;
  disconnect(user: TestUser, own: ModelUser, which: Parting): Promise<void>;
  makeDefault(user: TestUser, own: ModelUser, account: ModelAccount): Promise<void>;
  /** As Auth does it: a soft deletion keeps the row, and makes its names unrecognizable. */
  remove(user: TestUser, soft: boolean): Promise<void>;
  ban(user: TestUser, until: string | null): Promise<unknown>;
  /** The person signs in again, as somebody new. */
  replace(index: number): Promise<void>;
}

export function deedsOf(scenario: Scenario, users: TestUser[], model: Model): Deeds {
  const { stack, call, connect } = scenario;

  const deeds: Deeds = {
    async confirm(user, address) {
      const confirmation = confirmationIn(address);
      if (!confirmation) {
        return address.searchParams.get("error") ?? address.searchParams.get("calendar")!;
      }
      const { status, body } = await call("POST /oauth-callback/confirm", {
        user,
        body: { confirmation },
      });
      return status === 200 ? "connected" : body.code;
    },

    async connectTo(user, own, email, add = false) {
      const outcome = await deeds.confirm(user, await connect(user, { email, add }));
      assertEquals(outcome, connected(model, own, email, add));
    },

    async disconnect(user, own, which) {
      const named = typeof which === "object" ? `?account_id=${which.id}` : "";
      const { status, body } = await call(
        `DELETE ${ROUTE}${which === "all" ? "?all=true" : named}`,
        { user },
      );
      assertEquals(status, 200, body.code);
      const gone = which === "all"
        ? own.accounts
        : [which === "default" ? own.main : which].filter((one) => one !== undefined);
      for (const account of gone) disconnected(model, own, account);
      assertEquals(body.accounts.length, own.accounts.length);
      assertEquals(body.google_email, own.main?.email ?? null);
    },

    async makeDefault(user, own, account) {
      const { status, body } = await call(`PATCH ${ROUTE}`, {
        user,
        body: { account_id: account.id, is_default: true },
      });
      assertEquals(status, 200, body.code);
      own.main = account;
      assertEquals(body.google_email, account.email);
    },

    async remove({ id }, soft) {
      if (!soft) return void await stack.sql("delete from auth.users where id = $1", [id]);
      await stack.sql("update auth.users set deleted_at = now(), email = id::text where id = $1", [
        id,
      ]);
      await stack.sql("delete from auth.identities where user_id = $1", [id]);
    },

    ban: ({ id }, until) =>
      stack.sql("update auth.users set banned_until = $2 where id = $1", [id, until]),

    async replace(index) {
      const { email } = users[index]!;
      users[index] = await stack.createUser({ google: { email } });
      model.users[index] = newUser(users[index]!);
    },
  };
  return deeds;
}
