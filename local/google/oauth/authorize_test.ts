import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import type { Google } from "../mod.ts";
import {
  ADA,
  authorizeUrl,
  CALENDAR_LIST,
  client,
  connect,
  EMAIL,
  EVENTS,
  exchange,
  FREE_BUSY,
  GRACE,
  withGoogle,
} from "../testing.ts";

const get = (url: string) => fetch(url, { redirect: "manual" });

/** Fails unless the request ends on a page of Google's own that names the error. */
async function assertBlocked(
  google: Google,
  more: Record<string, string | undefined>,
  [status, error]: [number, string],
) {
  const response = await get(authorizeUrl(google, more));
  const page = await response.text();
  assertEquals(response.status, status);
  assertEquals(response.headers.get("location"), null);
  assertStringIncludes(page, `Error ${status}: ${error}`);
}

const blocked: [string, Record<string, string | undefined>, [number, string]][] = [
  ["an unknown client", { client_id: "nobody" }, [401, "invalid_client"]],
  ["no client", { client_id: undefined }, [400, "invalid_request"]],
  ["another redirect address", { redirect_uri: "https://evil.example/cb" }, [
    400,
    "redirect_uri_mismatch",
  ]],
  ["a redirect address with a slash more", { redirect_uri: `${client.redirect_uris[0]}/` }, [
    400,
    "redirect_uri_mismatch",
  ]],
  ["no redirect address", { redirect_uri: undefined }, [400, "invalid_request"]],
  ["the implicit flow", { response_type: "token" }, [400, "unsupported_response_type"]],
  ["no scope", { scope: " " }, [400, "invalid_request"]],
  ["a scope that does not exist", { scope: `openid ${EVENTS}x` }, [400, "invalid_scope"]],
  ["an unknown access type", { access_type: "forever" }, [400, "invalid_request"]],
  ["an unknown prompt", { prompt: "login" }, [400, "invalid_request"]],
  ["prompt none with another", { prompt: "none consent" }, [400, "invalid_request"]],
  [
    "an unknown challenge method",
    { code_challenge: "a".repeat(43), code_challenge_method: "S512" },
    [
      400,
      "invalid_request",
    ],
  ],
  ["a challenge too short", { code_challenge: "short", code_challenge_method: "S256" }, [
    400,
    "invalid_request",
  ]],
];
for (const [what, more, error] of blocked) {
  Deno.test(
    `authorize shows an error page, and redirects nowhere, for ${what}`,
    withGoogle((google) => assertBlocked(google, more, error)),
  );
}

Deno.test(
  "authorize refuses a parameter given twice",
  withGoogle(async (google) => {
    const response = await get(`${authorizeUrl(google)}&state=another`);
    assertEquals(response.status, 400);
    await response.body?.cancel();
  }),
);

Deno.test(
  "authorize refuses a decision posted from another site",
  withGoogle(async (google) => {
    const url = authorizeUrl(google, { login_hint: ADA }).replace("/auth?", "/auth/consent?");
    const response = await fetch(`${url}&authuser=100000000000000000001`, {
      method: "POST",
      body: new URLSearchParams({ decision: "allow", scope: EVENTS }),
      headers: { origin: "https://evil.example" },
      redirect: "manual",
    });
    assertEquals(response.status, 403);
    assertEquals(google.grants(ADA), []);
    await response.body?.cancel();
  }),
);

Deno.test(
  "authorize answers access_denied with the state when the person cancels",
  withGoogle(async (google) => {
    const back = await google.approve(authorizeUrl(google), { email: ADA, deny: true });
    assertEquals(back.href, `${client.redirect_uris[0]}?state=the-state&error=access_denied`);
    assertEquals(google.grants(ADA), []);
  }),
);

Deno.test(
  "authorize denies if every box is unticked and no identity scope was requested",
  withGoogle(async (google) => {
    const url = authorizeUrl(google, { scope: EVENTS });
    const back = await google.approve(url, { email: ADA, scopes: [] });
    assertEquals(back.searchParams.get("error"), "access_denied");
  }),
);

Deno.test(
  "authorize grants the ticked scopes only",
  withGoogle(async (google) => {
    const back = await google.approve(authorizeUrl(google), { email: ADA, scopes: [FREE_BUSY] });
    const { json } = await exchange(google, back.searchParams.get("code")!);
    assertEquals(json.scope, `openid ${EMAIL} ${FREE_BUSY}`);
  }),
);

Deno.test(
  "authorize lists the scope for the list of calendars, and the person can leave it out",
  withGoogle(async (google) => {
    const url = authorizeUrl(google, { scope: `openid email ${EVENTS} ${CALENDAR_LIST}` });
    const page = await get(`${url}&login_hint=${ADA}`);
    const text = await page.text();
    assertStringIncludes(text, `name="scope" value="${CALENDAR_LIST}"`);
    assertStringIncludes(text, "See the list of calendars you&#39;re subscribed to");
    const scopesOf = async (scopes: string[]) => {
      const back = await google.approve(url, { email: ADA, scopes });
      return (await exchange(google, back.searchParams.get("code")!)).json.scope;
    };
    assertEquals(await scopesOf([EVENTS]), `openid ${EMAIL} ${EVENTS}`);
    const both = [EVENTS, CALENDAR_LIST];
    assertEquals(await scopesOf(both), `openid ${EMAIL} ${EVENTS} ${CALENDAR_LIST}`);
  }),
);

Deno.test(
  "authorize can start with every box unticked",
  withGoogle(async (google) => {
    google.setBehaviour(ADA, { boxes_unticked: true });
    const answer = await connect(google);
    assertEquals(answer.scope, `openid ${EMAIL}`);
  }),
);

Deno.test(
  "authorize skips consent for what was granted before, unless asked to prompt",
  withGoogle(async (google) => {
    const identity = { scope: "openid email profile", prompt: undefined, login_hint: ADA };
    await connect(google, ADA, identity);
    const skipped = await get(authorizeUrl(google, identity));
    assertEquals(skipped.status, 302);
    assertStringIncludes(skipped.headers.get("location")!, "code=");
    await skipped.body?.cancel();
    const asked = await get(authorizeUrl(google, { ...identity, prompt: "consent" }));
    assertEquals(asked.status, 200);
    assertStringIncludes(await asked.text(), "wants access");
  }),
);

Deno.test(
  "authorize hands out no refresh token for a repeated consent without prompt=consent",
  withGoogle(async (google) => {
    const silent = { prompt: undefined };
    assert("refresh_token" in await connect(google, ADA, silent));
    assert(!("refresh_token" in await connect(google, ADA, silent)));
    assert("refresh_token" in await connect(google, ADA));
    assert(!("refresh_token" in await connect(google, ADA, { access_type: undefined })));
  }),
);

Deno.test(
  "authorize with prompt=none answers an error instead of a page",
  withGoogle(async (google) => {
    const nobody = await google.approve(authorizeUrl(google, { prompt: "none" }), { email: ADA });
    assertEquals(nobody.searchParams.get("error"), "interaction_required");
    const url = authorizeUrl(google, { prompt: "none", login_hint: ADA });
    const asked = await google.approve(url, { email: ADA });
    assertEquals(asked.searchParams.get("error"), "consent_required");
  }),
);

Deno.test(
  "authorize goes to consent for the hinted account and lets the person choose another",
  withGoogle(async (google) => {
    const { sub } = google.people[0]!;
    const page = await (await get(authorizeUrl(google, { login_hint: sub }))).text();
    assertStringIncludes(page, `(${ADA})`);
    await google.approve(authorizeUrl(google, { login_hint: sub }), { email: GRACE });
    assertEquals(google.grants(ADA), []);
    assertEquals(google.grants(GRACE).length, 1);
  }),
);

Deno.test(
  "authorize includes earlier scopes only with include_granted_scopes",
  withGoogle(async (google) => {
    await connect(google, ADA, { scope: EVENTS });
    const alone = await connect(google, ADA, { scope: FREE_BUSY });
    assertEquals(alone.scope, FREE_BUSY);
    const both = await connect(google, ADA, { scope: FREE_BUSY, include_granted_scopes: "true" });
    assertEquals(both.scope, `${FREE_BUSY} ${EVENTS}`);
  }),
);

Deno.test(
  "authorize's pages are labelled, cannot be framed, and tie every box to its text",
  withGoogle(async (google) => {
    const response = await get(authorizeUrl(google, { login_hint: ADA }));
    const page = await response.text();
    assertEquals(response.headers.get("x-frame-options"), "DENY");
    // With no-referrer a browser sends the form with `Origin: null`, and it would be refused.
    assertEquals(response.headers.get("referrer-policy"), "same-origin");
    assertStringIncludes(page, "Google emulator, local");
    assertStringIncludes(page, `<html lang="en">`);
    const boxes = [...page.matchAll(/<input type="checkbox" id="([^"]+)"/g)];
    assertEquals(boxes.length, 2);
    for (const [, id] of boxes) assertStringIncludes(page, `<label for="${id}">`);
  }),
);

Deno.test(
  "authorize writes no parameter into a page unescaped",
  withGoogle(async (google) => {
    const redirect_uri = `"><script>alert(1)</script>`;
    const page = await (await get(authorizeUrl(google, { redirect_uri }))).text();
    assert(!page.includes("<script>alert"));
  }),
);

Deno.test(
  "approve throws for an account that the page does not offer, and for a refused request",
  withGoogle(async (google) => {
    const stranger = { email: "nobody@example.com" };
    await assertRejects(() => google.approve(authorizeUrl(google), stranger), Error, "no account");
    const url = authorizeUrl(google, { client_id: "nobody" });
    await assertRejects(() => google.approve(url, { email: ADA }), Error, "invalid_client");
  }),
);
