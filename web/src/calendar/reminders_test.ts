import { assertEquals } from "@std/assert";
import { english } from "./english.ts";
import { german } from "./german.ts";
import { remindersText } from "./reminders.ts";

const DEFAULTS = [{ method: "popup", minutes: 10 }, { method: "email", minutes: 1440 }];

Deno.test("the calendar's default reminders are shown as text", () => {
  const text = (defaults: typeof DEFAULTS | null) =>
    remindersText({ use_default: true, overrides: [] }, defaults, english, "en");
  assertEquals(
    text(DEFAULTS),
    "Calendar default (notification 10 minutes before, e-mail 1 day before)",
  );
  assertEquals(text([]), "Calendar default (none)");
  assertEquals(text(null), "Calendar default");
  assertEquals(remindersText(undefined, [], english, "en"), "Calendar default (none)");
});

Deno.test("an event's own reminders are shown as text, also unknown methods", () => {
  const text = (overrides: { method: string | null; minutes: number | null }[]) =>
    remindersText({ use_default: false, overrides }, DEFAULTS, english, "en");
  assertEquals(text([]), "None");
  assertEquals(
    text([
      { method: "sms", minutes: 90 },
      { method: "popup", minutes: 0 },
      { method: null, minutes: 20_160 },
    ]),
    "sms 90 minutes before, notification at the start, reminder 2 weeks before",
  );
});

Deno.test("reminders are in the language of the page", () => {
  assertEquals(
    remindersText({ use_default: true, overrides: [] }, DEFAULTS, german, "de"),
    "Wie im Kalender (Benachrichtigung 10 Minuten vorher, E-Mail 1 Tag vorher)",
  );
});
