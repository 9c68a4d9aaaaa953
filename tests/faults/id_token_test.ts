/** Google's ID tokens, claim by claim, beyond what the emulator can hand out. */
import { assertEquals, assertRejects } from "@std/assert";
import { exportJWK, type JWTPayload, SignJWT } from "jose";
import { jobContext } from "../../supabase/functions/_shared/context.ts";
import {
  InvalidIdTokenError,
  verifyIdToken,
} from "../../supabase/functions/_shared/google/idToken.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { createSigningKey, settingsFor } from "../support/authStub.ts";
import { useSettings } from "../support/settings.ts";

const key = await createSigningKey("RS256");
const keySet = {
  keys: [{ ...await exportJWK(key.publicKey), kid: key.kid, alg: key.alg, use: "sig" }],
};
const google = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen() {} },
  () => Response.json(keySet),
);
const address = `http://127.0.0.1:${google.addr.port}`;
const settings: Record<string, string> = {
  ...settingsFor("http://127.0.0.1"),
  GOOGLE_EMULATOR_URL: address,
};
useSettings(settings);

const NONCE = crypto.randomUUID();

/** Verifies a token that is good but for `claims`; null leaves a claim out. */
async function verify(claims: Record<string, unknown>) {
  const now = Math.floor(Date.now() / 1000);
  const all = {
    iss: "https://accounts.google.com",
    aud: settings.GOOGLE_CLIENT_ID,
    sub: "100",
    email: "ada@example.com",
    nonce: NONCE,
    exp: now + 60,
    ...claims,
  };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  const token = await new SignJWT(given as JWTPayload)
    .setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(key.privateKey);
  return await verifyIdToken(token, NONCE, jobContext());
}

Deno.test("an ID token gives the account's id, and its e-mail address if it has one", async () => {
  assertEquals(await verify({}), { sub: "100", email: "ada@example.com" });
  assertEquals(await verify({ email: null }), { sub: "100", email: null });
  assertEquals(await verify({ email: 5 }), { sub: "100", email: null });
  assertEquals((await verify({ sub: "1".repeat(255) })).sub.length, 255);
});

Deno.test("an ID token's issuer has two spellings, and its audience is this client alone", async () => {
  assertEquals((await verify({ iss: "accounts.google.com" })).sub, "100");
  assertEquals((await verify({ aud: [settings.GOOGLE_CLIENT_ID] })).sub, "100");
});

const REFUSED: Record<string, Record<string, unknown>> = {
  "a second audience": { aud: [settings.GOOGLE_CLIENT_ID, "other"] },
  "another audience": { aud: "other" },
  "no audience": { aud: null },
  "another issuer": { iss: "https://accounts.google.com.evil.example" },
  "no issuer": { iss: null },
  "another nonce": { nonce: crypto.randomUUID() },
  "no nonce": { nonce: null },
  "no sub": { sub: null },
  "an empty sub": { sub: "" },
  "a sub that is too long": { sub: "1".repeat(256) },
  "no expiry": { exp: null },
  "an expiry that has passed": { exp: Math.floor(Date.now() / 1000) - 1 },
};

for (const [name, claims] of Object.entries(REFUSED)) {
  Deno.test(`an ID token is refused: ${name}`, async () => {
    await assertRejects(() => verify(claims), InvalidIdTokenError);
  });
}

Deno.test("a token answer without an ID token is refused", async () => {
  await assertRejects(() => verifyIdToken(undefined, NONCE, jobContext()), InvalidIdTokenError);
});

closeAtEnd({ close: () => google.shutdown() });
