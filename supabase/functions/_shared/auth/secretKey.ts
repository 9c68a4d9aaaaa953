/**
 * Whether the project itself is calling: a job that holds the secret key.
 *
 * @module
 */
import { projectSettings } from "../env.ts";
import { ApiError } from "../errors.ts";
import { sha256 } from "../crypto.ts";

/** Throws `unauthenticated` unless the `apikey` header is the project's secret key. */
export async function requireSecretKey(apikey: string | undefined): Promise<void> {
  const [given, expected] = await Promise.all([
    sha256(apikey ?? ""),
    sha256(projectSettings().secretKey),
  ]);
  // Hashes of one length, compared whole: the time taken tells nothing of the key.
  const difference = given.reduce((sum, byte, i) => sum | (byte ^ expected[i]), 0);
  if (difference !== 0) throw new ApiError("unauthenticated");
}
