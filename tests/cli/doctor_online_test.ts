/** The mistakes that the doctor sees in a running project, each made on purpose. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { seal } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { guardedRequests } from "../../tasks/sampleRequests.ts";
import { grantedToFunctions } from "../../tasks/doctor/migrations.ts";
import { PROBES } from "../../tasks/doctor/probes.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { line, startHosted } from "./hosted.ts";

const hosted = await startHosted();
const { scenario: { stack, connect }, doctor } = hosted;
const { sql } = stack;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
await connect(ada);
await connect(grace);

/** Breaks the database, and repairs it, even if the test fails. */
async function broken(breaks: string, repairs: string, test: () => Promise<void>) {
  for (const statement of breaks.split(";")) await sql(statement);
  try {
    await test();
  } finally {
    for (const statement of repairs.split(";")) await sql(statement);
  }
}

const everything = async () =>
  JSON.stringify([
    await sql("select * from google_calendar.users order by id"),
    await sql("select * from public.google_connections order by user_id"),
    await sql("select * from google_calendar.oauth_states"),
    await sql("select id, updated_at from auth.users order by id"),
  ]);

Deno.test("the doctor finds no problem in a correct project, and changes nothing", async () => {
  const before = await everything();
  const lines = await doctor({ USER_ACCESS_TOKEN: ada.access_token });
  assertEquals(lines.filter((one) => one.startsWith("problem")), []);
  assertStringIncludes(line(lines, "sealed tokens"), "2 rows open");
  assertStringIncludes(line(lines, "grants"), "2 connected");
  assertStringIncludes(line(lines, "Google client"), "ok");
  assertEquals(line(lines, "tables as anon"), "ok       tables as anon: no token is read");
  assertEquals(
    line(lines, "tables as a signed-in user"),
    "ok       tables as a signed-in user: no token is read",
  );
  assertEquals(await everything(), before);
});

Deno.test("the doctor checks every function", async () => {
  const lines = await doctor();
  for (const [name, { refusal }] of Object.entries(guardedRequests())) {
    assertEquals(
      line(lines, name),
      `ok       ${name}: answers its preflight and its ${refusal.status}`,
    );
  }
  assertEquals(Object.keys(guardedRequests()), functionNames());
});

Deno.test("the doctor tells a wrong client secret from a wrong redirect address", async () => {
  const wrongSecret = await doctor({ GOOGLE_CLIENT_SECRET: "local-other-secret" });
  assertStringIncludes(line(wrongSecret, "Google client"), "problem");
  assertStringIncludes(line(wrongSecret, "Google client"), "(invalid_client) -> copy both again");
  assertStringIncludes(line(wrongSecret, "Google sign-in"), "ok");

  const wrongRedirect = await doctor({ API_URL: "http://localhost:1" });
  assertStringIncludes(line(wrongRedirect, "Google client"), "ok");
  assertStringIncludes(
    line(wrongRedirect, "Google sign-in"),
    "(redirect_uri_mismatch) -> register exactly http://localhost:1/functions/v1/oauth-callback",
  );
});

Deno.test("the doctor reports redirect_uri_mismatch at the token endpoint as such", async () => {
  const stop = stack.google.fail("token", {
    status: 400,
    body: { error: "redirect_uri_mismatch" },
  });
  const lines = await doctor();
  stop();
  assertStringIncludes(line(lines, "Google client"), "problem");
  assertStringIncludes(line(lines, "Google client"), "register exactly ");
});

Deno.test("the doctor sees that Google cannot be reached", async () => {
  const lines = await doctor({ GOOGLE_EMULATOR_URL: "http://127.0.0.1:1" });
  assertStringIncludes(line(lines, "Google client"), "problem");
  assertStringIncludes(line(lines, "Google client"), "cannot be reached");
});

const platform401 = () =>
  Response.json({ code: 401, message: "Missing authorization header" }, { status: 401 });

const DEPLOYED: [name: string, answer: (request: Request) => Response, says: string][] = [
  [
    "verify_jwt left on for the deployed callback",
    platform401,
    "verify_jwt is on -> set verify_jwt",
  ],
  [
    "a function that is not deployed",
    () => Response.json({ code: "NOT_FOUND" }, { status: 404 }),
    "is not deployed -> supabase functions deploy oauth-callback --use-api",
  ],
  [
    "a deployed function whose settings are missing",
    () => Response.json({ code: "misconfigured" }, { status: 500 }),
    "says that a setting is missing or malformed -> its log names",
  ],
  [
    "a function that does not start",
    () => Response.json({ code: "BOOT_ERROR" }, { status: 503 }),
    "does not start or fails (status 503)",
  ],
  [
    "a deployed function that knows another web app",
    (request) =>
      request.method === "OPTIONS"
        ? new Response(null, { status: 204 })
        : Response.json({ code: "unauthenticated" }, { status: 401 }),
    `does not let ${stack.env.APP_URL} call it from a browser -> set APP_URL`,
  ],
];
for (const [name, answer, says] of DEPLOYED) {
  Deno.test(`the doctor sees ${name}`, async () => {
    const restore = hosted.replace("oauth-callback", answer);
    const lines = await doctor();
    restore();
    assertStringIncludes(line(lines, "oauth-callback"), "problem");
    assertStringIncludes(line(lines, "oauth-callback"), says);
    assertStringIncludes(line(lines, "callback"), "problem");
    assertStringIncludes(line(lines, "oauth-initiate"), "ok");
  });
}

Deno.test("the doctor sees that functions return to another web app or page than is set", async () => {
  const elsewhere = await doctor({ APP_URL: "http://127.0.0.1:1" });
  assertStringIncludes(
    line(elsewhere, "callback"),
    `returns to ${stack.env.APP_URL}/profile, and APP_URL with CONNECT_PATH is http://127.0.0.1:1/profile -> deploy the secrets`,
  );
  const otherPage = await doctor({ CONNECT_PATH: "/settings/calendar" });
  assertStringIncludes(
    line(otherPage, "callback"),
    `and APP_URL with CONNECT_PATH is ${stack.env.APP_URL}/settings/calendar -> deploy the secrets`,
  );
});

Deno.test("the doctor sees that the page at CONNECT_PATH answers, by its own file or the app's one page", async () => {
  assertEquals(
    line(await doctor(), "CONNECT_PATH"),
    `ok       CONNECT_PATH: ${stack.env.APP_URL}/profile is a page`,
  );
  const asked: string[] = [];
  const restore = hosted.replaceApp((request) => {
    const { pathname } = new URL(request.url);
    asked.push(`${request.method} ${pathname} ${request.headers.get("accept")}`);
    // A server may send whoever has no session to a page where they sign in.
    return pathname === "/sign-in"
      ? new Response("<p>Sign in", { headers: { "content-type": "text/html" } })
      : new Response(null, { status: 307, headers: { location: "/sign-in" } });
  });
  const lines = await doctor({ CONNECT_PATH: "/settings/calendar" });
  restore();
  assertEquals(
    line(lines, "CONNECT_PATH"),
    `ok       CONNECT_PATH: ${stack.env.APP_URL}/settings/calendar is a page`,
  );
  assertEquals(asked, ["GET /settings/calendar text/html", "GET /sign-in text/html"]);
});

const NO_PAGES: [name: string, answer: () => Response, says: string][] = [
  [
    "no page at CONNECT_PATH",
    () => new Response("<h1>Not found", { status: 404, headers: { "content-type": "text/html" } }),
    "/profile answers 404 -> set CONNECT_PATH to the page of the web app that confirms connections",
  ],
  [
    "a page at CONNECT_PATH that fails",
    () => new Response("<h1>Sorry", { status: 500, headers: { "content-type": "text/html" } }),
    "/profile answers 500 -> set CONNECT_PATH",
  ],
  [
    "something else than a page at CONNECT_PATH",
    () => Response.json({}),
    "/profile answers with application/json, not with a page -> set CONNECT_PATH",
  ],
  [
    "an answer without a type at CONNECT_PATH",
    () => new Response(new Uint8Array(1)),
    "/profile answers with no content type, not with a page -> set CONNECT_PATH",
  ],
  [
    "a page at CONNECT_PATH that leads to itself",
    () => new Response(null, { status: 302, headers: { location: "/profile" } }),
    "/profile cannot be reached -> check APP_URL, or set CONNECT_PATH",
  ],
];
for (const [name, answer, says] of NO_PAGES) {
  Deno.test(`the doctor sees ${name}`, async () => {
    const restore = hosted.replaceApp(answer);
    const lines = await doctor();
    restore();
    assertStringIncludes(
      line(lines, "CONNECT_PATH"),
      `problem  CONNECT_PATH: ${stack.env.APP_URL}`,
    );
    assertStringIncludes(line(lines, "CONNECT_PATH"), says);
  });
}

Deno.test("the doctor only notes that nothing listens at a web app on this machine", async () => {
  assertEquals(
    line(await doctor({ APP_URL: "http://localhost:1" }), "CONNECT_PATH"),
    "skipped  CONNECT_PATH: nothing listens at http://localhost:1/profile; start the web app to look at the page",
  );
  const lines = await doctor({ APP_URL: "https://app.invalid" });
  assertStringIncludes(
    line(lines, "CONNECT_PATH"),
    "problem  CONNECT_PATH: https://app.invalid/profile cannot be reached -> check APP_URL, or",
  );
});

Deno.test("the doctor looks at no page if CONNECT_PATH is wrong, and says what is wrong with it", async () => {
  const lines = await doctor({ CONNECT_PATH: "settings" });
  assertStringIncludes(line(lines, "CONNECT_PATH"), "must be a path below APP_URL");
  assert(
    lines.includes("skipped  CONNECT_PATH: correct APP_URL and CONNECT_PATH to look at the page"),
  );
});

Deno.test("the doctor sees that the deployed functions cannot ask the database", async () => {
  await broken(
    "revoke execute on function public.google_calendar_take_oauth_state from service_role",
    "grant execute on function public.google_calendar_take_oauth_state to service_role",
    async () => {
      const lines = await doctor();
      assertStringIncludes(line(lines, "callback"), "cannot ask the database for a state");
    },
  );
});

/** As if the data API exposed the server's schema, with grants that let these callers read. */
const exposing = (isOpenTo: (request: Request) => boolean) =>
  hosted.replace("/rest/v1/users", (request) => {
    if (request.headers.get("accept-profile") !== "google_calendar") {
      return Response.json({ code: "PGRST205" }, { status: 404 });
    }
    const [name] = new URL(request.url).searchParams.get("select")!.split(",");
    return Response.json(isOpenTo(request) ? [{ [name!]: "x" }] : []);
  });

Deno.test("the doctor sees a token column that everyone can read", async () => {
  const restore = exposing(() => true);
  const lines = await doctor();
  restore();
  assertStringIncludes(line(lines, "tables as anon"), "problem");
  assertStringIncludes(
    line(lines, "tables as anon"),
    "google_calendar.users.google_refresh_token can be read from a browser, and 1 more -> revoke all on google_calendar.users from anon",
  );
});

Deno.test("the doctor sees a token column that its owner's browser can read", async () => {
  const restore = exposing((request) =>
    request.headers.get("authorization") === `Bearer ${ada.access_token}`
  );
  const lines = await doctor({ USER_ACCESS_TOKEN: ada.access_token });
  restore();
  assertStringIncludes(line(lines, "tables as anon"), "ok");
  assertStringIncludes(line(lines, "tables as a signed-in user"), "problem");
});

Deno.test("the doctor does not take an app's own users table for the server's", async () => {
  const asked: string[] = [];
  const restore = hosted.replace("/rest/v1/users", (request) => {
    const profile = request.headers.get("accept-profile") ?? "public";
    asked.push(profile);
    // The app's own table is open to everyone, as many are.
    return profile === "public"
      ? Response.json([{ id: "1" }])
      : Response.json({ code: "PGRST106" }, { status: 406 });
  });
  const lines = await doctor();
  restore();
  assertEquals(line(lines, "tables as anon"), "ok       tables as anon: no token is read");
  assertEquals(new Set(asked), new Set(["google_calendar"]));
});

Deno.test("the doctor sees tokens in another table or view", async () => {
  // PostgREST describes what it shows; the embedded data API describes nothing, and takes in no new table.
  const restores = [
    hosted.replace("/rest/v1/", () =>
      Response.json({
        definitions: { profiles: { properties: { id: {}, google_access_token: {} } } },
      })),
    hosted.replace("/rest/v1/profiles", () => Response.json([{ google_access_token: "x" }])),
  ];
  const lines = await doctor();
  for (const restore of restores) restore();
  assertStringIncludes(line(lines, "tables as anon"), "profiles.google_access_token can be read");
});

Deno.test("the doctor says what it needs to read as a signed-in user", async () => {
  assertStringIncludes(
    line(await doctor(), "tables as a signed-in user"),
    "or a session's access token in USER_ACCESS_TOKEN",
  );
});

Deno.test("the doctor sees that a migration is missing", async () => {
  await broken(
    "alter function public.google_calendar_read_sealed rename to gone",
    "alter function public.gone rename to google_calendar_read_sealed",
    async () => {
      const lines = await doctor();
      assertStringIncludes(
        line(lines, "migrations"),
        "public.google_calendar_read_sealed of 20260101001000_upkeep_functions.sql is missing -> apply them: supabase db push --remote",
      );
      assertStringIncludes(line(lines, "sealed tokens"), "problem");
    },
  );
});

Deno.test("the doctor calls every granted SQL function except the one that sweeps", () => {
  const granted = grantedToFunctions()
    .filter(({ kind, schema }) => kind === "function" && schema === "public");
  assertEquals(
    granted.map(({ name }) => name).sort(),
    [...Object.keys(PROBES), "start_oauth"].map((name) => `google_calendar_${name}`).sort(),
  );
});

Deno.test("the doctor sees that a grant to the functions was taken away", async () => {
  await broken(
    "revoke execute on function public.google_calendar_read_account from service_role",
    "grant execute on function public.google_calendar_read_account to service_role",
    async () =>
      assertStringIncludes(
        line(await doctor(), "migrations"),
        "service_role may not use public.google_calendar_read_account",
      ),
  );
});

Deno.test("the doctor sees that the secret key is not the project's", async () => {
  const lines = await doctor({ SUPABASE_SECRET_KEYS: '{"default": "local-other-key"}' });
  assertStringIncludes(line(lines, "secret key"), "the project does not accept it");
});

Deno.test("the doctor does not report a refused key or session as a closed table", async () => {
  const key = await doctor({ SUPABASE_PUBLISHABLE_KEYS: '{"default": "local-other-key"}' });
  assertStringIncludes(
    line(key, "publishable key"),
    "the project does not accept it -> copy it from the dashboard",
  );
  assertStringIncludes(line(key, "tables as anon"), "no line");
  const session = await doctor({ USER_ACCESS_TOKEN: `${ada.access_token}x` });
  assertStringIncludes(line(session, "session"), "sign in, and set USER_ACCESS_TOKEN");
  assertStringIncludes(line(session, "tables as a signed-in user"), "no line");
});

Deno.test("the doctor sees a row that is not sealed", async () => {
  const [saved] = await sql<{ google_access_token: string }>(
    `select google_access_token from google_calendar.users where id = '${ada.id}'`,
  );
  const sealed = saved!.google_access_token;
  const plain = `local-token-${crypto.randomUUID()}`;
  await broken(
    `update google_calendar.users set google_access_token = '${plain}' where id = '${ada.id}'`,
    `update google_calendar.users set google_access_token = '${sealed}' where id = '${ada.id}'`,
    async () => {
      const lines = await doctor();
      assertStringIncludes(
        line(lines, "sealed tokens"),
        "1 of 2 rows hold a token that is not sealed",
      );
      assert(!lines.join("\n").includes(plain));
    },
  );
});

Deno.test("the doctor sees rows that no key opens", async () => {
  const other = `other:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
  const lines = await doctor({ TOKEN_ENCRYPTION_KEYS: other });
  assertStringIncludes(
    line(lines, "sealed tokens"),
    "2 of 2 rows open with none of TOKEN_ENCRYPTION_KEYS -> put the key that sealed them back",
  );
});

Deno.test("the doctor sees a sealed token that was moved to another row", async () => {
  const place = {
    userId: grace.id,
    googleAccountId: grace.google_id,
    column: "users.google_access_token",
  } as const;
  const moved = await seal("a token", place);
  const [saved] = await sql<{ google_access_token: string }>(
    `select google_access_token from google_calendar.users where id = '${ada.id}'`,
  );
  const sealed = saved!.google_access_token;
  await broken(
    `update google_calendar.users set google_access_token = '${moved}' where id = '${ada.id}'`,
    `update google_calendar.users set google_access_token = '${sealed}' where id = '${ada.id}'`,
    async () =>
      assertStringIncludes(line(await doctor(), "sealed tokens"), "1 of 2 rows open with"),
  );
});

Deno.test("the doctor sees a sealed token that was moved to another account of its user", async () => {
  const [saved] = await sql<{ google_access_token: string }>(
    `select google_access_token from google_calendar.users where id = '${ada.id}'`,
  );
  // The row still says whose token it holds, and the token says otherwise.
  const moved = await seal("a token", {
    userId: ada.id,
    googleAccountId: "another",
    column: "users.google_access_token",
  });
  await broken(
    `update google_calendar.users set google_access_token = '${moved}' where id = '${ada.id}'`,
    `update google_calendar.users set google_access_token = '${
      saved!.google_access_token
    }' where id = '${ada.id}'`,
    async () =>
      assertStringIncludes(line(await doctor(), "sealed tokens"), "1 of 2 rows open with"),
  );
});

Deno.test("the doctor counts the rows that must be resealed", async () => {
  const fresh = `fresh:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
  const lines = await doctor({
    TOKEN_ENCRYPTION_KEYS: `${fresh},${stack.env.TOKEN_ENCRYPTION_KEYS}`,
  });
  assertStringIncludes(line(lines, "sealed tokens"), "ok");
  assertStringIncludes(line(lines, "sealed tokens"), "2 with an older key: deno task reseal");
});

/** Both connections, as if they had begun so many days ago and died so many days later. */
async function lived(ages: [connectedDaysAgo: number, diedAfterDays: number | null][]) {
  for (const [i, [ago, after]] of ages.entries()) {
    const user = [ada, grace][i]!;
    const status = after === null ? "connected" : "needs_reconnect";
    const reason = after === null ? "null" : "'revoked_or_expired'";
    const life = after ?? ago;
    await sql(
      `update public.google_connections set status = '${status}', reason = ${reason}, connected_at = now() - interval '${ago} days', updated_at = now() - interval '${ago} days' + interval '${life} days' where user_id = '${user.id}'`,
    );
    await sql(
      `update google_calendar.users set google_refreshed_at = now() - interval '${ago} days' + interval '${
        life - 0.1
      } days' where id = '${user.id}'`,
    );
  }
}

Deno.test("the doctor concludes from grants that all die after 7 days that the client is in Testing", async () => {
  await lived([[20, 7.02], [15, 7.1]]);
  assertStringIncludes(
    line(await doctor(), "grants"),
    "2 of 2 dead grants died 7 days after they were given: the client is in Testing -> in Google Cloud, Google Auth Platform, Audience, press Publish app",
  );
});

Deno.test("the doctor does not conclude that from a user's own revocation", async () => {
  await lived([[20, 3], [5, null]]);
  assertEquals(
    line(await doctor(), "grants"),
    "ok       grants: 1 connected, 1 to reconnect",
  );
});

Deno.test("the doctor does not conclude that from one death after 7 days if another grant lives on", async () => {
  await lived([[20, 7.02], [60, null]]);
  assertStringIncludes(line(await doctor(), "grants"), "ok");
});

Deno.test("the doctor sees a client in Testing before a grant dies if Google says when it ends", async () => {
  await lived([[1, null], [2, null]]);
  await broken(
    "update public.google_connections set expires_at = connected_at + interval '604799 seconds'",
    "update public.google_connections set expires_at = null",
    async () => assertStringIncludes(line(await doctor(), "grants"), "the client is in Testing"),
  );
});

Deno.test("the doctor sees that the scope for events is missing", async () => {
  await broken(
    "update public.google_connections set status = 'needs_reconnect', reason = 'scope_missing'",
    "update public.google_connections set status = 'connected', reason = null",
    async () =>
      assertStringIncludes(line(await doctor(), "grants"), "2 of 2 lack the scope for events"),
  );
});

Deno.test("the doctor's command exits with 1 if it finds a problem, else with 0, and prints no secret", async () => {
  const run = async (changes: Record<string, string>) => {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-check", "tasks/doctor.ts", "--project-url", hosted.url],
      env: { ...stack.env, USER_ACCESS_TOKEN: ada.access_token, NO_COLOR: "1", ...changes },
    }).output();
    return { code, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
  };
  const right = await run({});
  assertEquals(right.code, 0, right.text);
  assertStringIncludes(right.text, "Nothing is wrong, 1 not looked at.");
  const wrong = await run({ GOOGLE_CLIENT_SECRET: "local-other\nsecret" });
  assertEquals(wrong.code, 1);
  assertStringIncludes(wrong.text, "2 to fix");
  const secrets = [
    stack.env.GOOGLE_CLIENT_SECRET,
    stack.env.TOKEN_ENCRYPTION_KEYS!.split(":")[1],
    JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default,
    ada.access_token,
    "local-other",
  ];
  for (const secret of secrets) assert(!(right.text + wrong.text).includes(secret));
});

closeAtEnd(hosted);
