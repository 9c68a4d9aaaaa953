/**
 * Seals values for the database, and opens them: JWE (RFC 7516), `dir` with `A256GCM`. A sealed value
 * opens only for its own user, Google account and column.
 *
 * @module
 */
import { decodeProtectedHeader } from "jose/decode/protected_header";
import { JWEInvalid } from "jose/errors";
import { jwtDecrypt } from "jose/jwt/decrypt";
import { EncryptJWT } from "jose/jwt/encrypt";
import { type EncryptionKey, encryptionKeys } from "../env.ts";
import { ApiError } from "../errors.ts";

/**
 * What a sealed value is bound to: the user's id and, for a token, the Google account's (`sub`), and the
 * table and column (`aud`).
 */
export interface Binding {
  userId: string;
  googleAccountId?: string | null;
  column: SealedColumn;
}

/** The columns with sealed values. */
export type SealedColumn =
  | "users.google_refresh_token"
  | "users.google_access_token"
  | "oauth_states.sealed_code_verifier";

function subjectOf({ userId, googleAccountId }: Binding): string {
  return googleAccountId == null ? userId : `${userId} ${googleAccountId}`;
}

const imported = new WeakMap<EncryptionKey, Promise<CryptoKey>>();

/** The key as a `CryptoKey`, imported once. */
function cryptoKey(key: EncryptionKey): Promise<CryptoKey> {
  let found = imported.get(key);
  if (!found) {
    found = crypto.subtle.importKey(
      "raw",
      key.bytes as Uint8Array<ArrayBuffer>,
      "AES-GCM",
      false,
      ["encrypt", "decrypt"],
    );
    imported.set(key, found);
  }
  return found;
}

/** The value sealed with the first key, as a compact JWE. */
export async function seal(
  plaintext: string,
  binding: Binding,
  keys: EncryptionKey[] = encryptionKeys(),
): Promise<string> {
  const key = keys[0]!;
  return await new EncryptJWT({ value: plaintext })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid: key.id })
    .setSubject(subjectOf(binding))
    .setAudience(binding.column)
    .encrypt(await cryptoKey(key));
}

/**
 * The value, opened with the key that sealed it. Throws `tokens_unreadable` if that key is not configured,
 * or the value is bound to another user, Google account or column.
 */
export async function open(
  sealed: string,
  binding: Binding,
  keys: EncryptionKey[] = encryptionKeys(),
): Promise<string> {
  try {
    const { payload } = await jwtDecrypt(sealed, ({ kid }) => {
      const key = keys.find(({ id }) => id === kid);
      if (!key) throw new JWEInvalid(`TOKEN_ENCRYPTION_KEYS has no key with the id ${kid}`);
      return cryptoKey(key);
    }, {
      subject: subjectOf(binding),
      audience: binding.column,
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    if (typeof payload.value === "string") return payload.value;
    throw new JWEInvalid("the sealed value is not a string");
  } catch (error) {
    // jose's errors may hold the payload. Their messages do not.
    const cause = new Error(
      `${binding.column}: ${error instanceof Error ? error.message : "cannot open"}`,
    );
    throw new ApiError("tokens_unreadable", { cause });
  }
}

/** The value sealed again with the first key; undefined if it already is. Throws `tokens_unreadable`. */
export async function rotate(
  sealed: string,
  binding: Binding,
  keys: EncryptionKey[] = encryptionKeys(),
): Promise<string | undefined> {
  const plaintext = await open(sealed, binding, keys);
  if (decodeProtectedHeader(sealed).kid === keys[0]!.id) return undefined;
  return await seal(plaintext, binding, keys);
}
