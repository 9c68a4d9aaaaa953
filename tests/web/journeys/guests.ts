/**
 * An event that others are invited to: it is not moved behind their backs.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt } from "./hand.ts";
import type { Setup } from "./journey.ts";

const DAYS = nextWeek();

/** Dragging asks first whether the guests are told. */
export async function guests(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary: "Together",
    start_datetime: `${DAYS[4]}T10:00`,
    end_datetime: `${DAYS[4]}T11:00`,
    time_zone: "Europe/Berlin",
    attendees: [{ email: "grace@example.com" }],
  });
  assertEquals(created.status, 201);
  const before = (await setup.event("ada@example.com", "Together")).start;
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Together/ }).waitFor();
  await drag(page, await pointAt(page, DAYS[4], "10:30"), await pointAt(page, DAYS[4], "14:30"));
  const dialog = page.getByRole("dialog", { name: "Edit event" });
  await dialog.getByLabel("Tell the guests by e-mail").waitFor();
  const start = await dialog.getByLabel("Start").inputValue();
  assertEquals((await setup.event("ada@example.com", "Together")).start, before, "not yet");
  const sent = page.waitForRequest((request) => request.method() === "PATCH");
  await dialog.getByRole("button", { name: "Save" }).click();
  assertEquals((await sent).postDataJSON().send_updates, "all");
  await page.getByText("“Together” was saved.").waitFor();
  const { start: after } = await setup.event("ada@example.com", "Together");
  const shown = await page.evaluate((local) => new Date(local).getTime(), start);
  assertEquals(Date.parse(after.dateTime!), shown);
  assertEquals(after.dateTime === before.dateTime, false);
}
