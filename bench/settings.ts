/**
 * Connected users, for stand-ins and functions alike.
 *
 * @module
 */
import { functionEnv } from "../local/functionSettings.ts";
import { newSecrets } from "../local/secrets.ts";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type EncryptionKey, parseEncryptionKeys } from "../supabase/functions/_shared/env.ts";
import { seal, type SealedColumn } from "../supabase/functions/_shared/accounts/cipher.ts";
import { type Server, startScript } from "./processes.ts";

export interface WorldOptions {
  /** Of each answer of the data API, Auth and the calendar, in milliseconds. */
  delayMs: number;
  /** Of the token endpoint. */
  refreshMs?: number;
  users?: number;
}

export interface World extends AsyncDisposable {
  /** The functions' settings. */
  env: Record<string, string>;
  standIn: Server;
  /** The users' `Authorization` headers. */
  authorizations: string[];
  /** The project's secret key. */
  secretKey: string;
  /** How often each path was asked since the last time. */
  counts(): Promise<Record<string, number>>;
}

/** A user's row, as `read_account` answers it. */
async function rowOf(userId: string, token: string, keys: EncryptionKey[]) {
  const googleAccountId = "100000000000000000001";
  const sealed = (column: SealedColumn) => seal(token, { userId, googleAccountId, column }, keys);
  return {
    user_id: userId,
    google_id_matches: true,
    account_id: userId,
    account_found: true,
    is_default: true,
    status: "connected",
    reason: null,
    google_account_id: googleAccountId,
    google_email: "ada@example.com",
    scopes: [
      "https://www.googleapis.com/auth/calendar.events",
      "https://www.googleapis.com/auth/calendar.freebusy",
    ],
    connected_at: "2026-01-01T00:00:00Z",
    expires_at: null,
    resource_name: null,
    sealed_access_token: await sealed("users.google_access_token"),
    sealed_refresh_token: await sealed("users.google_refresh_token"),
  };
}

/** Starts the stand-in, with users whose calendars are connected. */
export async function startWorld(
  { delayMs, refreshMs = 0, users = 1 }: WorldOptions,
): Promise<World> {
  const secrets = await newSecrets();
  const encryptionKeys = parseEncryptionKeys(() => secrets.tokenEncryptionKeys);
  const token = crypto.randomUUID();
  const standIn = await startScript("standIn.ts", {
    STAND_IN: JSON.stringify({ token, delayMs, refreshMs }),
  });

  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...await exportJWK(publicKey), kid: "bench", alg: "ES256" };
  const authorizations = await Promise.all(Array.from({ length: users }, async () => {
    const userId = crypto.randomUUID();
    const row = await rowOf(userId, token, encryptionKeys);
    await (await fetch(`${standIn.url}/row`, { method: "POST", body: JSON.stringify(row) })).text();
    const session = await new SignJWT({ role: "authenticated" })
      .setProtectedHeader({ alg: "ES256", kid: "bench" })
      .setIssuer(`${standIn.url}/auth/v1`).setSubject(userId).setAudience("authenticated")
      .setExpirationTime("1h").sign(privateKey);
    return `Bearer ${session}`;
  }));
  return {
    env: {
      ...functionEnv({
        apiUrl: standIn.url,
        appUrl: "http://127.0.0.1:5173",
        googleUrl: standIn.url,
        ...secrets,
      }),
      SUPABASE_JWKS: JSON.stringify({ keys: [jwk] }),
    },
    standIn,
    authorizations,
    secretKey: secrets.keys.secretKey,
    counts: async () => await (await fetch(`${standIn.url}/counts`)).json(),
    [Symbol.asyncDispose]: () => standIn[Symbol.asyncDispose](),
  };
}
