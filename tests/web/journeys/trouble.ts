/**
 * What goes wrong while the calendar is in use, and how it is mended.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { drag, nextWeek, pointAt } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

async function create(ada: Visitor, title: string, day: number) {
  const { status, body } = await ada.call(
    "POST",
    "/create-calendar-event/users/me/calendar/events",
    {
      summary: title,
      start_datetime: `${DAYS[day]}T10:00`,
      end_datetime: `${DAYS[day]}T11:00`,
      time_zone: "Europe/Berlin",
    },
  );
  assertEquals(status, 201);
  return body as { id: string };
}

/** Somebody else changed the event: it goes back, and the newest version is shown. */
export async function changedElsewhere(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const { id } = await create(ada, "Contested", 1);
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Contested/ }).waitFor();
  const elsewhere = await ada.call("PATCH", `/calendar-events/users/me/${id}`, {
    summary: "Contested by others",
  });
  assertEquals(elsewhere.status, 200);
  await drag(page, await pointAt(page, DAYS[1], "10:30"), await pointAt(page, DAYS[1], "12:30"));
  await page.getByText("This event was changed elsewhere").waitFor();
  await page.getByRole("button", { name: /^10:00.*Contested by others/ }).waitFor();
  await setup.shoot(ada, "calendar-changed-elsewhere");
}

/** Google asks for a pause: the move is taken back and told; then it works. */
export async function rateLimit(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await create(ada, "Hurried", 4);
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Hurried/ }).waitFor();
  await setup.google("fail", {
    endpoint: "events.patch",
    fault: {
      status: 429,
      headers: { "retry-after": "600" },
      body: { error: { code: 429, message: "Slow", errors: [{ reason: "rateLimitExceeded" }] } },
    },
    times: 1,
  });
  const move = async () =>
    drag(page, await pointAt(page, DAYS[4], "10:30"), await pointAt(page, DAYS[4], "14:30"));
  await move();
  await page.getByText("Google asks for a short pause").waitFor();
  await page.getByText(/try again in 10 minutes/).waitFor();
  await page.getByRole("button", { name: /^10:00.*Hurried/ }).waitFor();
  await move();
  await page.getByText("“Hurried” was moved.").waitFor();
  assertEquals(await page.getByText("Google asks for a short pause").count(), 0);
}

/** The answer of a creation is lost, then the network is gone: sending it again makes one event. */
export async function offlineInTheMiddle(setup: Setup, ada: Visitor) {
  const { page, context } = ada;
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("Once");
  const create = "**/create-calendar-event/**";
  await page.route(create, async (route) => {
    if (route.request().method() !== "POST") return route.continue();
    await route.fetch(); // Google has it
    await context.setOffline(true);
    await route.abort("internetdisconnected");
  });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("You are offline", { exact: true }).waitFor();
  await setup.shoot(ada, "calendar-offline");
  assertEquals((await setup.events(ADA, "Once")).length, 1);
  await page.unroute(create);
  await page.getByRole("button", { name: "Try again" }).click(); // still offline
  await page.getByText("You are offline", { exact: true }).waitFor();
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("“Once” was added.").waitFor();
  assertEquals((await setup.events(ADA, "Once")).length, 1, "still one event");
}

/** The grant is taken back in another tab: one button mends it, and what was typed is still there. */
export async function revokedElsewhere(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  await page.getByRole("dialog").getByLabel("Title").fill("Kept on the way");
  await setup.google("revoke", { email: ADA });
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Google asks you to connect again").waitFor();
  await setup.shoot(ada, "calendar-reconnect");
  await page.getByRole("dialog").getByRole("button", { name: "Reconnect Google Calendar" }).click();
  await ada.consent("Ada");
  const title = page.getByRole("dialog").getByLabel("Title");
  await title.waitFor();
  assertEquals(await title.inputValue(), "Kept on the way");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Kept on the way” was added.").waitFor();
  assertEquals((await setup.events(ADA, "Kept on the way")).length, 1);

  // And from the page alone, with the same one button.
  await setup.google("revoke", { email: ADA });
  await page.getByRole("button", { name: "Next week" }).click();
  await page.getByText("Please connect once more").waitFor();
  await setup.shoot(ada, "calendar-needs-reconnect");
  await page.getByRole("button", { name: "Reconnect Google Calendar" }).click();
  await ada.consent("Ada");
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  assertEquals(await page.getByText("Please connect once more").count(), 0);
}

/** The resource's own events, and a time that is really free. */
export async function resource(setup: Setup, ada: Visitor) {
  const { page, open } = ada;
  await open("/resources/5e500000-0000-4000-8000-000000000002");
  await page.getByText("Suggested: the next time that you are free").waitFor();
  const start = await page.getByLabel("Start", { exact: true }).inputValue();
  const { status, body } = await ada.call(
    "GET",
    `/find-free-time/users/me?time_min=${new Date().toISOString()}&time_max=${
      new Date(Date.now() + 14 * 86_400_000).toISOString()
    }`,
  );
  assertEquals(status, 200);
  const moment = await page.evaluate((local) => new Date(local).getTime(), start);
  const { busy } = body as { busy: { start: string; end: string }[] };
  assert(
    busy.every((slot) => Date.parse(slot.end) <= moment || Date.parse(slot.start) > moment),
    `${start} is free`,
  );
  const hour = Number(start.slice(11, 13));
  assert(hour >= 9 && hour < 17, `${start} is in working hours`);
  await page.getByRole("button", { name: "Add to calendar" }).click();
  const card = page.getByRole("region", { name: "In your calendar" });
  await card.getByRole("strong").getByText("Assignment 2: Bernoulli numbers").waitFor();
  await page.reload();
  await card.getByRole("strong").getByText("Assignment 2: Bernoulli numbers").waitFor();
  await setup.shoot(ada, "resource-with-event");
}

/** What a person typed survives a disconnect: a new event first, then a change of that event. */
export async function disconnectedElsewhere(setup: Setup, ada: Visitor) {
  const { page } = ada;
  const disconnect = async () => {
    const { status } = await ada.call("DELETE", "/calendar-connection/users/me");
    assertEquals(status, 200);
  };
  const reconnect = async () => {
    await page.getByText("Not connected", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Connect Google Calendar" }).click();
    await ada.consent("Ada");
  };
  const dialog = page.getByRole("dialog");
  const save = dialog.getByRole("button", { name: "Save" });
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  await dialog.getByLabel("Title").fill("Typed before the disconnect");
  await dialog.getByLabel("Start").fill(`${DAYS[3]}T17:00`);
  await dialog.getByLabel("Repeats").selectOption("Every week");
  await disconnect();
  await save.click();
  await reconnect();
  assertEquals(await dialog.getByLabel("Title").inputValue(), "Typed before the disconnect");
  assertEquals(await dialog.getByLabel("Start").inputValue(), `${DAYS[3]}T17:00`);
  await setup.shoot(ada, "calendar-draft");
  await save.click();
  await page.getByText("“Typed before the disconnect” was added.").waitFor();
  const created = await setup.event(ADA, "Typed before the disconnect");
  assertEquals(created.recurrence, ["RRULE:FREQ=WEEKLY"]);

  await openNextWeek(ada);
  await page.getByRole("button", { name: /Typed before the disconnect/ }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("the whole series").check();
  await dialog.getByLabel("Repeats").waitFor();
  await dialog.locator("summary").click();
  await dialog.getByLabel("Notes").fill("Changed before the disconnect");
  await disconnect();
  await save.click();
  await reconnect();
  await dialog.getByRole("heading", { name: "Edit event" }).waitFor();
  assert(await dialog.getByLabel("the whole series").isChecked());
  assertEquals(await dialog.getByLabel("Notes").inputValue(), "Changed before the disconnect");
  await save.click();
  await page.getByText("“Typed before the disconnect” was saved.").waitFor();
  const changed = await setup.event(ADA, "Typed before the disconnect");
  assertEquals([changed.description, changed.recurrence], [
    "Changed before the disconnect",
    ["RRULE:FREQ=WEEKLY"],
  ]);

  // A draft that was sent does not come back, and neither does one that was cancelled.
  await openNextWeek(ada);
  await page.getByRole("button", { name: "New event" }).click();
  await dialog.getByLabel("Title").fill("Given up");
  await setup.google("revoke", { email: ADA });
  await save.click();
  await page.getByText("Google asks you to connect again").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Reconnect Google Calendar" }).click();
  await ada.consent("Ada");
  await page.locator('.calendar-grid[aria-busy="false"]').waitFor();
  assertEquals(await dialog.count(), 0);
}
