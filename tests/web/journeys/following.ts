/**
 * This and all later occurrences of a series: changed, and deleted.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { nextWeek, until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const DAYS = nextWeek();

/** From the third of seven days on it has another title and place; from the sixth on it is gone. */
export async function following(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary: "Rehearsal",
    start_datetime: `${DAYS[0]}T18:00`,
    end_datetime: `${DAYS[0]}T19:00`,
    time_zone: "Europe/Berlin",
    recurrence: ["RRULE:FREQ=DAILY;COUNT=7"],
  });
  assertEquals(created.status, 201);
  await openNextWeek(ada);
  const before = page.getByRole("button", { name: /Rehearsal(?! [a-z(])/ });
  const after = page.getByRole("button", { name: /Dress rehearsal/ });
  await until(async () => await before.count() === 7);
  await before.nth(2).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Edit event" });
  const shownEvent = page.getByRole("dialog", { name: "Dress rehearsal" });
  await dialog.getByLabel("Title").fill("Dress rehearsal");
  // What was typed before is meant for these, too.
  await dialog.getByLabel("this and all later ones").check();
  await setup.shoot(ada, "this-and-following");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Dress rehearsal” was saved.").waitFor();
  await until(async () => await after.count() === 5);
  const count = (name: RegExp) => page.getByRole("button", { name }).count();
  assertEquals([await count(/\d Rehearsal|\dRehearsal/), await count(/rehearsal/i)], [2, 7]);

  await after.nth(3).click();
  await shownEvent.getByRole("button", { name: "Delete" }).click();
  await shownEvent.getByLabel("this and all later ones").check();
  await shownEvent.getByRole("button", { name: "Delete" }).click();
  await page.getByText("“Dress rehearsal” will be deleted in a moment.").waitFor();
  assertEquals(await after.count(), 3, "both leave the screen at once");
  await page.getByRole("button", { name: "Undo" }).click();
  assertEquals(await after.count(), 5, "nothing was deleted");

  await after.nth(3).click();
  await shownEvent.getByRole("button", { name: "Delete" }).click();
  await shownEvent.getByLabel("this and all later ones").check();
  await shownEvent.getByRole("button", { name: "Delete" }).click();
  // Whoever goes on to another page has not undone it.
  const deleted = page.waitForResponse((response) => response.request().method() === "DELETE");
  await page.getByRole("link", { name: "Profile" }).click();
  assertEquals((await deleted).status(), 204);
  await openNextWeek(ada);
  await until(async () => await after.count() === 3);
  assertEquals(await count(/rehearsal/i), 5);
}
