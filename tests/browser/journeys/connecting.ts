/**
 * Everything that can go otherwise on the way to a connection.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { World } from "./journey.ts";

/** Refuses, then unticks the box, then allows. */
export async function refusalAndMissingBox(world: World) {
  const grace = await world.visitor();
  const { page, consent } = grace;
  await grace.open("/calendar");
  await grace.signIn("Grace");
  await page.waitForURL("**/calendar");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await consent("Grace", { cancel: true });
  await page.getByText("You chose not to allow it").waitFor();
  assertEquals(new URL(page.url()).search, "", "nothing stays in the address");

  await page.getByRole("button", { name: /Connect again/ }).click();
  await consent("Grace", { untick: /events/ });
  await page.getByText("One permission is still missing").waitFor();
  await world.shoot(grace, "box-unticked");
  await page.getByRole("button", { name: /Connect again/ }).click();
  await consent("Grace");
  await page.getByRole("button", { name: "New event" }).waitFor();
  assert(page.url().endsWith("/calendar"), "back where the person came from");
}

/** Another Google account than the one signed in with is asked about, once, and linked. */
export async function otherAccount(world: World) {
  const alan = await world.visitor();
  const { page } = alan;
  await alan.open("/profile");
  await alan.signIn("Alan");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await alan.consent("Grace");
  await page.getByText("This is not the Google account that you sign in with").waitFor();
  assertEquals(new URL(page.url()).hash, "", "the secret does not stay in the address");
  await world.shoot(alan, "other-account");
  await page.getByRole("button", { name: "Link this account" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.getByText("grace@example.com", { exact: true }).waitFor();
  // Gives the account back: the next person wants it.
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Not connected").waitFor();
}
