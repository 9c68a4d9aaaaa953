/**
 * The main job: connect a calendar, add events, for good.
 *
 * @module
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { secretsOf, type StartedStack } from "../../support/startedStack.ts";
import type { Setup } from "./journey.ts";
import { throughSupabaseFunctions } from "./supabaseFunctions.ts";

/** Ada's account as the functions read it, with the project's secret key. */
async function serverRow(stack: StartedStack) {
  const { keys } = await secretsOf(stack);
  const response = await fetch(`${stack.apiUrl}/rest/v1/rpc/google_calendar_read_account`, {
    method: "POST",
    headers: {
      apikey: keys.secretKey,
      authorization: `Bearer ${keys.secretKey}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ p_user_id: "ada00000-0000-4000-8000-000000000001" }),
  });
  assertEquals(response.status, 200, await response.clone().text());
  return (await response.json())[0];
}

async function googleEvents(stack: StartedStack, email: string) {
  const response = await fetch(`${stack.googleUrl}/emulator/events?email=${email}`);
  const body = await response.json();
  return (body.events ?? body) as { id: string; summary: string; htmlLink: string }[];
}

/** Step by step: what one leaves behind the next one needs, so the first that fails ends it. */
export async function mainJob(t: Deno.TestContext, setup: Setup) {
  const { stack } = setup;
  const ada = await setup.visitor();
  const { page, open, signIn, consent, session, addEvent } = ada;
  const shoot = (name: string) => setup.shoot(ada, name);
  const step = async (name: string, act: () => Promise<void>) =>
    assert(await t.step(name, act), `failed: ${name}`);

  await step("signs in with Google and sees that no calendar is connected", async () => {
    await open("/profile");
    await shoot("signed-out");
    await signIn("Ada");
    await page.getByText("Not connected").waitFor();
    assert(page.url().startsWith(`${stack.appUrl}/profile`));
    await shoot("not-connected");
  });

  await step("refuses on Google's page, and is told so in words", async () => {
    await page.getByRole("button", { name: "Connect Google Calendar" }).click();
    await consent("Ada", { cancel: true });
    await page.getByRole("status").getByText("You chose not to allow it").waitFor();
    assertEquals(await page.getByRole("alert").count(), 0, "a decision is no failure");
    assertEquals(new URL(page.url()).search, "");
    await shoot("refused");
  });

  await step("connects, and comes back to Connected", async () => {
    await page.getByRole("button", { name: /Connect|Try again/ }).first().click();
    await consent("Ada");
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByText("ada@example.com").first().waitFor();
    assertEquals(new URL(page.url()).search, "");
    await shoot("connected");
  });

  await step("the row in the database holds sealed tokens", async () => {
    const row = await serverRow(stack);
    assertEquals(row.google_account_id, "100000000000000000001");
    for (const token of [row.sealed_refresh_token, row.sealed_access_token]) {
      assertEquals(token.split(".").length, 5);
    }
  });

  await step("adds an event, and its link leads to it in Google's calendar", async () => {
    await addEvent("Lecture 5");
    const link = page.getByRole("link", { name: /Google Calendar/ }).first();
    await link.waitFor();
    await shoot("event-added");
    const [event] = await googleEvents(stack, "ada@example.com");
    assertEquals(event!.summary, "Lecture 5");
    assertEquals(await link.getAttribute("href"), event!.htmlLink);
    const [calendar] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
    await calendar.getByText("Lecture 5").first().waitFor();
    await setup.shoot({ page: calendar }, "google-event");
    await calendar.close();
  });

  await step(
    "an hour later adds another: the token was refreshed, and the row updated",
    async () => {
      const before = await serverRow(stack);
      const moved = await fetch(`${stack.googleUrl}/emulator/clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advance_seconds: 3700 }),
      });
      assertEquals(moved.ok, true);
      await moved.body?.cancel();
      await addEvent("Lecture 6");
      await page.getByText("“Lecture 6” is in your calendar").waitFor();
      const after = await serverRow(stack);
      assert(after.sealed_access_token !== before.sealed_access_token);
      assertEquals(after.sealed_refresh_token, before.sealed_refresh_token);
      assertEquals((await googleEvents(stack, "ada@example.com")).length, 2);
    },
  );

  await step("opens a resource and puts it on the calendar", async () => {
    await open("/resources");
    await page.getByRole("link", { name: /Lecture 5: Operation cards/ }).click();
    await page.getByRole("heading", { level: 1, name: /Operation cards/ }).waitFor();
    await page.getByText("Theatre B").waitFor();
    await shoot("resource");
    await page.getByLabel("Start", { exact: true }).fill("2027-03-16T09:00");
    await page.getByLabel("End", { exact: true }).fill("2027-03-16T10:00");
    await page.getByRole("button", { name: "Add to calendar" }).click();
    await page.getByRole("link", { name: /Google Calendar/ }).first().waitFor();
    const events = await googleEvents(stack, "ada@example.com");
    const event = events.find(({ summary }) => summary.includes("Operation cards"));
    assertStringIncludes(JSON.stringify(event), "5e500000-0000-4000-8000-000000000001");
  });

  await step("another app does the same with supabase-js and the one client file", async () => {
    await throughSupabaseFunctions(stack, await session());
  });

  await step("disconnects after a warning, and the grant at Google is gone", async () => {
    await open("/profile");
    await page.getByRole("button", { name: "Disconnect" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    await shoot("disconnect");
    await dialog.getByRole("button", { name: "Disconnect" }).click();
    await page.getByText("Not connected").waitFor();
    const response = await fetch(`${stack.googleUrl}/emulator/grants?email=ada@example.com`);
    assertEquals(/calendar/.test(await response.text()), false);
  });
}
