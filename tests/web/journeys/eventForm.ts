/**
 * An event is looked at before it is edited; and all that its form can give it.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { nextWeek, until } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** What of Google's event only this journey reads. */
interface Stored {
  colorId?: string;
  hangoutLink?: string;
  conferenceData?: object;
  reminders?: { useDefault: boolean; overrides?: { method: string; minutes: number }[] };
}

/** The popover says everything, gives the focus back, and is a sheet on a phone. */
export async function looking(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await setup.google("plant", {
    email: ADA,
    event: {
      summary: "Bridge",
      start: { dateTime: `${DAYS[6]}T09:00:00Z`, timeZone: "America/New_York" },
      end: { dateTime: `${DAYS[6]}T10:00:00Z`, timeZone: "America/New_York" },
      location: "Main Street 5, London",
      description:
        '<p>The <a href="https://example.com/a?b=1&amp;c=2">plan</a>, <a href="javascript:x">no</a></p>',
      hangoutLink: "https://meet.google.com/abc-defg-hij",
      attendees: [
        { email: ADA, self: true, organizer: true, responseStatus: "accepted" },
        { email: "grace@example.com", displayName: "Grace Hopper", responseStatus: "tentative" },
      ],
    },
  });
  await openNextWeek(ada);
  const event = page.getByRole("button", { name: /Bridge/ });
  await event.click();
  const shown = page.getByRole("dialog", { name: "Bridge" });
  await shown.getByText(/04:00.*05:00/).waitFor();
  await shown.getByText("in America/New York").waitFor();
  const href = (name: string) => shown.getByRole("link", { name }).getAttribute("href");
  assertEquals(
    await href("Main Street 5"),
    "https://www.google.com/maps/search/?api=1&query=Main%20Street%205%2C%20London",
  );
  assertEquals(await href("plan"), "https://example.com/a?b=1&c=2");
  assertEquals(await href("Join the meeting"), "https://meet.google.com/abc-defg-hij");
  assertEquals(await shown.getByRole("link", { name: "no" }).count(), 0, "no script is a link");
  await shown.getByRole("listitem").filter({ hasText: "Grace Hopper" }).getByText("tentative")
    .waitFor();
  assertEquals(await shown.getByRole("textbox").count(), 0, "the form comes second");
  const [beside, own] = [(await shown.boundingBox())!, (await event.boundingBox())!];
  assert(beside.x + beside.width <= own.x || beside.x >= own.x + own.width, "it covers the event");
  await setup.shoot(ada, "popover");

  await page.keyboard.press("Escape");
  assertEquals(await shown.count(), 0);
  assert(await event.evaluate((element) => element === document.activeElement), "focus is back");

  const size = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height: 844 });
  await event.click();
  const sheet = (await shown.boundingBox())!;
  assertEquals([sheet.x, sheet.width, Math.round(sheet.y + sheet.height)], [0, 390, 844]);
  await setup.shoot(ada, "popover-phone");
  await page.keyboard.press("Escape");
  await page.setViewportSize(size);
}

/** A new event with everything, of which nothing is lost by Escape; then most of it goes again. */
export async function everyField(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  const form = page.getByRole("dialog", { name: "New event" });
  await form.getByLabel("Title").fill("Everything");
  await form.getByLabel("Start").fill(`${DAYS[0]}T06:00`);
  assertEquals(
    await form.getByLabel("End", { exact: true }).inputValue(),
    `${DAYS[0]}T07:00`,
    "it keeps its length",
  );
  await form.getByLabel("Repeats").selectOption("Every week");
  await form.getByLabel("Every how many weeks").fill("2");
  assert(await form.getByLabel("Monday").isChecked(), "the day of the start");
  await form.getByLabel("Wednesday").check();
  await form.getByLabel("Until").fill("2099-01-01");
  await form.getByLabel("Or number of times").fill("6");
  assertEquals(await form.getByLabel("Until").inputValue(), "", "one end at a time");
  const guests = form.getByLabel("Guests (optional)");
  const suggested = await form.locator("datalist option").evaluateAll((options) =>
    options.map((option) => (option as HTMLOptionElement).value)
  );
  assert(suggested.includes("grace@example.com"), `people already met: ${suggested}`);
  assertEquals(suggested.includes(ADA), false);
  await guests.fill("grace@example.com");
  await form.getByRole("listitem").filter({ hasText: "grace@example.com" }).waitFor();
  await guests.fill("alan");
  await guests.press("Enter");
  await form.getByLabel("Colour").selectOption("Tomato");
  await form.getByLabel("Reminders").selectOption("Notification 10 minutes before");
  await form.getByLabel("Add a Google Meet meeting").check();
  await form.getByLabel("Tell the guests by e-mail").uncheck();

  await page.keyboard.press("Escape");
  await form.getByText("Discard what you typed?").waitFor();
  await form.getByRole("button", { name: "Go on editing" }).click();
  assertEquals(await form.getByLabel("Title").inputValue(), "Everything");
  await form.getByRole("button", { name: "Save" }).click();
  await form.getByText("“alan” is not an e-mail address.").waitFor();
  await form.getByRole("button", { name: "Remove alan" }).click();
  const save = (await form.getByRole("button", { name: "Save" }).boundingBox())!;
  assert(save.y + save.height <= page.viewportSize()!.height, "Save is in sight");
  await setup.shoot(ada, "every-field");
  await form.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Everything” was added.").waitFor();

  const stored = await setup.event(ADA, "Everything") as Stored & { recurrence: string[] };
  assertEquals(stored.recurrence, ["RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=6"]);
  assertEquals([stored.colorId, stored.reminders], ["11", {
    useDefault: false,
    overrides: [{ method: "popup", minutes: 10 }],
  }]);
  assert(stored.conferenceData ?? stored.hangoutLink, "it has a meeting");
  const invited = async () =>
    (await setup.event(ADA, "Everything")).attendees?.map(({ email }) => email) ?? [];
  assert((await invited()).includes("grace@example.com"));

  const event = page.getByRole("button", { name: /Everything/ });
  await until(async () => await event.count() === 2);
  await event.first().click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  const edit = page.getByRole("dialog", { name: "Edit event" });
  await edit.getByLabel("the whole series").check();
  await edit.getByLabel("Repeats").waitFor();
  assertEquals(await edit.getByLabel("Every how many weeks").inputValue(), "2");
  assertEquals(await edit.getByLabel("Or number of times").inputValue(), "6");
  await edit.getByLabel("Monday").waitFor();
  await edit.getByRole("button", { name: "Remove grace@example.com" }).click();
  await edit.getByLabel("Colour").selectOption("Calendar’s colour");
  await edit.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Everything” was saved.").waitFor();
  assertEquals((await invited()).includes("grace@example.com"), false);
  const after = await setup.event(ADA, "Everything") as Stored & { recurrence: string[] };
  assertEquals([after.colorId, after.recurrence], [undefined, stored.recurrence]);
}
