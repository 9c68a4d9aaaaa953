import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import {
  ADA,
  authorizeUrl,
  client,
  connect,
  EMAIL,
  EVENTS,
  exchange,
  FREE_BUSY,
  refresh,
  token,
  withGoogle,
} from "../testing.ts";

const VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123";

async function challenge(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(VERIFIER));
  return new Uint8Array(digest).toBase64({ alphabet: "base64url", omitPadding: true });
}

async function code(google: Google, more: Record<string, string> = {}): Promise<string> {
  const back = await google.approve(authorizeUrl(google, more), { email: ADA });
  return back.searchParams.get("code")!;
}

const withChallenge = async () => ({
  code_challenge: await challenge(),
  code_challenge_method: "S256",
});

Deno.test(
  "token endpoint refuses a code that was used before",
  withGoogle(async (google) => {
    const value = await code(google);
    assertEquals((await exchange(google, value)).status, 200);
    const { status, json } = await exchange(google, value);
    assertEquals([status, json.error], [400, "invalid_grant"]);
  }),
);

Deno.test(
  "token endpoint lets one of fifty parallel exchanges of a code through",
  withGoogle(async (google) => {
    const value = await code(google);
    const answers = await Promise.all(Array.from({ length: 50 }, () => exchange(google, value)));
    assertEquals(answers.filter(({ status }) => status === 200).length, 1);
  }),
);

Deno.test(
  "token endpoint refuses a code after ten minutes",
  withGoogle(async (google) => {
    const value = await code(google);
    google.clock.advance(600);
    assertEquals((await exchange(google, value)).json.error, "invalid_grant");
  }),
);

Deno.test(
  "token endpoint refuses an unknown code",
  withGoogle(async (google) => {
    assertEquals((await exchange(google, "made-up")).json.error, "invalid_grant");
  }),
);

Deno.test(
  "token endpoint refuses a redirect address that differs by a byte, and spends the code",
  withGoogle(async (google) => {
    const value = await code(google);
    const redirect_uri = `${client.redirect_uris[0]}/`;
    const { status, json } = await exchange(google, value, { redirect_uri });
    assertEquals([status, json.error], [400, "redirect_uri_mismatch"]);
    assertEquals((await exchange(google, value)).json.error, "invalid_grant");
  }),
);

Deno.test(
  "token endpoint refuses a missing, wrong and needless PKCE verifier",
  withGoogle(async (google) => {
    const none = await exchange(google, await code(google, await withChallenge()));
    assertEquals([none.status, none.json.error], [400, "invalid_grant"]);
    const wrong = { code_verifier: `${VERIFIER}4` };
    const other = await exchange(google, await code(google, await withChallenge()), wrong);
    assertEquals([other.status, other.json.error], [400, "invalid_grant"]);
    const needless = await exchange(google, await code(google), { code_verifier: VERIFIER });
    assertEquals([needless.status, needless.json.error], [400, "invalid_grant"]);
  }),
);

Deno.test(
  "token endpoint refuses another client's code and refresh token",
  withGoogle(async (google) => {
    const other = { client_id: "5678-other.apps.example.com", client_secret: "other-local-secret" };
    const stolen = await exchange(google, await code(google), other);
    assertEquals([stolen.status, stolen.json.error], [400, "invalid_grant"]);
    const { refresh_token } = await connect(google);
    const used = await token(google, { grant_type: "refresh_token", refresh_token, ...other });
    assertEquals([used.status, used.json.error], [401, "unauthorized_client"]);
  }, {
    clients: [client, {
      client_id: "5678-other.apps.example.com",
      client_secret: "other-local-secret",
      redirect_uris: client.redirect_uris,
    }],
  }),
);

const wrongClients: [string, Record<string, string>, number, string][] = [
  ["a wrong secret", { client_secret: "wrong" }, 401, "invalid_client"],
  ["an unknown client", { client_id: "nobody" }, 401, "invalid_client"],
  ["no secret", { client_secret: "" }, 400, "invalid_request"],
];
for (const [what, more, status, error] of wrongClients) {
  Deno.test(
    `token endpoint answers ${status} ${error} for ${what}, and leaves the code unspent`,
    withGoogle(async (google) => {
      const value = await code(google);
      const answer = await exchange(google, value, more);
      assertEquals([answer.status, answer.json.error], [status, error]);
      assertEquals((await exchange(google, value)).status, 200);
    }),
  );
}

Deno.test(
  "token endpoint refuses JSON, unknown grants and missing parameters",
  withGoogle(async (google) => {
    const json = await fetch(`${google.url}/token`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ grant_type: "refresh_token" }),
    });
    assertEquals([json.status, (await json.json()).error], [400, "invalid_request"]);
    const unknown = await token(google, { grant_type: "password" });
    assertEquals([unknown.status, unknown.json.error], [400, "unsupported_grant_type"]);
    const empty = await token(google, { grant_type: "refresh_token" });
    assertEquals([empty.status, empty.json.error], [400, "invalid_request"]);
  }),
);

Deno.test(
  "token endpoint exchanges a code, with PKCE, for all that was granted",
  withGoogle(async (google) => {
    const value = await code(google, await withChallenge());
    const { status, json } = await exchange(google, value, { code_verifier: VERIFIER });
    assertEquals(status, 200);
    assertEquals(Object.keys(json).sort(), [
      "access_token",
      "expires_in",
      "id_token",
      "refresh_token",
      "scope",
      "token_type",
    ]);
    assertEquals([json.expires_in, json.token_type], [3599, "Bearer"]);
    assertEquals(json.scope, `openid ${EMAIL} ${EVENTS} ${FREE_BUSY}`);
  }),
);

Deno.test(
  "token endpoint takes the client's secret from the Authorization header",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google);
    const authorization = `Basic ${btoa(`${client.client_id}:${client.client_secret}`)}`;
    const response = await fetch(`${google.url}/token`, {
      method: "POST",
      headers: { authorization },
      body: new URLSearchParams({ grant_type: "refresh_token", refresh_token }),
    });
    assertEquals(response.status, 200);
    await response.body?.cancel();
  }),
);

Deno.test(
  "codes and tokens can be as long as Google says they can be",
  withGoogle(async (google) => {
    google.setBehaviour(ADA, { long_tokens: true });
    assertEquals((await code(google)).length, 256);
    const { access_token, refresh_token } = await connect(google);
    assertEquals([access_token.length, refresh_token.length], [2048, 512]);
    assertEquals((await refresh(google, refresh_token)).status, 200);
  }),
);
