/**
 * Addresses of Google's endpoints. With `GOOGLE_EMULATOR_URL` set, each is that address and Google's path.
 *
 * @module
 */
import { googleSettings } from "../env.ts";

/** https://developers.google.com/identity/protocols/oauth2/web-server and the Calendar API's discovery document. */
const GOOGLE = {
  authorize: "https://accounts.google.com/o/oauth2/v2/auth",
  token: "https://oauth2.googleapis.com/token",
  revoke: "https://oauth2.googleapis.com/revoke",
  keys: "https://www.googleapis.com/oauth2/v3/certs",
  calendar: "https://www.googleapis.com/calendar/v3",
} as const;

/** The address of one of Google's endpoints. Throws `misconfigured`. */
export function googleEndpoint(name: keyof typeof GOOGLE): string {
  const { emulatorUrl } = googleSettings();
  return emulatorUrl ? emulatorUrl + new URL(GOOGLE[name]).pathname : GOOGLE[name];
}
