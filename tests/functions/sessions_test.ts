/** Who may call: every way to fake a session, at every route that needs one. */
import { assert, assertEquals } from "@std/assert";
import { exportSPKI, type JWTPayload, SignJWT } from "jose";
import { FUNCTIONS } from "../../tasks/functionNames.ts";
import { ROUTES as ALL_ROUTES } from "../../tasks/routes.ts";
import { functionOf, type SampleRequest, sampleRequest } from "../../tasks/sampleRequests.ts";
import { captureLogs } from "../support/logs.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { createSigningKey, settingsFor, startAuthStub } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

captureLogs();
const project = await startAuthStub();
useSettings(settingsFor(project.url));

interface TestedRoute extends SampleRequest {
  key: string;
  /** Whether a session that was signed out is refused too. */
  live: boolean;
  app: { request(path: string, init: RequestInit): Promise<Response> };
}

/** Every route of the list that needs a session. */
const ROUTES: TestedRoute[] = [];
for (const [key, { caller, live = false }] of Object.entries(ALL_ROUTES)) {
  if (caller !== undefined) continue;
  const { default: app } = await import(new URL(`${functionOf(key)}/index.ts`, FUNCTIONS).href);
  ROUTES.push({ key, live, app, ...sampleRequest(key) });
}
const routeOf = (key: string) => ROUTES.find((route) => route.key === key)!;
const CONNECTION = routeOf("GET /calendar-connection/users/{user}");
const START = routeOf("POST /oauth-initiate");

async function call({ app, method, path, body }: TestedRoute, authorization: string | undefined) {
  const headers = new Headers();
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (body !== undefined) headers.set("content-type", "application/json");
  const response = await app.request(path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === "" ? undefined : JSON.parse(text),
  };
}

async function assertRefused(authorization: string | undefined) {
  for (const route of ROUTES) {
    const { status, headers, body } = await call(route, authorization);
    assertEquals([status, body?.code], [401, "unauthenticated"], route.key);
    assertEquals(headers.get("x-request-id"), body.request_id, route.key);
    assertEquals(project.count("/rest/v1"), 0, `${route.key} asked the database`);
  }
}

const bearer = async (...args: Parameters<typeof project.token>) =>
  `Bearer ${await project.token(...args)}`;
const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const now = () => Math.floor(Date.now() / 1000);

/** The name says what is wrong; what it makes is an Authorization header. */
const FORGERIES: Record<string, () => Promise<string | undefined> | string | undefined> = {
  "no header": () => undefined,
  "an empty header": () => "",
  "Basic instead of Bearer": () => `Basic ${btoa("user:password")}`,
  "two headers": async () => `${await bearer()}, ${await bearer()}`,
  "a token that expired": () => bearer({ exp: now() - 1 }),
  "a token that is not yet valid": () => bearer({ nbf: now() + 60 }),
  "a token without exp": () => bearer({ exp: null as never }),
  "a token without sub": () => bearer({ sub: null as never }),
  "a sub that is no UUID": () => bearer({ sub: "1 or 1=1" }),
  "role anon": () => bearer({ role: "anon" }),
  "role service_role": () => bearer({ role: "service_role" }),
  "an anonymous user": () => bearer({ is_anonymous: true }),
  "another audience": () => bearer({ aud: "somebody" }),
  "a list of audiences": () => bearer({ aud: ["authenticated", "somebody"] }),
  "another project's issuer": () => bearer({ iss: "https://other.example.com/auth/v1" }),
  "no issuer, with an asymmetric key": () => bearer({ iss: null as never }),
  "an unknown key": async () => bearer({}, await createSigningKey("ES256")),
  "a known key's name on another key": async () =>
    bearer({}, { ...await createSigningKey("ES256"), kid: project.keys[0]!.kid }),
  "another algorithm for a known key": async () =>
    bearer({}, { ...await createSigningKey("RS256"), kid: project.keys[0]!.kid }),
  "alg none": async () => {
    const [, payload] = (await project.token()).split(".");
    return `Bearer ${base64url({ alg: "none" })}.${payload}.AA`;
  },
  "alg none, without a signature": async () => {
    const [, payload] = (await project.token()).split(".");
    return `Bearer ${base64url({ alg: "none" })}.${payload}.`;
  },
  "HS256 signed with the public key": async () => {
    const [, payload] = (await project.token()).split(".");
    const claims = JSON.parse(atob(payload!.replaceAll("-", "+").replaceAll("_", "/")));
    const secret = new TextEncoder().encode(await exportSPKI(project.keys[1]!.publicKey));
    return `Bearer ${await new SignJWT(claims).setProtectedHeader({ alg: "HS256" }).sign(secret)}`;
  },
  "a changed payload": async () => {
    const [header, , signature] = (await project.token()).split(".");
    // Every other claim as it must be: the signature alone tells.
    const [, payload] = (await project.token({ sub: crypto.randomUUID() })).split(".");
    return `Bearer ${header}.${payload}.${signature}`;
  },
  "an API key": () => `Bearer ${JSON.parse(Deno.env.get("SUPABASE_SECRET_KEYS")!).default}`,
  "16 kB of token": () => `Bearer ${base64url({ alg: "ES256" })}.${"A".repeat(16_000)}.AA`,
  "HS256, with a payload that is no JSON": () => `Bearer ${base64url({ alg: "HS256" })}.AAAA.AAAA`,
  "a header that is no JSON": () => "Bearer AAAA.BBBB.CCCC",
  "a critical extension": async () => {
    const [, payload, signature] = (await project.token()).split(".");
    const header = { alg: "ES256", kid: project.keys[0]!.kid, crit: ["x"], x: 1 };
    return `Bearer ${base64url(header)}.${payload}.${signature}`;
  },
  "a header with a key of its own": async () => {
    const [, payload, signature] = (await project.token()).split(".");
    const header = { alg: "ES256", jwk: { kty: "EC" }, jku: "https://evil.example/keys" };
    return `Bearer ${base64url(header)}.${payload}.${signature}`;
  },
  "a kid that is no string": async () => {
    const [, payload, signature] = (await project.token()).split(".");
    return `Bearer ${base64url({ alg: "ES256", kid: { a: 1 } })}.${payload}.${signature}`;
  },
};

for (const [name, forge] of Object.entries(FORGERIES)) {
  Deno.test(`a session is refused everywhere: ${name}`, async () => {
    project.requests.length = 0;
    await assertRefused(await forge());
  });
}

for (const [index, alg] of ["ES256", "RS256"].entries()) {
  Deno.test(`a session with a good ${alg} key gets as far as the database`, async () => {
    project.user = { status: 200, body: { id: project.userId, aud: "authenticated" } };
    for (const route of ROUTES) {
      project.requests.length = 0;
      const { body } = await call(route, await bearer({}, project.keys[index]));
      assertEquals(project.count("/rest/v1/rpc/"), 1, route.key);
      // The stand-in knows no user and no confirmation: both are missed after the one read.
      const confirms = ALL_ROUTES[route.key]!.errors.includes("confirmation_expired");
      const expected = confirms ? "confirmation_expired" : "unauthenticated";
      assertEquals(body.code, expected, route.key);
      assertEquals(project.count("/auth/v1/user"), route.live ? 1 : 0, route.key);
    }
  });
}

Deno.test("a token that was good is refused once it has expired, and one like it is never good", async () => {
  const route = CONNECTION;
  const authorization = await bearer({ exp: now() + 2 });
  const expiresAt = Date.now() + 2000;
  for (let i = 0; i < 2; i++) {
    project.requests.length = 0;
    await call(route, authorization);
    assertEquals(project.count("/rest/v1/rpc/"), 1);
  }
  project.requests.length = 0;
  const [head, payload, signature] = authorization.split(".");
  assert(signature);
  const turned = signature[9] === "A" ? "B" : "A";
  await assertRefused(`${head}.${payload}.${signature.slice(0, 9)}${turned}${signature.slice(10)}`);
  await new Promise((resolve) => setTimeout(resolve, expiresAt + 100 - Date.now()));
  await assertRefused(authorization);
});

Deno.test("a session that was signed out cannot connect, confirm or disconnect", async () => {
  // Auth's own answer is 403; a proxy before it may refuse a token as a bad request.
  for (const refusal of [403, 400]) {
    project.user = { status: refusal, body: { code: refusal, error_code: "session_not_found" } };
    for (const route of ROUTES.filter(({ live }) => live)) {
      project.requests.length = 0;
      const { status, body } = await call(route, await bearer());
      assertEquals([status, body.code], [401, "unauthenticated"], route.key);
      assertEquals(project.count("/rest/v1"), 0, route.key);
    }
  }
});

Deno.test("a session of another user than Auth knows is refused", async () => {
  project.user = { status: 200, body: { id: crypto.randomUUID(), aud: "authenticated" } };
  project.requests.length = 0;
  const { status } = await call(START, await bearer());
  assertEquals([status, project.count("/rest/v1")], [401, 0]);
});

Deno.test("a token that is longer than any of Auth's is not looked at", async () => {
  const bearerOf = async (padding: number) =>
    `Bearer ${await project.token({ padding: "x".repeat(padding) })}`;
  const route = CONNECTION;
  const reads: number[] = [];
  for (const padding of [8000, 9000]) {
    project.requests.length = 0;
    await call(route, await bearerOf(padding));
    reads.push(project.count("/rest/v1"));
  }
  // Base64 makes 12,000 characters of 9,000.
  assertEquals(reads, [1, 0]);
});

Deno.test("an HS256 token that Auth accepts is held to every claim all the same", async () => {
  project.user = { status: 200, body: { id: project.userId, aud: "authenticated" } };
  const signed = async (claims: JWTPayload) => {
    const good = {
      sub: project.userId,
      aud: "authenticated",
      role: "authenticated",
      exp: now() + 60,
      ...claims,
    };
    const given = Object.fromEntries(Object.entries(good).filter(([, value]) => value !== null));
    const secret = crypto.getRandomValues(new Uint8Array(32));
    return `Bearer ${await new SignJWT(given).setProtectedHeader({ alg: "HS256" }).sign(secret)}`;
  };
  const statusOf = async (claims: JWTPayload) => {
    project.requests.length = 0;
    const { status, body } = await call(CONNECTION, await signed(claims));
    // The stand-in knows no user: who is let in is refused after the one read.
    return [status, body.code, project.count("/rest/v1/rpc/")];
  };
  const letIn = [401, "unauthenticated", 1];
  for (
    const claims of [
      {},
      { is_anonymous: false },
      { nbf: now() - 60 },
      { iss: `${project.url}/auth/v1` },
    ]
  ) {
    assertEquals(await statusOf(claims), letIn, JSON.stringify(claims));
  }
  for (
    const claims of [
      ...[{ role: "anon" }, { role: "service_role" }, { role: null }],
      ...[{ aud: "other" }, { aud: ["authenticated"] }, { is_anonymous: true }],
      ...[{ exp: now() - 1 }, { exp: null }, { exp: `${now() + 60}` }, { nbf: now() + 60 }],
      ...[{ iss: "https://evil.example/auth/v1" }, { sub: null }, { sub: "1" }],
      ...[{ sub: `x${project.userId}` }, { sub: `${project.userId}x` }],
    ] as unknown as JWTPayload[]
  ) {
    const refused = [401, "unauthenticated", 0];
    assertEquals(await statusOf(claims), refused, JSON.stringify(claims));
    assertEquals(project.count("/auth/v1/user"), 0, JSON.stringify(claims));
  }
});

Deno.test("Auth that fails is 503, not 401", async () => {
  const answers = [
    ...[429, 500, 502, 503].map((status) => ({ status, body: { msg: "down" } })),
    // A success that names nobody.
    { status: 200, body: null },
  ];
  for (const user of answers) {
    project.user = user;
    const answer = await call(START, await bearer());
    assertEquals([answer.status, answer.body.code], [503, "auth_unavailable"], `${user.status}`);
    assert(Number(answer.headers.get("retry-after")) > 0);
  }
});

Deno.test("1,000 tokens with unknown keys ask for the key set once at the most", async () => {
  project.requests.length = 0;
  const key = await createSigningKey("ES256");
  const route = CONNECTION;
  const answers = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const token = await project.token({}, { ...key, kid: crypto.randomUUID() });
      return (await call(route, `Bearer ${token}`)).status;
    }),
  );
  assertEquals(new Set(answers), new Set([401]));
  assert(project.requests.length <= 1, `${project.requests.length} requests`);
});

closeAtEnd(project);
