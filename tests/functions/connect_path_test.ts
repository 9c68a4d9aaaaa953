/** An app whose page for connections is not `/profile`: where the callback leads, and where the person goes on to. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario, type TestUser } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const { stack, call, consent, connect, follow } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
// Whoever signs in by e-mail has no Google identity, so that every account must be confirmed.
const byEmail = await stack.createUser({ google: null });

const APP = "https://example.com/app";
const PAGE = `${APP}/settings/calendar`;

// The functions read them at the first request.
useSettings({
  APP_URL: APP,
  CONNECT_PATH: "/settings/calendar",
  ALLOWED_ORIGINS: "https://*-my-team.vercel.app,myapp://callback",
});

/** Chooses Alan's account, and lands where the secret is. */
async function toConfirm(user: TestUser, returnTo?: string) {
  const address = await follow(await consent(user, { email: "alan@example.com", returnTo }));
  const fragment = new URLSearchParams(address.hash.slice(1));
  address.hash = "";
  return { page: address.href, body: { confirmation: fragment.get("confirmation") }, fragment };
}

Deno.test("a state that is unknown, missing or repeated leads to the page at CONNECT_PATH", async () => {
  for (const query of ["", "?code=x&state=forged", "?state=a&state=b"]) {
    const { status, headers } = await call(`GET /oauth-callback${query}`);
    assertEquals(status, 303);
    assertEquals(headers.get("location"), `${PAGE}?calendar=error&error=state_invalid`);
  }
});

Deno.test("without return_to, connecting and refusing lead to the page at CONNECT_PATH", async () => {
  assertEquals(
    (await connect(ada, { deny: true })).href,
    `${PAGE}?calendar=error&error=access_denied`,
  );
  assertEquals((await connect(ada)).href, `${PAGE}?calendar=connected`);
});

const WAYS_BACK: [returnTo: string | undefined, goesOnTo: string][] = [
  [undefined, PAGE],
  ["/lectures/5?tab=a#part", `${APP}/lectures/5?tab=a#part`],
  ["/app/lectures/5", `${APP}/lectures/5`],
  ["https://pr-7-my-team.vercel.app/lectures", "https://pr-7-my-team.vercel.app/lectures"],
  ["myapp://callback/deep?x=1", "myapp://callback/deep?x=1"],
];

for (const [returnTo, goesOnTo] of WAYS_BACK) {
  Deno.test(`who connects by e-mail from ${returnTo ?? "nowhere"} confirms at CONNECT_PATH, and goes on to ${goesOnTo}`, async () => {
    const { page, body, fragment } = await toConfirm(byEmail, returnTo);
    assertEquals(page, PAGE);
    assertEquals([...fragment.keys()], ["calendar", "confirmation"]);
    const pending = await call("POST /oauth-callback/pending", { user: byEmail, body });
    assertEquals(pending.status, 200);
    assertEquals(Object.keys(pending.body).toSorted(), [
      "expires_at",
      "google_email",
      "return_to",
      "scopes",
    ]);
    assertEquals([pending.body.google_email, pending.body.return_to], [
      "alan@example.com",
      goesOnTo,
    ]);
    const confirmed = await call("POST /oauth-callback/confirm", { user: byEmail, body });
    assertEquals([confirmed.status, confirmed.body.status], [200, "connected"]);
  });
}

Deno.test("of two connections that wait, each keeps its own way back", async () => {
  const [first, second] = [await toConfirm(byEmail, "/first"), await toConfirm(byEmail, "/second")];
  for (const [{ body }, path] of [[first, "/first"], [second, "/second"]] as const) {
    const { body: pending } = await call("POST /oauth-callback/pending", { user: byEmail, body });
    assertEquals(pending.return_to, APP + path);
  }
});

Deno.test("the way back of a connection that waits is told to its own user alone", async () => {
  const { body } = await toConfirm(byEmail, "/first");
  const refused = await call("POST /oauth-callback/pending", { user: ada, body });
  assertEquals([refused.status, refused.body.code], [410, "confirmation_expired"]);
  assertEquals(JSON.stringify(refused.body).includes("/first"), false);
});

closeAtEnd(stack);
