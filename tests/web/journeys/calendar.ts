/**
 * The calendar: create, move, resize, edit, delete, undo; with the mouse and with the keyboard alone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/visitor.ts";
import { drag, nextWeek, pointAt, until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** When an event starts and ends at Google, as the same moments in UTC. */
async function times(setup: Setup, title: string): Promise<[start: string, end: string]> {
  const { start, end } = await setup.event(ADA, title);
  return [new Date(start.dateTime!).toISOString(), new Date(end.dateTime!).toISOString()];
}

/** What the screen says of the drawn event, on the day that it stands in. */
async function shownTimes(page: Page, date: string): Promise<string[]> {
  const column = page.locator(`.calendar-grid [role="cell"][data-date="${date}"]`).last();
  const text = await column.getByRole("button", { name: /Drawn/ }).textContent();
  return [...text!.matchAll(/\d\d:\d\d/g)].map(([time]) => berlin(date, time));
}

function minutes([start, end]: [start: string, end: string]): number {
  return (Date.parse(end) - Date.parse(start)) / 60_000;
}

/** A time in Berlin, where the browser is, as UTC. */
function berlin(date: string, time: string): string {
  const utc = new Date(`${date}T${time}:00Z`);
  const there = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "medium",
  }).format(utc);
  const ahead = Date.parse(there.replace(" ", "T") + "Z") - utc.getTime();
  return new Date(utc.getTime() - ahead).toISOString();
}

export async function openNextWeek({ page, open }: Visitor) {
  await open("/calendar");
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  await page.getByRole("button", { name: "Next week" }).click();
  await page.locator(`[role="columnheader"][data-date="${DAYS[2]}"]`).waitFor();
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
}

/** Draws an event, moves it, makes it longer. */
export async function mouse(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await drag(page, await pointAt(page, DAYS[2], "10:00"), await pointAt(page, DAYS[2], "11:00"));
  const dialog = page.getByRole("dialog", { name: "New event" });
  await dialog.getByLabel("Title").fill("Drawn");
  assertEquals(await dialog.getByLabel("Start").inputValue(), `${DAYS[2]}T10:00`);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Drawn” was added.").waitFor();
  assertEquals(await times(setup, "Drawn"), [
    berlin(DAYS[2], "10:00"),
    berlin(DAYS[2], "11:15"),
  ]);

  await drag(page, await pointAt(page, DAYS[2], "10:30"), await pointAt(page, DAYS[3], "12:30"));
  await page.getByText("“Drawn” was moved.").waitFor();
  const moved = await times(setup, "Drawn");
  assertEquals(moved, await shownTimes(page, DAYS[3]), "the screen and Google agree");
  assertEquals(minutes(moved), 75, "it is as long as before");
  assert(moved[0] >= berlin(DAYS[3], "11:45"), "it is where it was dropped");

  const box = (await page.getByRole("button", { name: /Drawn/ }).boundingBox())!;
  const edge = { x: box.x + 30, y: box.y + box.height - 3 };
  await drag(page, edge, { ...edge, y: edge.y + 50 });
  const longer = await until(async () => {
    const now = await times(setup, "Drawn");
    return now[1] > moved[1] && now;
  });
  assertEquals([longer[0], minutes(longer)], [moved[0], 135]);
  assertEquals((await setup.events(ADA, "Drawn")).length, 1);
}

/** The whole way without a mouse: new, change, delete, undo. */
export async function keyboard(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  const press = (key: string) => page.keyboard.press(key);
  await page.getByRole("button", { name: "New event" }).focus();
  await press("Enter");
  await page.getByRole("dialog", { name: "New event" }).waitFor();
  await page.keyboard.type("Typed");
  await press("Enter");
  await page.getByText("“Typed” was added.").waitFor();
  await page.getByRole("button", { name: "Today" }).focus();
  await press("Enter");
  const event = page.getByRole("button", { name: /Typed/ });
  await event.focus();
  await press("Enter");
  await page.getByRole("dialog", { name: "Typed" }).waitFor();
  await page.getByRole("button", { name: "Edit", exact: true }).focus();
  await press("Enter");
  await page.getByRole("dialog", { name: "Edit event" }).waitFor();
  await page.getByLabel("Title").fill("Typed again");
  await press("Enter");
  await page.getByText("“Typed again” was saved.").waitFor();

  await page.getByRole("button", { name: /Typed again/ }).focus();
  await press("Enter");
  await page.getByRole("button", { name: "Delete" }).focus();
  await press("Enter");
  await page.getByText("“Typed again” will be deleted in a moment.").waitFor();
  assertEquals(await page.getByRole("button", { name: /Typed again/ }).count(), 0);
  await press("Tab");
  await press("Enter");
  await page.getByRole("button", { name: /Typed again/ }).waitFor();
  assertEquals((await setup.events(ADA, "Typed again")).length, 1, "nothing was deleted");
}

/** One occurrence, then the whole series, of a weekly event; then the series goes. */
export async function series(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary: "Seminar",
    start_datetime: `${DAYS[0]}T15:00`,
    end_datetime: `${DAYS[0]}T16:00`,
    time_zone: "Europe/Berlin",
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
  });
  assertEquals(created.status, 201);
  await openNextWeek(ada);
  const occurrence = page.getByRole("button", { name: /Seminar/ });
  await occurrence.nth(1).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Title").fill("Seminar in the garden");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Seminar in the garden” was saved.").waitFor();
  assertEquals((await setup.events(ADA, "Seminar")).length, 1, "the series has its name still");

  await page.getByRole("button", { name: /Seminar(?! in)/ }).first().click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("the whole series").check();
  // The form is the series' own once it says how that repeats.
  await page.getByLabel("Repeats").waitFor();
  await page.locator("dialog summary").click();
  await page.getByLabel("Place").fill("Room 7");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Seminar” was saved.").waitFor();
  const master = await setup.event(ADA, "Seminar");
  assertEquals([master.location, master.recurrence], ["Room 7", ["RRULE:FREQ=DAILY;COUNT=3"]]);

  await page.getByRole("button", { name: /Seminar(?! in)/ }).first().click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByLabel("the whole series").check();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("“Seminar” will be deleted in a moment.").waitFor();
  assertEquals(await page.getByRole("button", { name: /Seminar(?! in)/ }).count(), 0);
  // Whoever goes on to another page has not undone it.
  await page.getByRole("link", { name: "Profile" }).click();
  await until(async () => (await setup.events(ADA, "Seminar")).length === 0);
}

/** A deletion is asked for even by a page that is closed at once. */
export async function closedAfterDelete(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Drawn/ }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByText("“Drawn” will be deleted in a moment.").waitFor();
  await page.goto("about:blank");
  await until(async () => (await setup.events(ADA, "Drawn")).length === 0);
  await ada.open("/profile");
}

/** All times follow the zone that is chosen, and it is kept. */
export async function zone(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const created = await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
    summary: "Call",
    start_datetime: `${DAYS[1]}T12:00:00Z`,
    end_datetime: `${DAYS[1]}T13:00:00Z`,
  });
  assertEquals(created.status, 201);
  await openNextWeek(ada);
  await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
  await page.getByRole("button", { name: /^21:00.*Call/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  assertEquals(await page.getByLabel("Start").inputValue(), `${DAYS[1]}T21:00`);
  await page.getByText(/Times in Asia\/Tokyo/).waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  assertEquals(await page.getByLabel("Time zone").inputValue(), "Asia/Tokyo");
  await page.getByLabel("Time zone").selectOption("Europe/Berlin");
  assert((await setup.events(ADA, "Call")).length === 1);
}
