/**
 * One of several accounts is disconnected while an authorization is under way: neither that account nor a
 * new one is connected by what began before, and the other accounts are left alone.
 */
import { assertEquals } from "@std/assert";
import { accountsOf, confirmationIn, peopleOf } from "../support/accounts.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { type InFlight, inFlightOf } from "./inFlight.ts";
import { type Consent, startScenario, type TestUser } from "../support/scenario.ts";

const people = peopleOf("flying", 260);
const scenario = await startScenario({ people });
const { stack, connect, consent, follow } = scenario;
const { add, assertAccounts, confirm, disconnect, link } = accountsOf(scenario);
const { duringExchange, duringSave } = inFlightOf(scenario);

const free = people.map(({ email }) => email);
const spare = () => free.shift()!;
const outcomeOf = (address: URL) =>
  address.searchParams.get("error") ?? address.searchParams.get("calendar");

/** A user with two accounts, of which the second is to be disconnected, and a third address. */
interface Party {
  user: TestUser;
  kept: { id: string; email: string };
  gone: { id: string; email: string };
  other: string;
}

/** With `linked`, all are the user's identities, so that nothing is to be confirmed. */
async function newParty({ linked = true, firstGoes = false } = {}): Promise<Party> {
  const user = await stack.createUser({ google: { email: spare() } });
  const [own, added, other] = [linked ? user.email : spare(), spare(), spare()];
  if (linked) { for (const email of [added, other]) await link(user, email); }
  const accounts = [];
  for (const email of [own, added]) {
    accounts.push({ id: (await add(user, email)).account_id, email });
  }
  if (firstGoes) accounts.reverse();
  return { user, kept: accounts[0]!, gone: accounts[1]!, other };
}

interface Case {
  asks(party: Party): Consent & { email: string };
  /** The accounts that are connected in the end. */
  leaves(party: Party): string[];
  refused: boolean;
  /** Whether an open confirmation goes on, because it names its Google account. */
  confirmed?: boolean;
}

const CASES: Record<string, Case> = {
  "the account that is disconnected": {
    asks: ({ gone }) => ({ email: gone.email, replaces: gone.id }),
    leaves: ({ kept }) => [kept.email],
    refused: true,
  },
  "the account that stays": {
    asks: ({ kept }) => ({ email: kept.email, replaces: kept.id }),
    leaves: ({ kept }) => [kept.email],
    refused: false,
  },
  "the account that stays, where the other one is picked": {
    asks: ({ kept, gone }) => ({ email: gone.email, replaces: kept.id }),
    leaves: ({ kept }) => [kept.email],
    refused: true,
  },
  "a new account": {
    asks: ({ other }) => ({ email: other, add: true }),
    leaves: ({ kept }) => [kept.email],
    refused: true,
  },
  "the disconnected account as a new one": {
    asks: ({ gone }) => ({ email: gone.email, add: true }),
    leaves: ({ kept }) => [kept.email],
    refused: true,
  },
  "a new account in the place of the one that stays": {
    asks: ({ kept, other }) => ({ email: other, replaces: kept.id }),
    leaves: ({ kept }) => [kept.email],
    refused: true,
    confirmed: true,
  },
};

const beforeCallback: InFlight = async (address, meanwhile) => {
  await meanwhile();
  return await follow(address);
};
const MOMENTS: Record<string, InFlight> = {
  "before the callback": beforeCallback,
  "during the exchange": duringExchange,
  "while it is saved": duringSave,
};

for (const [what, { asks, leaves, refused, confirmed = !refused }] of Object.entries(CASES)) {
  for (const [when, inFlight] of Object.entries(MOMENTS)) {
    for (const firstGoes of [false, true]) {
      const which = firstGoes ? "the first" : "the second";
      Deno.test(`${which} account is disconnected ${when}; authorized is ${what}: ${refused ? "refused" : "connected"}`, async () => {
        const party = await newParty({ firstGoes });
        const address = await inFlight(await consent(party.user, asks(party)), async () => {
          const { status } = await disconnect(party.user, `?account_id=${party.gone.id}`);
          assertEquals(status, 200);
        });
        assertEquals(outcomeOf(address), refused ? "state_invalid" : "connected");
        await assertAccounts(party.user, leaves(party));
        // What begins afterwards connects.
        assertEquals((await add(party.user, party.gone.email)).status, "connected");
      });
    }
  }

  Deno.test(`an account is disconnected before a confirmation; to confirm is ${what}: ${confirmed ? "confirmed" : "expired"}`, async () => {
    const party = await newParty({ linked: false });
    const address = await connect(party.user, asks(party));
    assertEquals(confirmationIn(address) !== undefined, true);
    await disconnect(party.user, `?account_id=${party.gone.id}`);
    const { status, body } = await confirm(party.user, address);
    assertEquals([status, body.code], confirmed ? [200, undefined] : [410, "confirmation_expired"]);
    await assertAccounts(party.user, confirmed ? [asks(party).email] : leaves(party));
  });

  for (const [when, inFlight] of Object.entries(MOMENTS)) {
    Deno.test(`all accounts are disconnected ${when}; authorized is ${what}: refused`, async () => {
      const party = await newParty();
      const address = await inFlight(await consent(party.user, asks(party)), async () => {
        assertEquals((await disconnect(party.user, "?all=true")).status, 200);
      });
      assertEquals(outcomeOf(address), "state_invalid");
      await assertAccounts(party.user, []);
    });
  }
}

Deno.test("a disconnect during a confirmation of the same account: it is gone, or the confirmation came first and is gone too", async () => {
  for (let round = 0; round < 10; round++) {
    const { user, kept, gone } = await newParty({ linked: false });
    const address = await connect(user, { email: gone.email, replaces: gone.id });
    const [answer] = await Promise.all([
      confirm(user, address),
      disconnect(user, `?account_id=${gone.id}`),
    ]);
    assertEquals([200, 410].includes(answer.status), true, JSON.stringify(answer.body));
    await assertAccounts(user, [kept.email]);
  }
});

Deno.test("replacing one account refuses an older connect of it, and leaves one of the other account alone", async () => {
  const { user, kept, gone, other } = await newParty();
  const olderSame = await consent(user, { email: gone.email, replaces: gone.id });
  const olderOther = await consent(user, { email: kept.email, replaces: kept.id });
  assertEquals(outcomeOf(await connect(user, { email: other, replaces: gone.id })), "connected");
  assertEquals(outcomeOf(await follow(olderSame)), "state_invalid");
  assertEquals(outcomeOf(await follow(olderOther)), "connected");
  await assertAccounts(user, [kept.email, other]);
});

Deno.test("another default account while an authorization is under way: it goes where it was asked for", async () => {
  const { user, kept, gone, other } = await newParty();
  // It names no account, so it is for the default one of that moment.
  const address = await consent(user, { email: other });
  await accountsOf(scenario).makeDefault(user, gone.id);
  assertEquals(outcomeOf(await follow(address)), "connected");
  await assertAccounts(user, [gone.email, other]);
  assertEquals((await scenario.row(user, kept.id))?.google_account_id !== null, true);
});

closeAtEnd(stack);
