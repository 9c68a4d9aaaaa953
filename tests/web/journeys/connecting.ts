/**
 * Everything that can go otherwise on the way to a connection.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import type { Setup } from "./journey.ts";

/** Opens an address in another tab, which finds the calendar connected, then reloads it. */
async function opensAgain(setup: Setup, { context }: Visitor, address: string, account: string) {
  const tab = await context.newPage();
  await tab.goto(address);
  await tab.getByText("Google Calendar is connected", { exact: true }).waitFor();
  await tab.getByRole("status").getByText(account).waitFor();
  await tab.getByText("was used before or has expired, and changed nothing").waitFor();
  await setup.shoot({ page: tab }, "opened-again");
  assertEquals(await tab.getByRole("alert").count(), 0);
  assertEquals(new URL(tab.url()).search + new URL(tab.url()).hash, "");
  await tab.reload();
  await tab.getByText("Connected", { exact: true }).waitFor();
  assertEquals(await tab.getByText("was used before").count(), 0, "told once");
  await tab.close();
}

/** The callback is loaded twice, by another tab and by the Back button: the person is connected. */
export async function callbackTwice(setup: Setup) {
  const grace = await setup.visitor();
  const { page } = grace;
  let callback = "";
  page.on("request", (request) => {
    if (request.url().includes("/oauth-callback?")) callback = request.url();
  });
  await grace.connected("Grace");
  await opensAgain(setup, grace, callback, "grace@example.com");
  await page.goto(callback);
  await page.getByText("was used before or has expired, and changed nothing").waitFor();
  await page.goBack();
  await page.goForward();
  await page.getByText("Connected", { exact: true }).waitFor();
  assertEquals(await page.getByRole("alert").count(), 0);

  // A refusal while connected takes nothing away, and says so. A real cause is told.
  const arriveWith = (code: string) => grace.open(`/profile?calendar=error&error=${code}`);
  await arriveWith("access_denied");
  await page.getByText("Nothing was changed", { exact: true }).waitFor();
  assertEquals(await page.getByRole("alert").count(), 0);
  await arriveWith("google_account_in_use");
  await page.getByText("That Google account is already connected to somebody else").waitFor();

  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Not connected").waitFor();
  // Whoever is not connected is told the cause.
  await page.goto(callback);
  await page.getByText("That connection link has expired").waitFor();
}

/** Refuses, then unticks the box, then allows. */
export async function refusalAndMissingBox(setup: Setup) {
  const grace = await setup.visitor();
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
  await setup.shoot(grace, "box-unticked");
  await page.getByRole("button", { name: /Connect again/ }).click();
  await consent("Grace");
  await page.getByRole("button", { name: "New event" }).waitFor();
  assert(page.url().endsWith("/calendar"), "back where the person came from");
}

/** Another Google account than the one signed in with is asked about, once, and linked. */
export async function otherAccount(setup: Setup) {
  const alan = await setup.visitor();
  const { page } = alan;
  let confirmation = "";
  page.on("request", (request) => {
    if (request.url().endsWith("/oauth-callback/pending") && request.method() === "POST") {
      confirmation = request.postDataJSON().confirmation;
    }
  });
  await alan.open("/profile");
  await alan.signIn("Alan");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await alan.consent("Grace");
  await page.getByText("This is not the Google account that you sign in with").waitFor();
  assertEquals(new URL(page.url()).hash, "", "the secret does not stay in the address");
  await setup.shoot(alan, "other-account");
  await page.getByRole("button", { name: "Link this account" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.getByText("grace@example.com", { exact: true }).waitFor();
  const link = `${setup.stack.appUrl}/profile#calendar=confirm&confirmation=${confirmation}`;
  await opensAgain(setup, alan, link, "grace@example.com");
  // Gives the account back: the next person wants it.
  await page.getByRole("button", { name: "Disconnect" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("Not connected").waitFor();
}
