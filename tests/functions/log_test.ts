/** The one line that a request leaves in the log. */
import { assertEquals } from "@std/assert";
import { createApp } from "../../supabase/functions/_shared/http/app.ts";
import { lastLog, logLines } from "../support/logs.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";

const { stack, call, connect, expireIn } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const create = (body: unknown) =>
  call("POST /create-calendar-event/users/me/calendar/events", {
    user: ada,
    body,
    headers: { "x-request-id": "mine" },
  });
const EVENT = {
  summary: "A title that must not be logged",
  start_datetime: "2026-08-15T09:00:00Z",
  end_datetime: "2026-08-15T10:00:00Z",
};

Deno.test("a request is one line: function, route, user, status, time, what was called", async () => {
  await expireIn(ada, -60);
  logLines.length = 0;
  await create(EVENT);
  assertEquals(logLines.length, 1);
  const { duration_ms, ...line } = lastLog();
  assertEquals(typeof duration_ms, "number");
  assertEquals(line, {
    function: "create-calendar-event",
    request_id: "mine",
    method: "POST",
    route: "/create-calendar-event/users/{user}/calendar/events",
    user_id: ada.id,
    status: 201,
    calls: {
      "auth user": 1,
      "rpc read_account": 1,
      "rpc begin_refresh": 1,
      "google refresh_token": 1,
      "rpc end_refresh": 1,
      "google events.insert": 1,
    },
    refreshed: true,
  });
});

Deno.test("a failure's line has its code and its causes, and nothing of the body", async () => {
  await create({ ...EVENT, extra: "also not to be logged" });
  assertEquals(lastLog().code, "invalid_request");
  const stop = stack.google.fail("events.insert", {
    status: 403,
    body: { error: { message: "not to be logged", errors: [{ reason: "quotaExceeded" }] } },
  });
  await create(EVENT);
  stop();
  const { status, code, causes } = lastLog();
  assertEquals({ status, code, causes }, {
    status: 503,
    code: "google_quota_exceeded",
    causes: ["Error: Calendar answered 403 quotaExceeded"],
  });
  assertEquals(logLines.some((line) => line.includes("not to be logged")), false);
  assertEquals(logLines.some((line) => line.includes("must not be logged")), false);
});

Deno.test("a route's line names no person and no thing", async () => {
  const id = crypto.randomUUID();
  for (
    const [path, route] of [
      [`/get-resource/users/${ada.google_id}/resources/${id}`, "resources/{id}"],
      [`/calendar-events/users/${ada.google_id}/abcdef123`, "{id}"],
      [`/calendar-connection/users/${ada.google_id}`, ""],
    ] as const
  ) {
    await call(`GET ${path}`, { user: ada });
    const name = path.split("/")[1];
    assertEquals(lastLog().route, `/${name}/users/{user}${route && `/${route}`}`);
  }
});

Deno.test("the line of a route of any shape, or of none, holds nothing of the path", async () => {
  const app = createApp("parts");
  app.get("/of/:thing/:part/details", (c) => c.json({}));
  for (
    const [path, route] of [
      ["/parts/of/secret-thing/secret-part/details", "/parts/of/{id}/{id}/details"],
      ["/parts/secret-thing", "/*"],
    ] as const
  ) {
    await app.request(path);
    assertEquals(lastLog().route, route);
  }
});

Deno.test("the callback's line has its outcome, and neither code nor state", async () => {
  await call("GET /oauth-callback?code=secret-code&state=secret-state");
  assertEquals(lastLog().code, "state_invalid");
  assertEquals(lastLog().route, "/oauth-callback");
  assertEquals(logLines.some((line) => /secret-(code|state)/.test(line)), false);
});

closeAtEnd(stack);
