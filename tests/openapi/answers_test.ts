/** The answers' schemas, parsing what the functions make without a request. */
import { assertEquals } from "@std/assert";
import { ApiError, type ErrorCode, ERRORS } from "../../supabase/functions/_shared/errors.ts";
import { toCalendarEvent } from "../../supabase/functions/_shared/events/event.ts";
import { ANSWERS } from "../../tasks/openapi/answers.ts";

Deno.test("every failure's body is the documented one", () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const body = new ApiError(code).toBody("r-1");
    assertEquals(ANSWERS.Error.parse(body), body);
  }
});

Deno.test("an event of Google's that has nothing but its id is the documented one", () => {
  const body = toCalendarEvent({ id: "bare" }, { calendarId: "primary", accountId: "" });
  assertEquals(ANSWERS.Event.parse(body), body);
});
