/**
 * How a series repeats is changed: with the mouse, and with the keyboard alone.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { nextWeek, until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** Presses Tab until the focus is there; nobody should have to more often. */
async function tabTo(page: Page, label: string, key = "Tab") {
  for (let presses = 0; presses < 30; presses++) {
    const there = await page.evaluate(() => {
      const { activeElement } = document;
      return (activeElement as HTMLInputElement).labels?.[0]?.textContent ||
        activeElement!.textContent;
    });
    if (there === label) return;
    await page.keyboard.press(key);
  }
  throw new Error(`The keyboard does not reach ${label}`);
}

/** Daily becomes weekly with an end, then the event comes once. */
export async function repeating(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary: "Standup",
    start_datetime: `${DAYS[0]}T17:00`,
    end_datetime: `${DAYS[0]}T17:30`,
    time_zone: "Europe/Berlin",
    recurrence: ["RRULE:FREQ=DAILY"],
  });
  assertEquals(created.status, 201);
  const rule = async () => (await setup.event(ADA, "Standup")).recurrence ?? [];
  const shown = page.getByRole("button", { name: /Standup(?! [a-z(])/ });
  const dialog = page.getByRole("dialog", { name: "Edit event" });
  await openNextWeek(ada);
  await until(async () => await shown.count() === 7);

  await shown.nth(2).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const repeats = dialog.getByLabel("Repeats");
  assertEquals(await repeats.count(), 0, "one occurrence does not repeat by itself");
  await dialog.getByLabel("the whole series").check();
  assertEquals(await repeats.inputValue(), "DAILY");
  await repeats.selectOption("Every week");
  await dialog.getByLabel("Until").fill("2020-01-01");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByText("This is before the event itself.").waitFor();
  await dialog.getByLabel("Until").fill("2099-12-31");
  await setup.shoot(ada, "series-repeats");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Standup” was saved.").waitFor();
  assertEquals(await rule(), ["RRULE:FREQ=WEEKLY;UNTIL=20991231T225900Z"]);
  await until(async () => await shown.count() === 1);

  await shown.focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "Edit");
  await page.keyboard.press("Enter");
  await dialog.waitFor();
  await tabTo(page, "only this one", "Shift+Tab");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await repeats.waitFor();
  await tabTo(page, "Repeats");
  assertEquals(await repeats.inputValue(), "WEEKLY");
  await page.keyboard.press("Home");
  assertEquals(await repeats.inputValue(), "");
  await tabTo(page, "Save");
  await page.keyboard.press("Enter");
  await until(async () => (await rule()).length === 0);
  assertEquals((await setup.events(ADA, "Standup")).length, 1);
  await until(async () => await shown.count() === 1);
}
