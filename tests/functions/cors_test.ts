/** What a browser may send to the functions. */
import { assertEquals } from "@std/assert";
import { corsHeaders as sdk } from "@supabase/supabase-js/cors";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call } = await startScenario();

const listOf = (header: string | null) =>
  (header ?? "").split(",").map((name) => name.trim().toLowerCase());

/** Headers of a browser's call that the answer to its preflight does not allow. */
async function refused(route: string, headers: string[]): Promise<string[]> {
  const { status, headers: answer } = await call(route, {
    headers: {
      origin: stack.env.APP_URL!,
      "access-control-request-method": "POST",
      "access-control-request-headers": headers.join(","),
    },
  });
  assertEquals(status, 204);
  const allowed = listOf(answer.get("access-control-allow-headers"));
  return headers.filter((name) => !allowed.includes(name.toLowerCase()));
}

Deno.test("every header that the pinned supabase-js lists may be sent, and those of this API", async () => {
  const listed = listOf(
    Object.entries(sdk).find(([name]) => /^access-control-allow-headers$/i.test(name))![1],
  );
  assertEquals(listed.includes("traceparent"), true);
  const own = ["x-region", "x-retry-count", "Idempotency-Key", "If-Match", "x-request-id"];
  for (
    const route of [
      "OPTIONS /create-calendar-event/users/me/calendar/events",
      "OPTIONS /oauth-initiate",
      "OPTIONS /oauth-callback/confirm",
      "OPTIONS /calendar-events/users/me/abc",
      "OPTIONS /calendar-connection/users/me",
      "OPTIONS /find-free-time/users/me",
      "OPTIONS /get-resource/users/me/resources/x",
    ]
  ) {
    assertEquals(await refused(route, [...listed, ...own]), [], route);
    assertEquals(await refused(route, ["x-anything-else"]), ["x-anything-else"], route);
  }
});

Deno.test("every method of this API may be sent", async () => {
  const { headers } = await call("OPTIONS /calendar-events/users/me/abc", {
    headers: { origin: stack.env.APP_URL!, "access-control-request-method": "PATCH" },
  });
  const allowed = listOf(headers.get("access-control-allow-methods"));
  for (const method of ["get", "post", "patch", "delete"]) {
    assertEquals(allowed.includes(method), true, method);
  }
});

closeAtEnd(stack);
