/**
 * Events that other programs made: what nobody touches in the form or on the grid stays as it is.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** Longer than this API takes in one change, and with line breaks and HTML. */
const NOTES = `<p>Bring:</p>\r\n<ul><li>passport</li></ul>\n${"x".repeat(9000)}`;

/** When the event is at Google, as moments. */
async function moments(setup: Setup, title: string): Promise<[start: string, end: string]> {
  const { start, end } = await setup.event(ADA, title);
  return [new Date(start.dateTime!).toISOString(), new Date(end.dateTime!).toISOString()];
}

/** Only the title is changed of events that the form cannot show in full. */
export async function onlyTheTitle(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const at = (time: string, timeZone: string) => ({
    dateTime: `${DAYS[0]}T${time}Z`,
    timeZone,
  });
  const events = {
    "No length": { start: at("08:00:00", "Etc/UTC"), end: at("08:00:00", "Etc/UTC") },
    "Odd seconds": {
      start: at("10:00:30", "America/Toronto"),
      end: at("11:15:45", "Europe/London"),
      description: NOTES,
      location: "1 Main Street\nOldtown",
    },
    "By two rules": {
      start: at("13:00:00", "Europe/Berlin"),
      end: at("14:00:00", "Europe/Berlin"),
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3;WKST=SU", "RRULE:FREQ=MONTHLY;COUNT=2"],
    },
  };
  for (const [summary, event] of Object.entries(events)) {
    await setup.google("plant", { email: ADA, event: { summary, ...event } });
  }
  await openNextWeek(ada);
  const dialog = page.getByRole("dialog", { name: "Edit event" });
  for (const title of Object.keys(events)) {
    const before = await setup.event(ADA, title);
    await page.getByRole("button", { name: new RegExp(title) }).first().click();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    if (before.recurrence) {
      await dialog.getByLabel("the whole series").check();
      await dialog.getByLabel("Repeats").waitFor();
    }
    await dialog.getByLabel("Title").fill(`${title}, renamed`);
    await setup.shoot(ada, `elsewhere-${title.replaceAll(" ", "-")}`);
    const sent = page.waitForRequest((request) => request.method() === "PATCH");
    await dialog.getByRole("button", { name: "Save" }).click();
    const { if_match: _version, ...body } = (await sent).postDataJSON();
    assertEquals(body, { summary: `${title}, renamed` });
    await page.getByText(`“${title}, renamed” was saved.`).waitFor();
    const after = await setup.event(ADA, `${title}, renamed`);
    assertEquals([after.start, after.end], [before.start, before.end]);
    assertEquals([after.description, after.location], [before.description, before.location]);
    assertEquals(after.recurrence, before.recurrence);
  }

  // Saving without a change asks for nothing.
  const { id } = await setup.event(ADA, "Odd seconds, renamed");
  let asked = 0;
  page.on("request", (request) => asked += Number(request.method() === "PATCH"));
  await page.getByRole("button", { name: /Odd seconds/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.waitFor({ state: "hidden" });
  assertEquals([asked, (await setup.event(ADA, "Odd seconds, renamed")).id], [0, id]);

  // One that has no title gets a place, and no title.
  await setup.google("plant", {
    email: ADA,
    event: { start: at("16:00:00", "Etc/UTC"), end: at("17:00:00", "Etc/UTC") },
  });
  await page.reload();
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Untitled event/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.locator("summary").click();
  await dialog.getByLabel("Place").fill("Room 7");
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Untitled event” was saved.").waitFor();
}

/** Seconds, zones and no length at all survive a drag and another end, in any zone that is shown. */
export async function dragged(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const at = (time: string, timeZone: string) => ({ dateTime: `${DAYS[2]}T${time}Z`, timeZone });
  const toronto = "America/Toronto";
  for (
    const event of [
      {
        summary: "To the second",
        start: at("03:00:30", toronto),
        end: at("04:10:45", "Asia/Tokyo"),
      },
      { summary: "A moment", start: at("06:00:00", toronto), end: at("06:00:00", toronto) },
    ]
  ) await setup.google("plant", { email: ADA, event });
  await openNextWeek(ada);
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: /^12:00.*To the second/ }).waitFor();
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  await drag(page, await pointAt(page, DAYS[2], "12:15"), await pointAt(page, DAYS[3], "14:15"));
  await page.getByText("“To the second” was moved.").waitFor();
  assertEquals(await moments(setup, "To the second"), [
    `${DAYS[3]}T05:00:30.000Z`,
    `${DAYS[3]}T06:10:45.000Z`,
  ]);
  await drag(page, await pointAt(page, DAYS[2], "15:15"), await pointAt(page, DAYS[4], "16:15"));
  // Google takes no new times without a length: it is told, and no length is made up.
  await page.getByText("Google did not accept this event").waitFor();
  assertEquals(await moments(setup, "A moment"), [
    `${DAYS[2]}T06:00:00.000Z`,
    `${DAYS[2]}T06:00:00.000Z`,
  ]);

  const block = page.getByRole("button", { name: /To the second/ });
  const box = (await block.boundingBox())!;
  const edge = { x: box.x + 30, y: box.y + box.height - 3 };
  const moved = page.waitForResponse((response) => response.request().method() === "PATCH");
  await drag(page, edge, { ...edge, y: edge.y + 50 });
  await moved;
  const [start, end] = await moments(setup, "To the second");
  assertEquals(start, `${DAYS[3]}T05:00:30.000Z`);
  assertEquals([end.slice(17, 19), end > `${DAYS[3]}T06:30`], ["45", true]);
  const flight = await setup.event(ADA, "To the second");
  assertEquals([flight.start.timeZone, flight.end.timeZone], [toronto, "Asia/Tokyo"]);
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
}
