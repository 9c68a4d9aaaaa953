import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import {
  ANSWER_CODES,
  CalendarError,
  CLIENT_CODES,
  RETURN_CODES,
} from "../../../web/src/google-calendar/client.ts";
import {
  explain,
  explainDetails,
  explainReason,
} from "../../../web/src/google-calendar/explain.ts";

const error = (code: string, rest = {}) =>
  new CalendarError({ code, message: "The server's words.", ...rest });

for (const code of new Set([...ANSWER_CODES, ...RETURN_CODES, ...CLIENT_CODES])) {
  Deno.test(`${code} has a text for the person`, () => {
    const { title, advice } = explain(error(code));
    assert(title.length > 8 && advice.length > 8);
    assertNotMatch(`${title} ${advice}`, /token|scope|oauth|server's words|_|—/i);
  });
}

for (const code of RETURN_CODES) {
  Deno.test(`${code} after Google's page offers a next step, or says that no button helps`, () => {
    const { remedy } = explain(error(code));
    const operator = code === "google_client_misconfigured";
    assertEquals(remedy === "none", operator);
  });
}

Deno.test("a missing permission names the box to tick", () => {
  assertStringIncludes(explain(error("google_scope_missing")).advice, "View and edit events");
  const details = { reason: "scope_missing" };
  assertStringIncludes(explain(error("reconnect_required", { details })).advice, "tick");
});

Deno.test("an unknown code shows the server's message", () => {
  assertEquals(explain(error("brand_new", { status: 503 })), {
    title: "That did not work",
    advice: "The server's words.",
    remedy: "retry",
  });
  assertEquals(explain(error("toString")).remedy, "none");
});

Deno.test("the advice contains the wait that the answer asks for", () => {
  assertStringIncludes(explain(error("google_rate_limited", { retry_after: 120 })).advice, "2 min");
});

Deno.test("each reason to reconnect has its own text", () => {
  const words = ["revoked_or_expired", "session_control", "scope_missing"] as const;
  assertEquals(new Set(words.map((word) => explainReason(word))).size, 3);
});

Deno.test("the details of an answer are listed, and details of another shape are ignored", () => {
  const details = [{ path: "end_datetime", message: "is before the start" }, { path: "x" }];
  assertEquals(explainDetails(error("invalid_request", { details })), [
    "end_datetime: is before the start",
  ]);
  const google = { reason: "invalid", message: "Bad color" };
  assertEquals(explainDetails(error("google_rejected_event", { details: google })), [
    "Google says: Bad color",
  ]);
  assertEquals(explainDetails(error("internal_error", { details })), []);
});
