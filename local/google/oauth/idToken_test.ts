import { assert, assertEquals, assertRejects } from "@std/assert";
import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import { type Google, type IdTokenFault, idTokenFaults } from "../mod.ts";
import { ADA, client, connect, withGoogle } from "../testing.ts";

/** Verifies as a careful client does. */
async function verify(google: Google, idToken: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${google.url}/oauth2/v3/certs`));
  const { payload } = await jwtVerify(idToken, keys, {
    issuer: ["https://accounts.google.com", "accounts.google.com"],
    audience: client.client_id,
    algorithms: ["RS256"],
    requiredClaims: ["sub", "exp", "iat"],
    currentDate: new Date(google.clock.now()),
  });
  assertEquals(payload.nonce, "the-nonce");
  assertEquals(payload.sub, google.people[0]!.sub);
  return payload;
}

const asked = { nonce: "the-nonce", scope: "openid email profile" };

for (const fault of idTokenFaults) {
  Deno.test(
    `the ID token fault ${fault} is refused by a careful client`,
    withGoogle(async (google) => {
      google.fail("token.code", { id_token: fault });
      const { id_token } = await connect(google, ADA, asked);
      if ((fault as IdTokenFault) === "missing") assertEquals(id_token, undefined);
      else await assertRejects(() => verify(google, id_token));
      await verify(google, (await connect(google, ADA, asked)).id_token);
    }),
  );
}

Deno.test(
  "an ID token says who signed in, to whom, and which access token it came with",
  withGoogle(async (google) => {
    const { id_token, access_token } = await connect(google, ADA, asked);
    const claims = await verify(google, id_token);
    assertEquals(
      [claims.iss, claims.aud, claims.azp, claims.email, claims.email_verified, claims.name],
      [
        "https://accounts.google.com",
        client.client_id,
        client.client_id,
        ADA,
        true,
        "Ada Lovelace",
      ],
    );
    assertEquals(claims.exp! - claims.iat!, 3600);
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(access_token));
    const half = new Uint8Array(digest, 0, 16);
    assertEquals(claims.at_hash, half.toBase64({ alphabet: "base64url", omitPadding: true }));
  }),
);

Deno.test(
  "an ID token tells no more than the scopes allow",
  withGoogle(async (google) => {
    const { id_token } = await connect(google, ADA, { scope: "openid", nonce: "the-nonce" });
    const claims = await verify(google, id_token);
    assertEquals([claims.email, claims.name], [undefined, undefined]);
    const none = await connect(google, ADA, {
      scope: "https://www.googleapis.com/auth/calendar.events",
    });
    assert(!("id_token" in none));
  }),
);

Deno.test("a new signing key has a new name", async () => {
  const kids: (string | undefined)[] = [];
  const keep = async (google: Google) => {
    const { id_token } = await connect(google, ADA, asked);
    kids.push(decodeProtectedHeader(id_token).kid);
  };
  await withGoogle(keep)();
  await withGoogle(keep, { signingKey: undefined })();
  assert(kids[0] && kids[1] && kids[0] !== kids[1]);
});

Deno.test(
  "user information is told to the bearer of a good access token",
  withGoogle(async (google) => {
    const refused = await fetch(`${google.url}/userinfo/v2/me`);
    assertEquals(refused.status, 401);
    await refused.body?.cancel();
    const { access_token } = await connect(google, ADA, asked);
    const headers = { authorization: `Bearer ${access_token}` };
    const me = await (await fetch(`${google.url}/userinfo/v2/me`, { headers })).json();
    assertEquals([me.id, me.email, me.verified_email], [google.people[0]!.sub, ADA, true]);
    const info = await (await fetch(`${google.url}/oauth2/v3/userinfo`, { headers })).json();
    assertEquals([info.sub, info.email_verified], [google.people[0]!.sub, true]);
  }),
);

Deno.test(
  "the discovery document leads to the emulator's own addresses",
  withGoogle(async (google) => {
    const found = await (await fetch(`${google.url}/.well-known/openid-configuration`)).json();
    assertEquals(found.issuer, "https://accounts.google.com");
    assertEquals(found.token_endpoint, `${google.url}/token`);
    assertEquals((await (await fetch(found.jwks_uri)).json()).keys.length, 1);
  }),
);
