/**
 * One connected user, for stand-ins and functions alike.
 *
 * @module
 */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { seal } from "../supabase/functions/_shared/cipher.ts";
import { settingsFor } from "../tests/support/project.ts";
import { type Server, startServer } from "./processes.ts";

export interface Delays {
  /** Of each answer of the data API, Auth and the calendar, in milliseconds. */
  delayMs: number;
  /** Of the token endpoint. */
  refreshMs: number;
}

export interface World extends AsyncDisposable {
  /** The functions' settings. */
  env: Record<string, string>;
  standIn: Server;
  /** The user's `Authorization` header. */
  authorization: string;
  /** How often each path was asked since the last time. */
  counts(): Promise<Record<string, number>>;
}

/** Starts the stand-in, with a user whose calendar is connected. */
export async function startWorld(delays: Delays): Promise<World> {
  const userId = crypto.randomUUID();
  const first = settingsFor("http://127.0.0.1:1");
  const [id, key] = first.TOKEN_ENCRYPTION_KEYS.split(":");
  const keys = [{ id, bytes: Uint8Array.from(atob(key), (char) => char.charCodeAt(0)) }];
  const token = crypto.randomUUID();
  const row = {
    user_id: userId,
    google_id_matches: true,
    status: "connected",
    reason: null,
    google_account_id: "100000000000000000001",
    google_email: "ada@example.com",
    scopes: ["https://www.googleapis.com/auth/calendar.events"],
    connected_at: "2026-01-01T00:00:00Z",
    expires_at: null,
    resource_name: null,
    sealed_access_token: await seal(token, { userId, column: "users.google_access_token" }, keys),
    sealed_refresh_token: await seal(token, { userId, column: "users.google_refresh_token" }, keys),
  };
  const standIn = await startServer("standIn.ts", [], {
    STAND_IN: JSON.stringify({ row, userId, token, ...delays }),
  });

  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...await exportJWK(publicKey), kid: "bench", alg: "ES256" };
  const session = await new SignJWT({ role: "authenticated" })
    .setProtectedHeader({ alg: "ES256", kid: "bench" })
    .setIssuer(`${standIn.url}/auth/v1`).setSubject(userId).setAudience("authenticated")
    .setExpirationTime("1h").sign(privateKey);
  return {
    env: {
      ...first,
      SUPABASE_URL: standIn.url,
      GOOGLE_EMULATOR_URL: standIn.url,
      SUPABASE_JWKS: JSON.stringify({ keys: [jwk] }),
    },
    standIn,
    authorization: `Bearer ${session}`,
    counts: async () => await (await fetch(`${standIn.url}/counts`)).json(),
    [Symbol.asyncDispose]: () => standIn[Symbol.asyncDispose](),
  };
}
