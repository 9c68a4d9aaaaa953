/**
 * Asks Google about the OAuth client: its token endpoint gets an invalid code, and refuses a wrong
 * client before it looks at the code.
 *
 * @module
 */
import { type GoogleSettings, parseGoogle } from "../../supabase/functions/_shared/env.ts";
import { type Check, type Finding, LOOK_MS, ok, problem, reasonOf, skipped } from "./check.ts";
import { endpoint, mismatch, PAGE, pageFinding, refusalOfPage } from "./googleSignIn.ts";
import { redirectUriOf } from "./redirectAddress.ts";
import { asOnPlatform, type Subject } from "./subject.ts";

const CLIENT = "Google client";

/** The settings if they can be read; the checks of the settings say what is wrong with them. */
function googleOf(subject: Subject): GoogleSettings | undefined {
  if (!redirectUriOf(subject)) return undefined;
  try {
    return parseGoogle(asOnPlatform(subject));
  } catch {
    return undefined;
  }
}

/** Returns Google's `error` for an invalid code: https://developers.google.com/identity/protocols/oauth2/web-server */
async function answerToDudCode(google: GoogleSettings): Promise<string | undefined> {
  const answer = await fetch(endpoint(google, "https://oauth2.googleapis.com/token"), {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: "dud",
      client_id: google.clientId,
      client_secret: google.clientSecret,
      redirect_uri: google.redirectUri,
    }),
    redirect: "manual",
    signal: AbortSignal.timeout(LOOK_MS),
  });
  const body = await answer.json().catch(() => undefined);
  return typeof body?.error === "string" ? body.error : undefined;
}

function clientFinding(error: string | undefined, google: GoogleSettings): Finding {
  switch (error) {
    case "invalid_grant":
      return ok(CLIENT, "Google knows the id and the secret");
    case "invalid_client":
      return problem(
        CLIENT,
        "Google does not accept the id with this secret (invalid_client)",
        "copy both again from Google Cloud, Google Auth Platform, Clients, into GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, and deploy the secrets",
      );
    case "redirect_uri_mismatch":
      return mismatch(CLIENT, google.redirectUri);
    case "deleted_client":
    case "unauthorized_client":
      return problem(
        CLIENT,
        `Google no longer has this client, or it is not a web client (${error})`,
        'create an OAuth client of the type "Web application", and set its id and secret',
      );
    default:
      return problem(
        CLIENT,
        `Google's token endpoint gave an answer that is not known here (${
          error ?? "no error code"
        })`,
        "try again; if it happens again, look at the client in Google Cloud",
      );
  }
}

export const checkOAuthClient: Check = async (subject) => {
  const google = googleOf(subject);
  if (!google) {
    return [skipped(CLIENT, "needs the client's settings and the project's address")];
  }
  const unreachable = (about: string) => (error: unknown) =>
    problem(
      about,
      `Google: ${reasonOf(error)}`,
      "check this machine's network, and run the doctor again",
    );
  return await Promise.all([
    answerToDudCode(google).then((error) => clientFinding(error, google)).catch(
      unreachable(CLIENT),
    ),
    refusalOfPage(google).then((refusal) => pageFinding(refusal, google)).catch(unreachable(PAGE)),
  ]);
};
