import { assertEquals } from "@std/assert";
import { forgetDraft, keepDraft, readDraft } from "../../../web/src/google-calendar/draft.ts";

const DRAFT = { userId: "ada", form: { title: "Talk" }, submission: null };

Deno.test("a draft is there for its user and its form, until it is removed", () => {
  sessionStorage.clear();
  keepDraft("calendar", DRAFT);
  assertEquals(readDraft("calendar", "ada"), DRAFT);
  assertEquals(readDraft("calendar", "grace"), null);
  assertEquals(readDraft("calendar", null), null);
  assertEquals(readDraft("another form", "ada"), null);
  forgetDraft("calendar");
  assertEquals(readDraft("calendar", "ada"), null);
});
