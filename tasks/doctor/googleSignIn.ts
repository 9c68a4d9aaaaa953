/**
 * Requests Google's sign-in page as a browser would: Google refuses an unknown address or scope before
 * the user signs in.
 *
 * @module
 */
import type { GoogleSettings } from "../../supabase/functions/_shared/env.ts";
import { requestedScopes } from "../../supabase/functions/_shared/google/scopes.ts";
import { type Finding, LOOK_MS, ok, problem } from "./check.ts";

export const PAGE = "Google sign-in";

/** Returns one of Google's addresses, or the emulator's with the same path. */
export function endpoint(google: GoogleSettings, address: string): string {
  return google.emulatorUrl ? google.emulatorUrl + new URL(address).pathname : address;
}

/** The finding for a redirect address that is not the client's. */
export function mismatch(about: string, redirectUri: string): Finding {
  return problem(
    about,
    "Google does not know the redirect address for this client (redirect_uri_mismatch)",
    `register exactly ${redirectUri} in Google Cloud, Google Auth Platform, Clients, Authorized redirect URIs; a change can take some minutes`,
  );
}

/** Returns what the sign-in page refuses before the user signs in, or undefined. */
export async function refusalOfPage(google: GoogleSettings): Promise<string | undefined> {
  const url = new URL(endpoint(google, "https://accounts.google.com/o/oauth2/v2/auth"));
  url.search = new URLSearchParams({
    client_id: google.clientId,
    redirect_uri: google.redirectUri,
    response_type: "code",
    scope: requestedScopes(google).join(" "),
    access_type: "offline",
    prompt: "consent",
  }).toString();
  const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(LOOK_MS) });
  const location = answer.headers.get("location");
  const refusal = location && /\/oauth\/error/.test(location)
    // Google's own page for errors; its address holds the reason, encoded.
    ? decodedError(location)
    : answer.status >= 400
    ? await answer.text()
    : undefined;
  if (refusal === undefined) {
    await answer.body?.cancel();
    return undefined;
  }
  return /redirect_uri_mismatch|invalid_scope|invalid_client|deleted_client/.exec(refusal)?.[0] ??
    "another reason";
}

function decodedError(location: string): string {
  const encoded = URL.parse(location, "https://accounts.google.com")?.searchParams.get("authError");
  try {
    return atob((encoded ?? "").replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}

export function pageFinding(refusal: string | undefined, google: GoogleSettings): Finding {
  switch (refusal) {
    case undefined:
      return ok(PAGE, "Google takes the redirect address and the scopes");
    case "redirect_uri_mismatch":
      return mismatch(PAGE, google.redirectUri);
    case "invalid_scope":
      return problem(
        PAGE,
        "Google does not know a scope for this client (invalid_scope)",
        `enable the Google Calendar API, and add under Google Auth Platform, Data Access: ${
          requestedScopes(google).join(" ")
        }`,
      );
    default:
      return problem(
        PAGE,
        `Google refuses the request before anybody signs in (${refusal})`,
        "look at the client in Google Cloud, Google Auth Platform, Clients",
      );
  }
}
