/**
 * Whatever is slow, an answer comes within 25 s. Time is real.
 */
import { assert, assertEquals } from "@std/assert";
import { Deadline } from "../../supabase/functions/_shared/deadlines.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const scenario = await startScenario();
const { stack, connect } = scenario;
const { google } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });

/** The time that something takes, in milliseconds. */
async function timed<T>(work: () => Promise<T>): Promise<[result: T, ms: number]> {
  const started = performance.now();
  return [await work(), performance.now() - started];
}

// The library's time limit on its own request outlives the test.
const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test({
  name: "the callback ends in time if Google is slow at the exchange and at its keys",
  ...options,
  async fn() {
    const stops = [
      google.fail("token.code", { status: 503, delay_ms: 7000, times: 2 }),
      google.fail("token.code", { delay_ms: 4000, times: 1 }),
      google.fail("certs", { trickle: 1, times: Infinity }),
    ];
    // The time limit is the scenario's own.
    const [address, ms] = await timed(() => connect(ada));
    stops.forEach((stop) => stop());
    assertEquals(address.searchParams.get("error"), "google_unavailable");
    assert(ms > 10_000, "nothing was slow");
  },
});

Deno.test({
  name: "a repeatedly retried exchange leaves time for the rest of the request",
  ...options,
  async fn() {
    const stop = google.fail("token.code", { hang: true, times: Infinity });
    const [address, ms] = await timed(() => connect(ada));
    stop();
    assertEquals(address.searchParams.get("error"), "google_unavailable");
    assert(ms < 13_000, `${ms} ms`);
  },
});

Deno.test({
  name: "Google's keys are waited for no longer than the request lasts",
  ...options,
  async fn() {
    const { verifyIdToken } = await import("../../supabase/functions/_shared/google/idToken.ts");
    const header = btoa(JSON.stringify({ alg: "RS256", kid: "one" }));
    const token = `${header}.${btoa("{}")}.AAAA`.replaceAll("=", "");
    const stop = google.fail("certs", { hang: true, times: Infinity });
    const [error, ms] = await timed(() =>
      verifyIdToken(token, "nonce", { deadline: Deadline.in(300) }).catch((error) => error)
    );
    stop();
    assertEquals(error.code, "google_unavailable");
    assert(ms < 1000, `${ms} ms`);
  },
});

/** A body that is sent a byte a second, or breaks off, after its first bytes. */
function slowBody(first: string, fault: "slow" | "broken"): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval>;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(first));
      if (fault === "broken") return controller.error(new Error("the client is gone"));
      timer = setInterval(() => controller.enqueue(encoder.encode(" ")), 1000);
    },
    cancel: () => clearInterval(timer),
  });
}

async function send(body: ReadableStream<Uint8Array>, headers: Record<string, string> = {}) {
  const { default: app } = await import("../../supabase/functions/oauth-initiate/index.ts");
  const response = await app.request("/oauth-initiate", {
    method: "POST",
    headers: {
      authorization: `Bearer ${ada.access_token}`,
      "content-type": "application/json",
      ...headers,
    },
    body,
  });
  return { status: response.status, body: await response.json() };
}

Deno.test("a body that arrives at a byte a second is aborted", async () => {
  const [{ status, body }, ms] = await timed(() => send(slowBody('{"return_to":', "slow")));
  assertEquals([status, body.code], [400, "invalid_json"]);
  assertEquals(body.details, { reason: "body_incomplete", message: "The body took too long." });
  assert(ms > 9000 && ms < 12_000, `${ms} ms`);
});

Deno.test("a body that breaks off is the caller's error", async () => {
  const { status, body } = await send(slowBody("{", "broken"));
  assertEquals([status, body.code], [400, "invalid_json"]);
  assertEquals(body.details, { reason: "body_incomplete", message: "The body was cut off." });
});

Deno.test("a body without a length is read up to the limit and no further", async () => {
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 16_384;
      controller.enqueue(new Uint8Array(16_384).fill(32));
    },
  });
  const { status, body } = await send(endless);
  assertEquals([status, body.code], [413, "body_too_large"]);
  assert(sent <= 8 * 16_384, `${sent} bytes`);
});

Deno.test("a body that says it is too large is refused before it is read", async () => {
  const unread = new Response("{").body!;
  const { status, body } = await send(unread, { "content-length": "65537" });
  assertEquals([status, body.code], [413, "body_too_large"]);
});

closeAtEnd(stack);
