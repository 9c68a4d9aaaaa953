/**
 * A person who signs in by e-mail connects: no Google account is theirs yet, so that each is asked about.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { secretsOf, type StartedStack } from "../../support/startedStack.ts";
import type { Visitor } from "../../support/visitor.ts";
import type { Setup } from "./journey.ts";

/** A new user with an e-mail address and a password: the session as Auth answers it. */
export async function signUp(stack: StartedStack): Promise<{ access_token: string }> {
  const { publishableKey } = (await secretsOf(stack)).keys;
  const response = await fetch(`${stack.apiUrl}/auth/v1/signup`, {
    method: "POST",
    headers: { apikey: publishableKey, "content-type": "application/json" },
    body: JSON.stringify({
      email: `user-${crypto.randomUUID()}@example.com`,
      password: crypto.randomUUID(),
    }),
  });
  assertEquals(response.status, 200);
  return await response.json();
}

/** The web app itself offers Google alone. Another app's form leaves the same session behind. */
async function signInByEmail({ stack }: Setup, { page, open }: Visitor) {
  const session = await signUp(stack);
  await open("/");
  await page.evaluate(([key, value]) => localStorage.setItem(key!, value!), [
    // The name that supabase-js makes of the project's address.
    `sb-${new URL(stack.apiUrl).hostname.split(".")[0]}-auth-token`,
    JSON.stringify(session),
  ]);
}

async function disconnect({ page, open }: Visitor) {
  await open("/profile");
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Not connected").waitFor();
}

/** Connects from the calendar page: refuses the account once, then links it, and is back there each time. */
export async function byEmail(setup: Setup) {
  const visitor = await setup.visitor();
  const { page } = visitor;
  await signInByEmail(setup, visitor);
  const start = `${setup.stack.appUrl}/calendar?from=mail`;
  const connectAndChooseAlan = async () => {
    await page.getByRole("button", { name: "Connect Google Calendar" }).click();
    await visitor.consent("Alan");
    await page.getByText("Link alan@example.com?").waitFor();
    assertEquals(page.url(), `${setup.stack.appUrl}/profile`);
  };

  await page.goto(start);
  await connectAndChooseAlan();
  await page.getByRole("button", { name: "Not my account" }).click();
  await page.waitForURL(start);
  await page.getByText("Not connected").waitFor();
  assertEquals(await page.getByRole("alert").count(), 0);

  await connectAndChooseAlan();
  // The app goes on by its router, without a new load.
  await page.evaluate(() => Object.assign(globalThis, { loadedOnce: true }));
  await page.getByRole("button", { name: "Link this account" }).click();
  await page.waitForURL(start);
  await page.getByText("Google Calendar is connected", { exact: true }).waitFor();
  await page.getByRole("button", { name: "New event" }).waitFor();
  assertEquals(await page.evaluate(() => "loadedOnce" in globalThis), true);
  await setup.shoot(visitor, "by-email");
  // Gives the account back: the next person wants it.
  await disconnect(visitor);
}
