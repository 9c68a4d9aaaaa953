/**
 * What stands in real calendars beside meetings, and what the form says of an event's guests, zones
 * and reminders.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** Plants one event of each kind. */
export async function plantKinds(setup: Setup) {
  const timed = (day: number, from: string, to: string) => ({
    start: { dateTime: `${DAYS[day]}T${from}:00Z`, timeZone: "Europe/Berlin" },
    end: { dateTime: `${DAYS[day]}T${to}:00Z`, timeZone: "Europe/Berlin" },
  });
  const events = [
    {
      summary: "Home office",
      eventType: "workingLocation",
      transparency: "transparent",
      visibility: "public",
      workingLocationProperties: { type: "homeOffice", homeOffice: {} },
      ...timed(3, "07:00", "16:00"),
    },
    {
      summary: "Alan’s birthday",
      eventType: "birthday",
      transparency: "transparent",
      visibility: "private",
      birthdayProperties: { type: "birthday" },
      start: { date: DAYS[3] },
      end: { date: DAYS[4] },
    },
    {
      summary: "Dentist",
      eventType: "outOfOffice",
      outOfOfficeProperties: { autoDeclineMode: "declineNone" },
      ...timed(3, "12:00", "14:00"),
    },
    {
      summary: "Proofs",
      eventType: "focusTime",
      focusTimeProperties: { autoDeclineMode: "declineNone" },
      ...timed(3, "15:00", "16:00"),
    },
    { summary: "Gone", status: "cancelled", ...timed(3, "17:00", "18:00") },
    {
      summary: "Flight",
      start: { dateTime: `${DAYS[5]}T08:00:00Z`, timeZone: "Europe/Berlin" },
      end: { dateTime: `${DAYS[5]}T17:00:00Z`, timeZone: "America/New_York" },
      attendees: [{ email: ADA, responseStatus: "accepted" }, { email: "grace@example.com" }],
      attendeesOmitted: true,
    },
  ];
  for (const event of events) await setup.google("plant", { email: ADA, event });
  await setup.google("default-reminders", {
    email: ADA,
    reminders: [{ method: "popup", minutes: 30 }, { method: "email", minutes: 1440 }],
  });
}

/** Markers are not meetings, absences look like what they are, and the form tells the rest. */
export async function kinds(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await plantKinds(setup);
  await openNextWeek(ada);
  const marker = page.getByRole("button", { name: "Home office (working location)" });
  await marker.waitFor();
  await page.getByRole("button", { name: /Dentist \(out of office\)/ }).waitFor();
  await page.getByRole("button", { name: /Proofs \(focus time\)/ }).waitFor();
  assertEquals(await page.getByRole("button", { name: /Gone/ }).count(), 0);
  await setup.shoot(ada, "kinds");

  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.method()));
  const box = (await marker.boundingBox())!;
  const point = { x: box.x + 20, y: box.y + box.height / 2 };
  await drag(page, point, { ...point, x: point.x + box.width });
  assertEquals(asked.filter((method) => method === "PATCH"), [], "a marker is not moved");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Alan’s birthday" }).click();
  const birthday = page.getByRole("dialog", { name: "Birthday" });
  assertEquals(await birthday.getByRole("textbox").count(), 0);
  assertEquals(await birthday.getByRole("button", { name: "Delete" }).count(), 0);
  await birthday.getByRole("button", { name: "Close" }).click();

  await page.getByRole("button", { name: /Flight/ }).click();
  const dialog = page.getByRole("dialog", { name: "Flight" });
  await dialog.getByText(/Starts .*09:00 in Europe\/Berlin, ends .*12:00 in America\/New York/)
    .waitFor();
  await dialog.getByText("Google does not list all guests of this event.").waitFor();
  await dialog.getByText(
    "Reminders: Calendar default (notification 30 minutes before, e-mail 1 day before)",
  ).waitFor();
  await setup.shoot(ada, "flight");
  await page.keyboard.press("Escape");
}
