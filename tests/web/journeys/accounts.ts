/**
 * Two accounts with four calendars that can be written to: everything works in each of them, and what
 * happens to one account leaves the other alone.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt, until } from "./hand.ts";
import type { GoogleEvent, Setup } from "./journey.ts";

const ADA = "ada@example.com";
const ALAN = "alan@example.com";
const LECTURES = "lectures@group.calendar.google.com";
const DAYS = nextWeek();
const RESOURCE = "/resources/5e500000-0000-4000-8000-000000000001";
const CHANGES = "**/calendar-events/users/me**";

/** A calendar at Google, and its name in the form. */
interface Own {
  email: string;
  id: string;
  name: string;
}

/** Adds Alan's account to the person's. It is another than the one signed in with, so it is asked about. */
export async function addAlan({ page, consent }: Visitor) {
  await page.getByRole("button", { name: "Add another account" }).click();
  await consent("Alan");
  await page.getByText("This is not the Google account that you sign in with").waitFor();
  await page.getByRole("button", { name: "Link this account" }).click();
  await page.getByText("It is the calendar of alan@example.com.").waitFor();
}

/** The account's part of the card. */
export function accountItem({ page }: Visitor, email: string) {
  return page.getByRole("listitem", { name: email, exact: true });
}

async function eventsIn(setup: Setup, { email, id }: Own, title: string): Promise<GoogleEvent[]> {
  const query = new URLSearchParams({ email, calendar_id: id });
  const response = await fetch(`${setup.stack.googleUrl}/emulator/events?${query}`);
  const all: GoogleEvent[] = await response.json();
  return all.filter(({ summary, status }) => summary === title && status !== "cancelled");
}

async function addCalendar(setup: Setup, email: string, summary: string): Promise<string> {
  await setup.google("calendars", { email, summary, color_id: "10" });
  const response = await fetch(`${setup.stack.googleUrl}/emulator/calendars?email=${email}`);
  const all: { id: string; summary: string }[] = await response.json();
  return all.find((calendar) => calendar.summary === summary)!.id;
}

/** The card and the week in the sizes and themes of people. */
async function shootAround(setup: Setup, visitor: Visitor, name: string) {
  const { page } = visitor;
  for (const width of [390, 1280]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await setup.shoot(visitor, `${name}-${width}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** No request is under way that would draw the week again. */
async function settled(page: Page) {
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
}

/** From the first account to none. */
export async function accounts(setup: Setup) {
  const bletchley = await addCalendar(setup, ALAN, "Bletchley");
  const calendars: Own[] = [
    { email: ADA, id: ADA, name: ADA },
    { email: ADA, id: LECTURES, name: "Lectures" },
    { email: ALAN, id: ALAN, name: ALAN },
    { email: ALAN, id: bletchley, name: "Bletchley" },
  ];
  const ada = await setup.visitor({ viewport: { width: 1280, height: 900 } });
  await ada.connected("Ada");
  await addAlan(ada);
  await accountItem(ada, ADA).getByText("Default", { exact: true }).waitFor();
  for (const email of [ADA, ALAN]) {
    await accountItem(ada, email).getByText("Connected", { exact: true }).waitFor();
    await accountItem(ada, email).getByText("See and edit events").waitFor();
  }
  await shootAround(setup, ada, "accounts-card");

  await createAndChange(setup, ada, calendars);
  await readOnlyAndHidden(setup, ada);
  await answerAndFreeTime(setup, ada);
  await resourceLink(setup, ada, calendars[3]!);
  await oneGrantDies(setup, ada);
  await defaultAndDisconnect(setup, ada);
}

/** Creates, moves, changes and deletes an event in each of the calendars. */
async function createAndChange(setup: Setup, ada: Visitor, calendars: Own[]) {
  const { page } = ada;
  await openNextWeek(ada);
  const dialog = page.getByRole("dialog");
  for (const [index, calendar] of calendars.entries()) {
    await page.getByRole("button", { name: "New event" }).click();
    await dialog.getByLabel("Title").fill(`Event ${index}`);
    await dialog.getByLabel("Start").fill(`${DAYS[index]}T09:00`);
    await dialog.getByLabel("Calendar").selectOption(calendar.name);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText(`“Event ${index}” was added.`).waitFor();
    assertEquals((await eventsIn(setup, calendar, `Event ${index}`)).length, 1, calendar.name);
  }
  const shown = (index: number) => page.getByRole("button", { name: `Event ${index}` });
  const colors = await Promise.all(
    calendars.map((_, index) =>
      shown(index).evaluate((element) => getComputedStyle(element).borderLeftColor)
    ),
  );
  assertEquals(new Set(colors).size, 4, `each in its calendar's colour: ${colors}`);
  await shootAround(setup, ada, "accounts-week");
  await page.setViewportSize({ width: 1280, height: 900 });

  for (const [index, calendar] of calendars.entries()) {
    const day = DAYS[index]!;
    await settled(page);
    await drag(page, await pointAt(page, day, "09:30"), await pointAt(page, day, "11:30"));
    await page.getByText(`“Event ${index}” was moved.`).waitFor();
    const [moved] = await eventsIn(setup, calendar, `Event ${index}`);
    assert(Date.parse(moved!.start.dateTime!) > Date.parse(`${day}T09:00:00Z`), calendar.name);

    await shown(index).click();
    await dialog.getByText(`Calendar: ${calendar.name}`).waitFor();
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await dialog.getByLabel("Title").fill(`Event ${index}, changed`);
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText(`“Event ${index}, changed” was saved.`).waitFor();
    assertEquals((await eventsIn(setup, calendar, `Event ${index}, changed`)).length, 1);

    await shown(index).click();
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText(`“Event ${index}, changed” will be deleted in a moment.`).waitFor();
  }
  // The last deletion is sent when the page is left.
  await ada.open("/profile");
  for (const [index, calendar] of calendars.entries()) {
    await until(async () =>
      (await eventsIn(setup, calendar, `Event ${index}, changed`)).length === 0
    );
  }
}

/** An event to read only says why; a calendar that is switched off is not asked for. */
async function readOnlyAndHidden(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  await openNextWeek(ada);
  const meeting = page.getByRole("button", { name: /Department meeting/ });
  const before = await meeting.textContent();
  const box = (await meeting.boundingBox())!;
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await drag(page, middle, { ...middle, y: middle.y - 100 });
  assertEquals(await meeting.textContent(), before, "it stays where it is");
  await page.keyboard.press("Escape");
  await meeting.click();
  await dialog.getByText("You can only read this calendar").waitFor();
  assertEquals(await dialog.getByRole("button", { name: /Save|Delete/ }).count(), 0);
  await setup.shoot(ada, "accounts-read-only");
  await dialog.getByRole("button", { name: "Close" }).click();

  const lectures = page.getByRole("checkbox", { name: "Lectures" });
  await page.getByRole("button", { name: /The Analytical Engine/ }).waitFor();
  await lectures.uncheck();
  await page.getByRole("button", { name: /The Analytical Engine/ }).waitFor({ state: "detached" });
  await page.reload();
  await lectures.waitFor();
  assertEquals(await lectures.isChecked(), false, "it is remembered");
  await lectures.check();
  await openNextWeek(ada);
  await page.getByRole("button", { name: /The Analytical Engine/ }).waitFor();

  // One calendar's failure is told beside it.
  await page.route(
    CHANGES,
    (route) =>
      route.request().url().includes("lectures")
        ? route.fulfill({ status: 502, json: { code: "google_unavailable", message: "No" } })
        : route.continue(),
  );
  await page.reload();
  const list = page.getByRole("group", { name: ADA });
  await list.getByText("Google did not answer properly").waitFor();
  await setup.shoot(ada, "accounts-one-calendar-fails");
  assertEquals(await page.getByRole("alert").count(), 1);
  await page.unroute(CHANGES);
  await list.getByRole("button", { name: "Try again" }).click();
  await list.getByText("Google did not answer properly").waitFor({ state: "detached" });
}

/** The same event in both accounts is two events; the free times are those of both. */
async function answerAndFreeTime(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const dialog = page.getByRole("dialog");
  const attendees = [
    { email: "grace@example.com", responseStatus: "accepted" },
    { email: ADA, responseStatus: "needsAction" },
    { email: ALAN, responseStatus: "needsAction" },
  ];
  const span = (from: string, to: string) => ({
    start: { dateTime: `${DAYS[0]}T${from}:00Z`, timeZone: "Europe/Berlin" },
    end: { dateTime: `${DAYS[0]}T${to}:00Z`, timeZone: "Europe/Berlin" },
  });
  for (const email of [ADA, ALAN]) {
    const organizer = { email: "grace@example.com" };
    const event = { id: "sameinboth", summary: "Enigma talk", organizer, attendees };
    await setup.google("plant", { email, event: { ...event, ...span("08:00", "09:00") } });
  }
  await setup.google("plant", {
    email: ADA,
    event: { summary: "Long", ...span("06:00", "12:00") },
  });
  await setup.google("plant", {
    email: ALAN,
    event: { summary: "Long", ...span("12:00", "18:00") },
  });
  await openNextWeek(ada);
  const talks = page.getByRole("button", { name: /Enigma talk/ });
  await talks.nth(1).waitFor();
  assertEquals(await talks.count(), 2);
  // Whichever of the two it is: only that calendar's answer changes.
  await talks.first().click();
  const own = await dialog.locator(".own-calendar").textContent();
  const email = own!.includes(ALAN) ? ALAN : ADA;
  await dialog.getByRole("button", { name: "Accept" }).click();
  await page.getByText("“Enigma talk”: you accepted.").waitFor();
  const { attendees: after } = await setup.event(email, "Enigma talk");
  assertEquals(after!.find((guest) => guest.email === email)!.responseStatus, "accepted");
  await page.getByRole("button", { name: /Enigma talk(?! \()/ }).waitFor();
  assertEquals(await page.getByRole("button", { name: /Enigma talk \(not answered\)/ }).count(), 1);

  await page.getByText("Find a time").click();
  const free = page.locator(".free-slot");
  await free.first().waitFor();
  assertEquals(await free.filter({ hasText: "Monday" }).count(), 0, "busy in one or the other");
  assert(await free.filter({ hasText: "Friday" }).count() > 0);
}

/** The resource's form has the calendar that got the last event, and the page finds the event there. */
async function resourceLink(setup: Setup, ada: Visitor, calendar: Own) {
  const { page } = ada;
  await ada.open(RESOURCE);
  await page.getByText("Suggested:").waitFor();
  const chosen = page.getByLabel("Calendar", { exact: true });
  assertEquals(await chosen.locator("option:checked").textContent(), calendar.name);
  await page.getByLabel("Title", { exact: true }).fill("Of a resource");
  await page.getByRole("button", { name: "Add to calendar" }).click();
  const card = page.getByRole("region", { name: "In your calendar" });
  await card.getByRole("strong").getByText("Of a resource").waitFor();
  assertEquals((await eventsIn(setup, calendar, "Of a resource")).length, 1);
  await page.reload();
  await card.getByRole("strong").getByText("Of a resource").waitFor();
  await setup.shoot(ada, "accounts-resource");
}

/** Alan's grant ends: Ada's events stay, and one button connects Alan's account again. */
async function oneGrantDies(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await setup.google("revoke", { email: ALAN });
  await openNextWeek(ada);
  const alan = accountItem(ada, ALAN);
  await alan.getByText("Google no longer accepts the permission").waitFor();
  await page.getByRole("button", { name: /Long/ }).waitFor();
  await page.getByText("Not up to date").waitFor();
  assertEquals(await accountItem(ada, ADA).count(), 0, "the other account needs nothing");
  await setup.shoot(ada, "accounts-one-dead");
  await page.getByRole("button", { name: "New event" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("While Alan is away");
  await page.getByRole("dialog").getByLabel("Calendar").selectOption("Lectures");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByText("“While Alan is away” was added.").waitFor();
  await ada.open("/profile");
  await accountItem(ada, ADA).getByText("Connected", { exact: true }).waitFor();
  await shootAround(setup, ada, "accounts-card-dead");
  await page.getByRole("button", { name: "Reconnect: alan@example.com" }).click();
  await ada.consent("Alan");
  await page.getByRole("button", { name: "Link this account" }).click();
  await page.getByText("It is the calendar of alan@example.com.").waitFor();
  await accountItem(ada, ALAN).getByText("Connected", { exact: true }).waitFor();
}

/** Another default account; then one goes, then all. */
async function defaultAndDisconnect(_setup: Setup, ada: Visitor) {
  const { page } = ada;
  const heading = page.getByRole("heading", { name: "Google Calendar", exact: true });
  const hasFocus = () => heading.evaluate((element) => element === document.activeElement);
  await page.getByRole("button", { name: "Make default: alan@example.com" }).click();
  await page.getByText("alan@example.com is the default account now.").waitFor();
  await accountItem(ada, ALAN).getByText("Default", { exact: true }).waitFor();
  assertEquals(await accountItem(ada, ADA).getByText("Default", { exact: true }).count(), 0);
  assert(await hasFocus(), "the pressed button is gone");
  const { body } = await ada.call("GET", "/calendar-connection/users/me");
  assertEquals((body as { google_email: string }).google_email, ALAN);

  await page.getByRole("button", { name: "Disconnect: alan@example.com" }).click();
  const one = page.getByRole("dialog", { name: "Disconnect alan@example.com?" });
  await one.getByRole("button", { name: "Disconnect" }).click();
  await page.getByText("alan@example.com is disconnected.").waitFor();
  await page.getByText("Connected", { exact: true }).waitFor();
  assert(await hasFocus());
  await page.getByRole("definition").getByText("ada@example.com").waitFor();

  await addAlan(ada);
  await page.getByRole("button", { name: "Disconnect all" }).click();
  const all = page.getByRole("dialog", { name: "Disconnect all accounts?" });
  await all.getByText(/ada@example\.com.*alan@example\.com/).waitFor();
  await all.getByRole("button", { name: "Disconnect all" }).click();
  await page.getByText("Not connected", { exact: true }).waitFor();
  assert(await hasFocus());
}
