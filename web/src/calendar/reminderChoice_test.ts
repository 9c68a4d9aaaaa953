import { assertEquals } from "@std/assert";
import { english } from "./english.ts";
import { readReminders, reminderChoices, remindersOf } from "./reminderChoice.ts";

const popup = (minutes: number) => ({ method: "popup", minutes });

Deno.test("a choice reads back as it was chosen", () => {
  for (const choice of ["default", "none", "popup:0", "popup:45", "email:1440"]) {
    const { use_default, overrides } = remindersOf(choice);
    const stored = { use_default: use_default === true, overrides: overrides ?? [] };
    assertEquals(readReminders(stored), choice);
  }
  assertEquals(readReminders(null), "default");
});

Deno.test("several reminders are one choice that stays", () => {
  const reminders = { use_default: false, overrides: [popup(10), popup(60)] };
  assertEquals(readReminders(reminders), "other");
  const choices = reminderChoices("other", { reminders } as never, null, english, "en");
  assertEquals(choices.at(-1), [
    "other",
    "notification 10 minutes before, notification 1 hour before",
  ]);
});

Deno.test("what the event has is offered, too", () => {
  const offered = reminderChoices("popup:45", null, [popup(30)], english, "en");
  assertEquals(offered[0], ["default", "Calendar default (notification 30 minutes before)"]);
  assertEquals(offered.at(-1), ["popup:45", "Notification 45 minutes before"]);
  const others = reminderChoices("popup:10", null, null, english, "en");
  assertEquals(others.length, offered.length - 1);
});
