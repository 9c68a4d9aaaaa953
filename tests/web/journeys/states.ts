/**
 * Every page and state that is looked at by axe, one after the other in one browser.
 *
 * @module
 */
import type { Visitor } from "../../support/visitor.ts";
import { addAlan } from "./accounts.ts";
import { nextWeek } from "./hand.ts";
import { invite } from "./invitations.ts";
import type { Setup } from "./journey.ts";
import { plantKinds } from "./kinds.ts";

export const RESOURCE = "/resources/5e500000-0000-4000-8000-000000000001";

/** Two accounts, then one of them without a grant. */
async function severalAccounts(
  setup: Setup,
  ada: Visitor,
  look: (state: string) => Promise<void>,
) {
  const { page, open } = ada;
  const settled = () => page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  await page.getByRole("button", { name: "Reconnect Google Calendar" }).click();
  await ada.consent("Ada");
  await open("/profile");
  await addAlan(ada);
  await look("two accounts /profile");
  await page.getByRole("button", { name: "Disconnect: alan@example.com" }).click();
  await look("asked before disconnecting one of two");
  await page.keyboard.press("Escape");
  await open("/calendar");
  await settled();
  await page.getByRole("button", { name: /Lecture/ }).first().waitFor();
  await look("two accounts /calendar");
  await page.getByRole("button", { name: "New event" }).click();
  await page.getByRole("dialog").getByLabel("Calendar", { exact: true }).waitFor();
  await look("a new event with two accounts");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /Department meeting/ }).first().click();
  await page.getByText("You can only read this calendar").waitFor();
  await look("an event to read only");
  await page.keyboard.press("Escape");
  await setup.google("revoke", { email: "alan@example.com" });
  await open("/calendar");
  await page.getByText("Google no longer accepts the permission").waitFor();
  await page.getByText("Not up to date").waitFor();
  await look("one of two accounts needs reconnect /calendar");
  await open("/profile");
  await page.getByText("Google no longer accepts the permission").waitFor();
  await look("one of two accounts needs reconnect /profile");
  await page.getByRole("button", { name: "Disconnect all" }).click();
  await look("asked before disconnecting all");
  await page.getByRole("dialog").getByRole("button", { name: "Disconnect all" }).click();
  await page.getByText("Not connected", { exact: true }).waitFor();
}

/** Comes to each state in turn and has `look` look at it. */
export async function everyState(
  setup: Setup,
  ada: Visitor,
  look: (state: string) => Promise<void>,
) {
  const { page, open } = ada;
  const heading = (name: string) => page.getByRole("heading", { name }).first().waitFor();
  const settled = () => page.locator('.calendar-grid[aria-busy="false"]').waitFor();

  for (const path of ["/", "/profile", "/calendar", "/resources", "/nowhere"]) {
    await open(path);
    await page.getByRole("button", { name: "Sign in with Google" })
      .or(page.getByRole("link", { name: "Go to the start page" })).waitFor();
    await look(`signed out ${path}`);
  }
  await open("/profile");
  await ada.signIn("Ada");
  await page.getByText("Not connected").waitFor();
  await look("not connected /profile");
  await page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await ada.consent("Ada", { cancel: true });
  await page.getByText("You chose not to allow it").waitFor();
  await look("refused /profile");
  await page.getByRole("button", { name: "Connect again" }).click();
  await ada.consent("Ada");
  await page.getByText("Connected", { exact: true }).waitFor();
  await look("just connected /profile");
  await page.getByRole("button", { name: "Add to calendar" }).click();
  await page.getByText("Give the event a title.").waitFor();
  await look("a form that is not right");
  await page.getByRole("button", { name: "Disconnect" }).click();
  await look("asked before disconnecting");
  await page.keyboard.press("Escape");

  const now = new Date();
  const at = (hour: number) => new Date(new Date(now).setHours(hour, 0, 0, 0)).toISOString();
  for (
    const [summary, start, transparency] of [["Busy", 9, "opaque"], ["Open", 12, "transparent"]]
  ) {
    await ada.call("POST", "/create-calendar-event/users/me/calendar/events", {
      summary,
      start_datetime: at(Number(start)),
      end_datetime: at(Number(start) + 2),
      time_zone: "Europe/Berlin",
      transparency,
      recurrence: ["RRULE:FREQ=DAILY;COUNT=2"],
    });
  }
  await open("/calendar");
  for (const view of ["Week", "Month", "Day", "Agenda"]) {
    await settled();
    await page.getByRole("button", { name: view, exact: true }).click();
    await page.getByRole("button", { name: /Busy/ }).first().waitFor();
    await look(`/calendar ${view}`);
  }
  await page.goto(`${setup.stack.appUrl}/calendar?view=3-days`);
  await page.getByRole("button", { name: /Busy/ }).first().waitFor();
  await look("/calendar 3 days");
  await page.getByRole("button", { name: /go to date/ }).click();
  await page.getByRole("grid").waitFor();
  await look("going to a date");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await look("the list of keys");
  await page.keyboard.press("Escape");
  await page.getByText("Find a time").click();
  await page.getByRole("button", { name: "New event" }).click();
  await look("a new event");
  await page.getByRole("button", { name: "Save" }).click();
  await look("a new event that is not right");
  await page.getByLabel("Repeats").selectOption("Every week");
  await page.getByLabel("Guests").fill("grace@example.com,");
  await page.keyboard.press("Escape");
  await look("a new event with a repetition and a guest, and a question before it is lost");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("button", { name: /Busy/ }).first().click();
  await look("an event that is shown");
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await page.locator("dialog summary").click();
  await look("one of a series");
  await page.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await look("a deletion that can be undone");
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("button", { name: "Week", exact: true }).click();
  await plantKinds(setup);
  const answers = ["needsAction", "tentative", "declined"];
  for (const [index, responseStatus] of answers.entries()) {
    const own = { email: "ada@example.com", responseStatus };
    const grace = { email: "grace@example.com", responseStatus: "accepted", comment: "Welcome" };
    await invite(setup, nextWeek()[index]!, {
      summary: `Talk ${index}`,
      description: "<p>All the details, at length.</p>",
      attendees: [grace, own],
    });
  }
  await page.reload();
  await settled();
  await page.getByRole("button", { name: "Next week" }).click();
  for (const view of ["Agenda", "Week"]) {
    await page.getByRole("button", { name: view, exact: true }).click();
    await page.getByRole("button", { name: /Talk 2/ }).first().waitFor();
    await settled();
    await look(`all kinds of events ${view}`);
  }
  for (const name of [/Talk 0/, /Flight/, /Alan’s birthday/]) {
    await page.getByRole("button", { name }).first().click();
    await page.getByRole("dialog").waitFor();
    await look(`an event ${name.source}`);
    await page.keyboard.press("Escape");
  }
  for (let week = 0; week < 3; week++) {
    await page.getByRole("button", { name: "Next week" }).click();
  }
  await settled();
  await look("a week without events");
  await page.context().setOffline(true);
  await page.getByText("You are offline. This is your calendar").waitFor();
  await look("offline");
  await page.context().setOffline(false);

  await open("/resources");
  await heading("Analytical Engines");
  await look("/resources");
  await open(RESOURCE);
  await page.getByText("Suggested:").waitFor();
  await look("/resources/:id");
  await open("/resources/00000000-0000-4000-8000-000000000000");
  await page.getByText("There is no such resource").waitFor();
  await look("no such resource");

  await setup.google("revoke", { email: "ada@example.com" });
  await open("/calendar");
  await page.getByText("Please connect once more").waitFor();
  await look("needs reconnect");
  await severalAccounts(setup, ada, look);
}
