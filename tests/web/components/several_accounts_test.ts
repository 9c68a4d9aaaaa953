/** The card and the form with several accounts, in a browser. */
import { assertEquals } from "@std/assert";
import { startBrowser } from "../../support/browser.ts";
import { buildPages, openPage } from "./markedApp.ts";

const pages = await buildPages();

Deno.test("the form asks for a calendar, sends the chosen one with its account, and remembers it", async () => {
  await using chromium = await startBrowser();
  const page = await openPage(pages, chromium, "?several");
  const calendar = page.getByLabel("«Calendar»", { exact: true });
  const add = async () => {
    await page.locator("[name=title]").fill("Lecture");
    await page.locator(".gc-button[type=submit]").click();
    await page.locator("form").getByRole("button", { name: "«Add to calendar»" }).waitFor();
    await page.waitForFunction(() => document.title !== "");
    return JSON.parse(await page.title());
  };
  const options = await calendar.locator("option").allTextContents();
  assertEquals(options, ["ada@example.com", "Lectures", "bob@example.com"], "only writable ones");
  assertEquals(await add(), ["a1", null]);
  await calendar.selectOption("bob@example.com");
  assertEquals(await add(), ["a2", null]);
  await calendar.selectOption("Lectures");
  assertEquals(await add(), ["a1", "Lectures"]);
  await page.reload();
  await calendar.waitFor();
  assertEquals(await calendar.locator("option:checked").textContent(), "Lectures");
  await page.close();
});

Deno.test("with one account nothing asks for a calendar, and requests name no account", async () => {
  await using chromium = await startBrowser();
  const page = await openPage(pages, chromium, "?");
  await page.locator("[name=title]").fill("Lecture");
  assertEquals(await page.locator("[name=calendar], .gc-account").count(), 0);
  await page.locator(".gc-button[type=submit]").click();
  await page.waitForFunction(() => document.title !== "");
  assertEquals(JSON.parse(await page.title()), [null, null]);
  await page.close();
});

Deno.test("each account's buttons say its address, and the focus stays on the card", async () => {
  await using chromium = await startBrowser();
  const page = await openPage(pages, chromium, "?several&second=needs_reconnect");
  const button = (name: string) => page.getByRole("button", { name });
  const bob = page.getByRole("listitem", { name: "bob@example.com" });
  await bob.getByText("«Needs you»").waitFor();
  assertEquals(await page.getByText("«Connected»", { exact: true }).count(), 1);
  assertEquals(await button("«Reconnect»: bob@example.com").count(), 1);
  assertEquals(await button("«Make default»").count(), 0, "not for an account that does not work");
  await page.goto(page.url().replace("&second=needs_reconnect", ""));
  await button("«Make default»: bob@example.com").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("status").getByText("bob@example.com is the default account now.").waitFor();
  await bob.getByText("«Default»").waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent);
  assertEquals(await focused(), "«Google Calendar»");
  await button("«Disconnect»: bob@example.com").click();
  await page.getByRole("dialog", { name: "«Disconnect bob@example.com?»" })
    .getByRole("button", { name: "«Disconnect»" }).click();
  await page.getByText("bob@example.com is disconnected.").waitFor();
  assertEquals([await page.locator(".gc-account").count(), await focused()], [
    0,
    "«Google Calendar»",
  ]);
  await page.close();
});

Deno.test("a failure is shown with the account that it belongs to, and leaves the others", async () => {
  await using chromium = await startBrowser();
  const page = await openPage(pages, chromium, "?several&fails=database_unavailable");
  const item = (email: string) => page.getByRole("listitem", { name: email });
  await item("bob@example.com").getByRole("button", { name: /Make default/ }).click();
  await item("bob@example.com").getByRole("alert").waitFor();
  assertEquals(await item("ada@example.com").getByRole("alert").count(), 0);
  await page.close();
});
