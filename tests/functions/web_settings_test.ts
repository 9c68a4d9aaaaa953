/** An app under a path, previews and apps on phones: who may call, and where the callback leads. */
import { assert, assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import { useSettings } from "../support/settings.ts";

const { stack, call, consent, connect, follow } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });

const APP = "https://example.com/app";

// The functions read them at the first request.
useSettings({
  APP_URL: `${APP}/`,
  ALLOWED_ORIGINS:
    "https://*-my-team.vercel.app,https://pr-*.example.org:8443,capacitor://localhost,MyApp://callback/",
});

Deno.test("previews and apps may call, and nobody who looks like them", async () => {
  const originOf = async (origin: string, route = "POST /oauth-initiate") =>
    (await call(route, { headers: { origin } })).headers.get("access-control-allow-origin");
  const yes = [
    ...["https://example.com", "https://x-my-team.vercel.app", "https://pr-12.example.org:8443"],
    ...["capacitor://localhost", "myapp://callback"],
  ];
  const no = [
    ...[
      "https://-my-team.vercel.app",
      "https://a.b-my-team.vercel.app",
      "https://my-team.vercel.app",
    ],
    ...["http://x-my-team.vercel.app", "https://x-my-team.vercel.app.evil.example", "null"],
    ...["https://x-my-team.vercel.app:444", "https://pr-12.example.org", "https://evil.example"],
    ...[
      "capacitor://localhost.evil",
      "ionic://localhost",
      "myapp://other",
      "https://example.com/app",
    ],
    ...["https://*-my-team.vercel.app", stack.env.APP_URL!],
  ];
  for (const origin of yes) {
    assertEquals(await originOf(origin), origin);
    assertEquals(await originOf(origin, "OPTIONS /calendar-events/users/me"), origin);
  }
  for (const origin of no) assertEquals(await originOf(origin), null, origin);
});

Deno.test("paths, the profile page and the page that confirms are below the app's path", async () => {
  const unknown = await call("GET /oauth-callback?state=x&code=y");
  assertEquals(
    unknown.headers.get("location"),
    `${APP}/profile?calendar=error&error=state_invalid`,
  );
  const leads: [returnTo: string | undefined, leadsTo: string][] = [
    [undefined, `${APP}/profile?calendar=connected`],
    ["/resources/1?tab=a#b", `${APP}/resources/1?tab=a&calendar=connected#b`],
    ["/app/resources/1", `${APP}/resources/1?calendar=connected`],
    ["https://example.com/elsewhere", "https://example.com/elsewhere?calendar=connected"],
    ["https://x-my-team.vercel.app/p", "https://x-my-team.vercel.app/p?calendar=connected"],
    ["myapp://callback?x=1", "myapp://callback?x=1&calendar=connected"],
    ["myapp://callback/deep/link", "myapp://callback/deep/link?calendar=connected"],
    ["capacitor://localhost/profile", "capacitor://localhost/profile?calendar=connected"],
  ];
  for (const [returnTo, leadsTo] of leads) {
    assertEquals((await connect(ada, { returnTo })).href, leadsTo);
  }
  const denied = await connect(ada, { returnTo: "myapp://callback", deny: true });
  assertEquals(denied.href, "myapp://callback?calendar=error&error=access_denied");
});

Deno.test("the secret of a connection to confirm goes to the web app alone, wherever it was started", async () => {
  const byPassword = await stack.createUser({ google: null });
  const returnTo = "myapp://callback";
  const address = await follow(await consent(byPassword, { email: "alan@example.com", returnTo }));
  assertEquals(address.origin + address.pathname + address.search, `${APP}/profile`);
  assert(address.hash.startsWith("#calendar=confirm&confirmation="));
});

Deno.test("addresses that leave what is allowed are refused", async () => {
  const leaving = [
    ...["/../admin", "/%2e%2e/admin", "//evil.example", "https://evil.com#-my-team.vercel.app"],
    ...["https://x.evil-my-team.vercel.app", "https://u@x-my-team.vercel.app", "myapp:callback"],
    ...["myapp://callback@evil", "myapp://other", "javascript://callback/%0aalert(1)", "data:,x"],
    ...["https://x-my-team.vercel.app:8443/", "https://127.0.0.1:5173/"],
  ];
  for (const return_to of leaving) {
    const { status, body } = await call("POST /oauth-initiate", { user: ada, body: { return_to } });
    assertEquals([status, body.details?.[0]?.path], [422, "return_to"], return_to);
  }
});

closeAtEnd(stack);
