/**
 * Invitations from somebody else: who invites, who comes, and the person's own answer.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { Visitor } from "../../support/visitor.ts";
import { openNextWeek } from "./calendar.ts";
import { nextWeek } from "./hand.ts";
import type { Setup } from "./journey.ts";

const ADA = "ada@example.com";
const DAYS = nextWeek();

/** Puts an invitation from Grace into Ada's calendar. */
export async function invite(setup: Setup, day: string, event: Record<string, unknown>) {
  await setup.google("plant", {
    email: ADA,
    event: {
      start: { dateTime: `${day}T08:00:00Z`, timeZone: "Europe/Berlin" },
      end: { dateTime: `${day}T09:00:00Z`, timeZone: "Europe/Berlin" },
      organizer: { email: "grace@example.com", displayName: "Grace Hopper" },
      attendees: [
        { email: "grace@example.com", displayName: "Grace Hopper", responseStatus: "accepted" },
        { email: ADA, responseStatus: "needsAction" },
        { email: "alan@example.com", responseStatus: "declined", comment: "In Bletchley" },
        { email: "room-7@example.com", displayName: "Room 7", resource: true },
      ],
      ...event,
    },
  });
}

async function ownAnswer(setup: Setup, title: string) {
  const { attendees } = await setup.event(ADA, title);
  const own = attendees!.find(({ email }) => email === ADA)!;
  return [own.responseStatus, own.comment];
}

/** An invitation is accepted with a comment, then declined; it never offers what Google refuses. */
export async function answering(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await invite(setup, DAYS[1], {
    summary: "Compiler talk",
    description: "<p>See you <b>there</b></p><script>alert(1)</script>",
  });
  await openNextWeek(ada);
  const shown = page.getByRole("button", { name: /Compiler talk/ });
  await page.getByRole("button", { name: /Compiler talk \(not answered\)/ }).click();
  const dialog = page.getByRole("dialog", { name: "Invitation" });
  await dialog.getByText("Grace Hopper invites you").waitFor();
  await dialog.getByText("See you there", { exact: false }).waitFor();
  await dialog.getByRole("listitem").filter({ hasText: "alan@example.com" })
    .getByText("In Bletchley").waitFor();
  await dialog.getByRole("listitem").filter({ hasText: "Room 7" }).getByText("(room)").waitFor();
  assertEquals(await dialog.getByLabel("Title").count(), 0, "shared fields are the organizer's");
  assertEquals(await dialog.getByLabel("Start").count(), 0);
  await setup.shoot(ada, "invitation");
  await dialog.getByLabel("Comment (optional)").fill("With pleasure");
  await dialog.getByRole("button", { name: "Accept" }).click();
  await page.getByText("“Compiler talk”: you accepted.").waitFor();
  assertEquals(await ownAnswer(setup, "Compiler talk"), ["accepted", "With pleasure"]);
  assertEquals(await shown.textContent().then((text) => /\(/.test(text!)), false);

  await shown.click();
  const accept = dialog.getByRole("button", { name: "Accept" });
  assertEquals(await accept.getAttribute("aria-pressed"), "true");
  await dialog.getByRole("button", { name: "Edit", exact: true }).click();
  await dialog.getByLabel("Show me as busy").uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.getByText("“Compiler talk” was saved.").waitFor();

  await shown.click();
  assertEquals(await dialog.getByLabel("Comment (optional)").inputValue(), "With pleasure");
  await dialog.getByLabel("Comment (optional)").fill("");
  await dialog.getByRole("button", { name: "Decline" }).click();
  await page.getByText("“Compiler talk”: you declined.").waitFor();
  assertEquals((await ownAnswer(setup, "Compiler talk"))[0], "declined");
  await page.getByRole("button", { name: /Compiler talk \(declined\)/ }).waitFor();
  await setup.shoot(ada, "declined");
}

/** A repeating invitation is answered for one day, then for the whole series. */
export async function answeringSeries(setup: Setup, ada: Visitor) {
  const { page } = ada;
  await invite(setup, DAYS[0], {
    summary: "Reading group",
    start: { dateTime: `${DAYS[0]}T13:00:00Z`, timeZone: "Europe/Berlin" },
    end: { dateTime: `${DAYS[0]}T14:00:00Z`, timeZone: "Europe/Berlin" },
    recurrence: ["RRULE:FREQ=DAILY;COUNT=3"],
  });
  await openNextWeek(ada);
  await page.getByRole("button", { name: /Reading group/ }).nth(1).click();
  const dialog = page.getByRole("dialog", { name: "Invitation" });
  assertEquals(await dialog.getByLabel("this and all later ones").count(), 0, "Google has no such");
  await dialog.getByRole("button", { name: "Tentative" }).click();
  await page.getByText("“Reading group”: you answered that you may come.").waitFor();
  await page.getByRole("button", { name: /Reading group \(tentative\)/ }).waitFor();
  assertEquals(
    await page.getByRole("button", { name: /Reading group \(not answered\)/ }).count(),
    2,
  );

  await page.getByRole("button", { name: /Reading group \(not answered\)/ }).first().click();
  await dialog.getByLabel("the whole series").check();
  await dialog.getByText("Grace Hopper invites you").waitFor();
  await dialog.getByRole("button", { name: "Accept" }).click();
  await page.getByText("“Reading group”: you accepted.").waitFor();
  await page.getByRole("button", { name: /Reading group \(not answered\)/ }).first()
    .waitFor({ state: "detached" });
  assertEquals((await ownAnswer(setup, "Reading group"))[0], "accepted");
}
