/**
 * Whatever began before a disconnect is refused after it, wherever it stands: no tab, callback or
 * confirmation brings a connection back. `disconnect_one_in_flight_test.ts` has users with several accounts.
 */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { inFlightOf } from "./inFlight.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, call, connect, consent, follow, connection, row } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
const ALAN = "alan@example.com";

const disconnect = async (user: TestUser) => {
  const { status, body } = await call("DELETE /calendar-connection/users/me", { user });
  assertEquals([status, body.status], [200, "not_connected"]);
};
const status = async (user: TestUser) => (await connection(user))?.status ?? "not_connected";
const confirmationIn = (address: URL) =>
  new URLSearchParams(address.hash.slice(1)).get("confirmation")!;
const confirm = (user: TestUser, confirmation: string) =>
  call("POST /oauth-callback/confirm", { user, body: { confirmation } });
const queued = async () =>
  (await stack.sql<{ google_account_id: string }>(
    "select google_account_id from google_calendar.revocations where revoked_at is null",
  )).map(({ google_account_id }) => google_account_id);

const { duringExchange, duringSave } = inFlightOf(scenario);

for (
  const [where, inFlight] of [["the exchange", duringExchange], ["saving", duringSave]] as const
) {
  Deno.test(`a disconnect during ${where} refuses the callback of a user who was never connected`, async () => {
    const user = await stack.createUser({ google: null });
    const address = await inFlight(
      await consent(user, { email: ALAN }),
      () => disconnect(user),
    );
    assertEquals(address.searchParams.get("error"), "state_invalid");
    assertEquals([await status(user), address.hash], ["not_connected", ""]);
    // Another account than the user's own: nothing is ever revoked for it.
    assertEquals(await queued(), []);
  });

  Deno.test(`a disconnect during ${where} refuses the callback of a connected user`, async () => {
    await connect(ada);
    const address = await inFlight(await consent(ada), () => disconnect(ada));
    assertEquals(address.searchParams.get("error"), "state_invalid");
    const stored = await row(ada);
    assertEquals([await status(ada), stored?.google_refresh_token], ["not_connected", null]);
    // Only the disconnect asked Google. A grant that this sign-in got is left to upkeep; the code of
    // one that got none ended with the revoked grant.
    assertEquals(google.count("revoke"), 1);
    assertEquals(await queued(), where === "saving" ? [ada.google_id!] : []);
    // Connected again, nothing of the account is revoked any more.
    assertEquals((await connect(ada)).searchParams.get("calendar"), "connected");
    assertEquals(await queued(), []);
  });
}

Deno.test("a disconnect refuses the connects that are open in any tab, and none that begins later", async () => {
  await connect(ada);
  const tabs = [await consent(ada), await consent(ada)];
  await disconnect(ada);
  for (const tab of tabs) {
    assertEquals((await follow(tab)).searchParams.get("error"), "state_invalid");
    assertEquals(await status(ada), "not_connected");
  }
  assertEquals((await connect(ada)).searchParams.get("calendar"), "connected");
});

Deno.test("a disconnect refuses an account that waits for confirmation", async () => {
  await connect(grace);
  const confirmation = confirmationIn(await connect(grace, { email: ALAN }));
  await disconnect(grace);
  assertEquals((await confirm(grace, confirmation)).body.code, "confirmation_expired");
  assertEquals(await status(grace), "not_connected");
});

Deno.test("after a disconnect during a confirmation the user is disconnected, or the confirmation expired", async () => {
  for (let round = 0; round < 20; round++) {
    await connect(grace);
    const confirmation = confirmationIn(await connect(grace, { email: ALAN }));
    const [answer] = await Promise.all([confirm(grace, confirmation), disconnect(grace)]);
    assertEquals([200, 410].includes(answer.status), true, JSON.stringify(answer.body));
    assertEquals(await status(grace), "not_connected");
  }
});

Deno.test("two tabs that connect the same account both succeed", async () => {
  const tabs = [await consent(ada), await consent(ada)];
  for (const tab of tabs) {
    assertEquals((await follow(tab)).searchParams.get("calendar"), "connected");
  }
});

Deno.test("changing the account refuses an older connect, and an account that waits for confirmation", async () => {
  await connect(grace);
  const older = await consent(grace);
  const waiting = confirmationIn(
    await connect(grace, { email: "ada@example.com" }).then(() => connect(grace, { email: ALAN })),
  );
  const inFlight = await consent(grace);
  const address = await duringExchange(inFlight, async () => {
    assertEquals((await confirm(grace, waiting)).status, 200);
  });
  assertEquals(address.searchParams.get("error"), "state_invalid");
  assertEquals((await follow(older)).searchParams.get("error"), "state_invalid");
  assertEquals((await connection(grace))!.google_email, ALAN);
  await disconnect(grace);
});

closeAtEnd(stack);
