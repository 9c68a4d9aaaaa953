/**
 * One person's authorization link is opened by another.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { until } from "./hand.ts";
import type { Setup } from "./journey.ts";

/** It connects neither, and takes nothing away from anybody. */
export async function stolenLink(setup: Setup) {
  const { stack } = setup;
  const revoked = async () => {
    const response = await fetch(`${stack.googleUrl}/emulator/calls?endpoint=revoke`);
    return (await response.json()).count as number;
  };
  const before = await revoked();
  const attacker = await setup.visitor();
  const victim = await setup.visitor();
  await attacker.open("/profile");
  await attacker.signIn("Grace");
  await victim.open("/profile");
  await victim.signIn("Ada");

  // The attacker presses Connect, and keeps the link instead of following it.
  let link = "";
  await attacker.page.route(`${stack.googleUrl}/**`, (route) => {
    link = route.request().url();
    return route.abort();
  });
  await attacker.page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await until(() => Promise.resolve(link));

  // The victim opens it, and consents with their own account.
  await victim.page.goto(link);
  await victim.consent("Ada");
  await victim.page.waitForURL(`${stack.appUrl}/profile`);
  await victim.page.getByText(/too long|expired|connect again|no longer/i).first().waitFor();
  await setup.shoot(victim, "stolen-link");

  // Neither is connected: the secret is in the victim's browser, and works for the attacker only.
  for (const { page, open } of [attacker, victim]) {
    await page.unroute(`${stack.googleUrl}/**`);
    await open("/profile");
    await page.getByText("Not connected").waitFor();
  }
  assertEquals(await revoked(), before);
}
