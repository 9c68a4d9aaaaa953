/**
 * The answers' schemas are the interfaces that the functions use. What is checked by the compiler is
 * checked by `deno task check`.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { z } from "zod";
import type { PendingConnection } from "../../supabase/functions/_shared/connect/confirmations.ts";
import type { Connection } from "../../supabase/functions/_shared/accounts/connection.ts";
import {
  ApiError,
  type CallbackError,
  type ErrorCode,
  ERRORS,
} from "../../supabase/functions/_shared/errors.ts";
import {
  type CalendarEvent,
  toCalendarEvent,
} from "../../supabase/functions/_shared/events/event.ts";
import type { FreeTime } from "../../supabase/functions/_shared/events/freeTime.ts";
import type { EventPage } from "../../supabase/functions/_shared/events/listEvents.ts";
import type { Resource } from "../../supabase/functions/_shared/resources/readResource.ts";
import type { UpkeepReport } from "../../supabase/functions/_shared/accounts/upkeep.ts";
import { type AnswerName, type ANSWERS, errorBody, event } from "../../tasks/openapi/answers.ts";
import type { Equal, Expect, Flat } from "./equal.ts";

type Answer<Name extends AnswerName> = Flat<z.output<typeof ANSWERS[Name]>>;
type Is<Name extends AnswerName, T> = Equal<Answer<Name>, Flat<T>>;

/** One entry each; an entry that is `false` does not compile. */
export type Checked = [
  Expect<Is<"Connection", Connection>>,
  Expect<Is<"Disconnected", Connection & { revoked: boolean }>>,
  Expect<Is<"PendingConnection", PendingConnection>>,
  Expect<Is<"Event", CalendarEvent>>,
  Expect<Is<"EventPage", EventPage>>,
  Expect<Is<"FreeBusy", FreeTime>>,
  Expect<Is<"Resource", Resource>>,
  Expect<Is<"UpkeepReport", UpkeepReport>>,
  Expect<Is<"CallbackError", CallbackError>>,
  // `toBody` is what every failure answers.
  Expect<Is<"Error", ReturnType<ApiError["toBody"]>>>,
];

Deno.test("every failure's body is the documented one", () => {
  for (const code of Object.keys(ERRORS) as ErrorCode[]) {
    const body = new ApiError(code).toBody("r-1");
    assertEquals(errorBody.parse(body), body);
  }
});

Deno.test("an event of Google's that has nothing but its id is the documented one", () => {
  const body = toCalendarEvent({ id: "bare" }, "primary");
  assertEquals(event.parse(body), body);
});
