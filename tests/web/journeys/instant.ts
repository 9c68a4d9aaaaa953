/**
 * What shows before Google answers, and the ways back. Google is slow in most of these.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt, until } from "./hand.ts";
import { invite } from "./invitations.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** Milliseconds that Google waits: long enough to look at the screen before. */
const HELD = 3000;

/** The next call of an endpoint takes long. */
async function hold(setup: Setup, endpoint: string) {
  await setup.google("fail", { endpoint, fault: { delay_ms: HELD }, times: 1 });
}

/** Puts an event of an hour into the week that the page shows, and waits until it is there. */
async function plant(setup: Setup, ada: Visitor, title: string, day: number, hour: number) {
  const at = (hour: number) => ({
    dateTime: `${DAYS[day]}T${String(hour).padStart(2, "0")}:00:00`,
    timeZone: "Europe/Berlin",
  });
  const event = { summary: title, start: at(hour), end: at(hour + 1) };
  await setup.google("plant", { email: ADA, event });
  await openNextWeek(ada);
  await ada.page.getByRole("button", { name: new RegExp(title) }).waitFor();
}

/** The notice that has a text, with its button. */
function notice({ page }: Visitor, text: string) {
  return page.locator(".notice").filter({ hasText: text });
}

async function undo(ada: Visitor, text: string) {
  await notice(ada, text).getByRole("button", { name: "Undo" }).click();
}

/** Saved, seen, stored; then taken back: once after Google has it, once before. */
export async function creating(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const add = async (title: string) => {
    await page.getByRole("button", { name: "New event" }).click();
    await page.getByLabel("Title", { exact: true }).fill(title);
    await page.getByLabel("Start", { exact: true }).fill(`${DAYS[1]}T09:00`);
    await hold(setup, "events.insert");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: new RegExp(`^09:00.*${title}`) }).waitFor();
    assertEquals(await page.getByRole("dialog").count(), 0, "the dialog is away at once");
    assertEquals((await setup.events(ADA, title)).length, 0, "Google does not have it yet");
  };
  await openNextWeek(ada);
  await add("Early bird");
  await notice(ada, "“Early bird” is being added…").waitFor();
  await setup.shoot(ada, "instant-adding");
  // A click on it waits for Google, and then shows it.
  await page.getByRole("button", { name: /Early bird/ }).click();
  await page.getByRole("dialog", { name: "Early bird" }).waitFor();
  assertEquals((await setup.events(ADA, "Early bird")).length, 1);
  await page.keyboard.press("Escape");
  await undo(ada, "“Early bird” was added.");
  await page.getByRole("button", { name: /Early bird/ }).waitFor({ state: "detached" });
  await until(async () => (await setup.events(ADA, "Early bird")).length === 0);
  await page.getByText("“Early bird” is as it was before.").waitFor();

  await add("Too early");
  await undo(ada, "“Too early” is being added…");
  await page.getByRole("button", { name: /Too early/ }).waitFor({ state: "detached" });
  await page.getByText("“Too early” is as it was before.").waitFor();
  assertEquals((await setup.events(ADA, "Too early")).length, 0);
  assertEquals(await page.getByRole("button", { name: /Too early/ }).count(), 0);
}

export async function changing(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "Movable", 2, 10);
  const before = (await setup.event(ADA, "Movable")).start.dateTime!;
  await hold(setup, "events.patch");
  await drag(page, await pointAt(page, DAYS[2], "10:30"), await pointAt(page, DAYS[2], "13:30"));
  await page.getByRole("button", { name: /^1[23]:.*Movable/ }).waitFor();
  assertEquals((await setup.event(ADA, "Movable")).start.dateTime, before, "not at Google yet");
  await notice(ada, "“Movable” was moved.").waitFor();
  const after = (await setup.event(ADA, "Movable")).start.dateTime!;
  assert(Date.parse(after) > Date.parse(before));
  await hold(setup, "events.patch");
  await undo(ada, "“Movable” was moved.");
  await page.getByRole("button", { name: /^10:00.*Movable/ }).waitFor();
  assertEquals((await setup.event(ADA, "Movable")).start.dateTime, after, "not at Google yet");
  await until(async () =>
    Date.parse((await setup.event(ADA, "Movable")).start.dateTime!) === Date.parse(before)
  );

  await page.getByRole("button", { name: /Movable/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.getByLabel("Title", { exact: true }).fill("Renamed");
  await hold(setup, "events.patch");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: /Renamed/ }).waitFor();
  assertEquals((await setup.events(ADA, "Renamed")).length, 0);
  // Taken back before Google has it: both requests are sent, in their order.
  await undo(ada, "“Renamed” is being saved…");
  await page.getByRole("button", { name: /Movable/ }).waitFor();
  await page.getByText("“Renamed” is as it was before.").waitFor();
  assertEquals((await setup.events(ADA, "Movable")).length, 1);
}

/** The second one is for the version that the first one makes. */
export async function twoMoves(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "Restless", 3, 10);
  await hold(setup, "events.patch");
  await drag(page, await pointAt(page, DAYS[3], "10:30"), await pointAt(page, DAYS[3], "12:30"));
  await drag(page, await pointAt(page, DAYS[3], "12:30"), await pointAt(page, DAYS[3], "14:30"));
  await page.getByRole("button", { name: /^14:.*Restless/ }).or(
    page.getByRole("button", { name: /^13:.*Restless/ }),
  ).waitFor();
  await notice(ada, "“Restless” was moved.").waitFor();
  await until(async () => {
    const { start } = await setup.event(ADA, "Restless");
    return Date.parse(start.dateTime!) >= Date.parse(`${DAYS[3]}T12:30:00Z`);
  });
  assertEquals(await page.getByRole("alert").count(), 0);
}

export async function answering(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await invite(setup, DAYS[4], { summary: "Round table" });
  await openNextWeek(ada);
  const answer = async () => {
    const { attendees } = await setup.event(ADA, "Round table");
    return attendees!.find(({ email }) => email === ADA)!.responseStatus;
  };
  await page.getByRole("button", { name: /Round table \(not answered\)/ }).click();
  await hold(setup, "events.patch");
  await page.getByRole("button", { name: "Decline" }).click();
  await page.getByRole("button", { name: /Round table \(declined\)/ }).waitFor();
  assertEquals(await answer(), "needsAction", "not at Google yet");
  await undo(ada, "“Round table”: you declined.");
  await page.getByRole("button", { name: /Round table \(not answered\)/ }).waitFor();
  await page.getByText("“Round table” is as it was before.").waitFor();
  assertEquals(await answer(), "needsAction");
}

/** Each deletion has its own notice and its own time. */
export async function twoDeletions(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "First to go", 0, 9);
  await plant(setup, ada, "Second to go", 0, 11);
  for (const title of ["First to go", "Second to go"]) {
    await page.getByRole("button", { name: new RegExp(title) }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await notice(ada, `“${title}” will be deleted in a moment.`).waitFor();
  }
  assertEquals(await page.getByRole("button", { name: /to go/ }).count(), 0);
  assertEquals(await page.getByRole("button", { name: "Undo" }).count(), 2);
  await setup.shoot(ada, "instant-two-deletions");
  await undo(ada, "First to go");
  await page.getByRole("button", { name: /First to go/ }).waitFor();
  assertEquals(await page.getByRole("button", { name: /Second to go/ }).count(), 0);
  await page.mouse.move(640, 20);
  await page.getByText("“Second to go” was deleted.").waitFor();
  const left = [await setup.events(ADA, "First to go"), await setup.events(ADA, "Second to go")];
  assertEquals(left.map(({ length }) => length), [1, 0]);
}

/** The screen is as before, the reason is told, and the form has what was typed. */
export async function refused(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "Stays", 5, 9);
  const fault = {
    status: 429,
    headers: { "retry-after": "600" },
    body: { error: { code: 429, message: "Slow", errors: [{ reason: "rateLimitExceeded" }] } },
    delay_ms: 500,
  };
  const dialog = page.getByRole("dialog");
  const told = page.getByText("Google asks for a short pause");

  await page.getByRole("button", { name: "New event" }).click();
  await dialog.getByLabel("Title", { exact: true }).fill("Refused");
  await dialog.getByLabel("Start", { exact: true }).fill(`${DAYS[5]}T14:00`);
  await setup.google("fail", { endpoint: "events.insert", fault });
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: /Refused/ }).waitFor();
  await dialog.getByText("Google asks for a short pause").waitFor();
  assertEquals(
    await page.locator(".calendar-grid [data-event]", { hasText: "Refused" }).count(),
    0,
  );
  assertEquals(await dialog.getByLabel("Title", { exact: true }).inputValue(), "Refused");
  await setup.shoot(ada, "instant-refused");
  await dialog.getByRole("button", { name: "Try again" }).click();
  await page.getByText("“Refused” was added.").waitFor();
  assertEquals((await setup.events(ADA, "Refused")).length, 1);

  await page.getByRole("button", { name: /Stays/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("Title", { exact: true }).fill("Goes");
  await setup.google("fail", { endpoint: "events.patch", fault });
  await dialog.getByRole("button", { name: "Save" }).click();
  await told.waitFor();
  assertEquals(await dialog.getByLabel("Title", { exact: true }).inputValue(), "Goes");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: /Stays/ }).waitFor();

  await page.getByRole("button", { name: /Stays/ }).click();
  await page.getByRole("button", { name: "Delete" }).click();
  await setup.google("fail", { endpoint: "events.delete", fault });
  await page.mouse.move(640, 20);
  await told.waitFor();
  await page.getByRole("button", { name: /Stays/ }).waitFor();
}

export async function visibleAgain(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "Here already", 6, 9);
  await setup.google("plant", {
    email: ADA,
    event: {
      summary: "From elsewhere",
      start: { dateTime: `${DAYS[6]}T13:00:00Z` },
      end: { dateTime: `${DAYS[6]}T14:00:00Z` },
    },
  });
  assertEquals(await page.getByRole("button", { name: /From elsewhere/ }).count(), 0);
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }))
  );
  await page.getByRole("button", { name: /From elsewhere/ }).waitFor();
}

/** Google answers nothing more, and the weeks are there: the seen one, and the two beside it. */
export async function seenBefore(setup: Setup, ada: Visitor) {
  const { page } = ada;
  for (const [title, days] of [["Last week", -7], ["Week after", 7]] as const) {
    const day = new Date(Date.parse(DAYS[2]) + days * 86_400_000).toISOString().slice(0, 10);
    await setup.google("plant", {
      email: ADA,
      event: {
        summary: title,
        start: { dateTime: `${day}T10:00:00Z` },
        end: { dateTime: `${day}T11:00:00Z` },
      },
    });
  }
  await plant(setup, ada, "Seen", 2, 17);
  await until(async () => {
    const calls = await fetch(`${setup.stack.googleUrl}/emulator/calls?endpoint=events.list`);
    const before = (await calls.json()).count;
    await page.waitForTimeout(1000);
    const again = await fetch(`${setup.stack.googleUrl}/emulator/calls?endpoint=events.list`);
    return (await again.json()).count === before;
  });
  await setup.google("fail", { endpoint: "events.list", fault: { hang: true, times: null } });
  const shows = async (button: string, title: string) => {
    await page.getByRole("button", { name: button }).click();
    await page.getByRole("button", { name: new RegExp(title) }).waitFor({ timeout: 3000 });
  };
  await shows("Next week", "Week after");
  await shows("Previous week", "Seen");
  await shows("Previous week", "Last week");
  await page.getByRole("button", { name: "Next week" }).click();
  // A day of a week that was seen was seen, too.
  await page.getByRole("button", { name: "Day", exact: true }).click();
  await page.getByRole("button", { name: "Week", exact: true }).click();
  await page.getByRole("button", { name: /Seen/ }).waitFor({ timeout: 3000 });
}

export async function offlineOnce(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plant(setup, ada, "Kept offline", 1, 15);
  await page.context().setOffline(true);
  await page.getByText("You are offline. This is your calendar").waitFor();
  for (let week = 0; week < 3; week++) {
    await page.getByRole("button", { name: "Next week" }).click();
  }
  await page.getByText("could not be loaded").waitFor();
  await page.waitForTimeout(500);
  assertEquals(await page.getByText(/You are offline/).count(), 1);
  assertEquals(await page.getByRole("alert").count(), 0);
  await setup.shoot(ada, "instant-offline");
  for (let week = 0; week < 3; week++) {
    await page.getByRole("button", { name: "Previous week" }).click();
  }
  await page.getByRole("button", { name: /Kept offline/ }).waitFor();
  await page.context().setOffline(false);
  await page.getByText("You are offline").waitFor({ state: "detached" });
}

/** The person unticked a box, and changes their mind where the feature is missed. */
export async function allowToo(setup: Setup, _ada: Visitor) {
  const grace = await setup.visitor();
  const { page } = grace;
  await grace.open("/profile");
  await grace.signIn("Grace");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await grace.consent("Grace", { untick: /free|availab/i });
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.getByText("See when you are free (not allowed)").waitFor();
  await setup.shoot(grace, "instant-allow-too");
  await grace.open("/calendar");
  await page.getByText("Find a time").click();
  await page.getByRole("button", { name: "Allow this too" }).waitFor();
  await grace.open("/profile");
  await page.getByRole("button", { name: "Allow this too: See when you are free" }).click();
  await grace.consent("Grace");
  await page.getByText("Connected", { exact: true }).waitFor();
  await page.getByText("See when you are free", { exact: true }).waitFor();
  assertEquals(await page.getByRole("button", { name: /Allow this too/ }).count(), 0);
}

export async function meetings(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const response = await fetch(`${setup.stack.googleUrl}/emulator/calendars`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: ADA, summary: "Without meetings", conference_types: [] }),
  });
  assertEquals(response.ok, true, await response.text());
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  const dialog = page.getByRole("dialog");
  const meet = dialog.getByLabel("Add a Google Meet meeting");
  await meet.waitFor();
  await dialog.getByLabel("Calendar", { exact: true }).selectOption("Without meetings");
  await meet.waitFor({ state: "detached" });
  await dialog.getByLabel("Calendar", { exact: true }).selectOption(ADA);
  await meet.waitFor();
  await page.keyboard.press("Escape");
}
