/**
 * Authenticates the project itself: a job that holds the secret key.
 *
 * @module
 */
import { timingSafeEqual } from "../crypto.ts";
import { projectSettings } from "../env.ts";
import { ApiError } from "../errors.ts";

/** Throws `unauthenticated` unless the `apikey` header is the project's secret key. */
export function requireSecretKey(apikey: string | undefined): void {
  if (!timingSafeEqual(apikey ?? "", projectSettings().secretKey)) {
    throw new ApiError("unauthenticated");
  }
}
