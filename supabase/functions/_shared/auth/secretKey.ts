/**
 * Recognizes the project itself: a caller that holds a secret key.
 *
 * @module
 */
import { timingSafeEqual } from "../crypto.ts";
import { projectSettings } from "../env.ts";
import { ApiError } from "../errors.ts";

/** Whether the `apikey` header is one of the project's secret keys. Every key is compared, in constant time. */
export function isSecretKey(apikey: string | undefined): boolean {
  if (apikey === undefined) return false;
  return projectSettings().secretKeys.filter((key) => timingSafeEqual(apikey, key)).length > 0;
}

/** Throws `unauthenticated` unless the `apikey` header is one of the project's secret keys. */
export function requireSecretKey(apikey: string | undefined): void {
  if (!isSecretKey(apikey)) throw new ApiError("unauthenticated");
}
