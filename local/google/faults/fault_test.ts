import process from "node:process";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { type Fault, faults, type Google } from "../mod.ts";
import {
  ADA,
  api,
  authorizeUrl,
  connect,
  exchange,
  lecture,
  refresh,
  withGoogle,
} from "../testing.ts";

const CERTS = "/oauth2/v3/certs";
const PATH = "/calendars/primary/events";
const certs = (google: Google, signal?: AbortSignal) => fetch(google.url + CERTS, { signal });

Deno.test(
  "a hanging call is not answered until the caller gives up",
  withGoogle(async (google) => {
    google.fail("certs", faults.hang);
    await assertRejects(() => certs(google, AbortSignal.timeout(1000)), DOMException);
    assertEquals(google.calls.map(({ endpoint, status }) => [endpoint, status]), [["certs", null]]);
    const next = await certs(google);
    assertEquals(next.status, 200);
    await next.body?.cancel();
  }),
);

Deno.test(
  "a reset drops the connection, on one that was used before too, and the call counts once",
  withGoogle(async (google) => {
    await (await certs(google)).body?.cancel();
    google.resetCalls();
    google.fail("certs", faults.resetBefore);
    await assertRejects(() => certs(google), TypeError);
    assertEquals(google.count("certs"), 1);
  }),
);

Deno.test(
  "a reset in the middle cuts the answer after its head",
  withGoogle(async (google) => {
    google.fail("certs", faults.resetMiddle);
    const response = await certs(google);
    assertEquals(response.status, 200);
    await assertRejects(() => response.text(), TypeError);
  }),
);

Deno.test(
  "a trickle sends the answer byte by byte, whole in the end",
  withGoogle(async (google) => {
    const whole = await (await certs(google)).text();
    google.fail("certs", { trickle: 1 });
    const slow = await certs(google, AbortSignal.timeout(200));
    await assertRejects(() => slow.text(), DOMException);
    google.fail("certs", { trickle: whole.length * 100 });
    assertEquals(await (await certs(google)).text(), whole);
    google.fail("certs", { trickle: whole.length * 4 });
    const start = performance.now();
    assertEquals(await (await certs(google)).text(), whole);
    assert(performance.now() - start > 150);
  }),
);

Deno.test(
  "a trickle goes on for as many pieces as the answer has, at the pace that is asked for",
  withGoogle(async (google) => {
    const warnings: string[] = [];
    const warn = (warning: Error) => warnings.push(warning.name);
    process.on("warning", warn);
    const whole = await (await certs(google)).text();
    google.fail("certs", { trickle: { bytes: 3, every_ms: 2 } });
    const pieces: Uint8Array[] = [];
    for await (const piece of (await certs(google)).body!) pieces.push(piece);
    assertEquals(await new Blob(pieces as BlobPart[]).text(), whole);
    assert(pieces.length > 30, `${pieces.length} pieces`);
    process.off("warning", warn);
    assertEquals(warnings, []);
  }),
);

Deno.test(
  "a trickle outlasts a caller who waits for more than ten pieces",
  withGoogle(async (google) => {
    google.fail("certs", { trickle: { bytes: 1, every_ms: 10 } });
    const slow = await certs(google, AbortSignal.timeout(600));
    let bytes = 0;
    await assertRejects(async () => {
      for await (const piece of slow.body!) bytes += piece.length;
    }, DOMException);
    assert(bytes > 15, `${bytes} bytes`);
  }),
);

Deno.test(
  "a delay holds the answer back",
  withGoogle(async (google) => {
    google.fail("certs", { delay_ms: 80 });
    const start = performance.now();
    const response = await certs(google);
    assert(performance.now() - start >= 79);
    assertEquals((await response.json()).keys.length, 1);
  }),
);

Deno.test(
  "a fault with a status replaces the response, and the call has no effect",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    google.fail("events.insert", { ...faults.backendError, headers: { "retry-after": "7" } });
    const { status, headers, json } = await api(google, access_token, "POST", PATH, {
      body: lecture,
    });
    assertEquals([status, headers.get("retry-after")], [500, "7"]);
    assertEquals(json.error.errors[0].reason, "backendError");
    assertEquals(google.events(ADA), []);
  }),
);

Deno.test(
  "a call with a lost response has its effect",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const insert = () => api(google, access_token, "POST", PATH, { body: lecture });
    google.fail("events.insert", faults.lostAnswer);
    await assertRejects(insert, TypeError);
    google.fail("events.insert", { ...faults.unavailable, after: true, body: {} });
    assertEquals((await insert()).status, 503);
    assertEquals(google.events(ADA).length, 2);
  }),
);

Deno.test(
  "faults apply as often as times says, oldest first, to their own endpoint only",
  withGoogle(async (google) => {
    const status = async () => {
      const response = await certs(google);
      await response.body?.cancel();
      return response.status;
    };
    google.fail("certs", { status: 503, times: 2 });
    google.fail("events", { status: 418 });
    google.fail("*", { status: 429 });
    assertEquals([await status(), await status(), await status(), await status()], [
      503,
      503,
      429,
      200,
    ]);
    const cancel = google.fail("certs", { status: 500, times: Infinity });
    assertEquals([await status(), await status()], [500, 500]);
    cancel();
    assertEquals(await status(), 200);
  }),
);

Deno.test(
  "token faults meet exchanges and refreshes apart, or both",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google);
    google.fail("token.refresh", faults.invalidRapt);
    const back = await google.approve(authorizeUrl(google), { email: ADA });
    assertEquals((await exchange(google, back.searchParams.get("code")!)).status, 200);
    const { status, json } = await refresh(google, refresh_token);
    assertEquals([status, json.error, json.error_subtype], [400, "invalid_grant", "invalid_rapt"]);
    google.fail("token", faults.deletedClient);
    assertEquals((await refresh(google, refresh_token)).json.error, "deleted_client");
    assertEquals(google.count("token"), 4);
    assertEquals(google.count("token.refresh"), 2);
  }),
);

Deno.test(
  "an answer can be changed on its way",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google);
    const answer = async (fault: Fault) => {
      google.fail("token.refresh", fault);
      return (await refresh(google, refresh_token)).json;
    };
    assert(!("access_token" in await answer(faults.noAccessToken)));
    assertEquals((await answer(faults.expiresInText)).expires_in, "abc");
    assertEquals((await answer(faults.expiresInHuge)).expires_in, 1e12);
    assert(!(await answer(faults.narrowedScopes)).scope.includes("calendar"));
    assertEquals(await answer({ mutate: () => "changed" }), "changed");
  }),
);

Deno.test(
  "malformed, large and redirecting responses have these properties",
  withGoogle(async (google) => {
    const answer = async (fault: Fault) => {
      google.fail("certs", fault);
      const response = await fetch(google.url + CERTS, { redirect: "manual" });
      return { response, text: await response.text() };
    };
    const html = await answer(faults.html200);
    assertEquals(html.response.headers.get("content-type"), "text/html; charset=utf-8");
    assertEquals(html.response.status, 200);
    const cut = await answer(faults.cutJson);
    assertEquals(cut.response.headers.get("content-type"), "application/json; charset=utf-8");
    await assertRejects(() => Promise.resolve(cut.text).then(JSON.parse), SyntaxError);
    assert((await answer(faults.huge)).text.length > 5 * 1024 * 1024);
    const redirect = await answer(faults.redirect);
    assertEquals(redirect.response.status, 302);
    assert(redirect.response.headers.has("location"));
  }),
);

Deno.test("an emulator closes at once, whatever waits or hangs", async () => {
  const closed = withGoogle(async (google) => {
    google.fail("certs", { delay_ms: 60_000 });
    google.fail("certs", { hang: true });
    google.fail("certs", { trickle: 0.01 });
    for (let i = 0; i < 2; i++) {
      await assertRejects(() => certs(google, AbortSignal.timeout(50)));
    }
    const leaving = new AbortController();
    const slow = await certs(google, leaving.signal);
    leaving.abort();
    await assertRejects(() => slow.text());
  });
  const start = performance.now();
  await closed();
  assert(performance.now() - start < 2000);
});

Deno.test(
  "the sign-in page can be blocked as Google blocks it, without a redirect",
  withGoogle(async (google) => {
    google.fail("authorize", faults.adminPolicyEnforced);
    const approve = () => google.approve(authorizeUrl(google), { email: ADA });
    await assertRejects(approve, Error, "admin_policy_enforced");
    assert((await approve()).searchParams.has("code"));
  }),
);
