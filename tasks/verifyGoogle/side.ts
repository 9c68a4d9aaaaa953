/**
 * One of the two that are asked the same questions: Google, or the emulator.
 *
 * @module
 */
import type { GoogleClient } from "../../supabase/functions/_shared/googleClientSettings.ts";

export interface Side extends AsyncDisposable {
  /** As the report calls it. */
  name: string;
  client: GoogleClient;
  /** Registered for the client, to the letter. */
  redirectUri: string;
  endpoints: { authorize: string; token: string; calendar: string };
  /** Whether there is a second account, which can be invited. */
  hasAttendee: boolean;
  /** The id of another calendar that the organizer owns. */
  secondCalendar?: string;
  /** An address that the organizer's account had before. */
  oldAddress?: string;
  /** Has a person sign in and agree to everything; where the browser was sent in the end. */
  agree(authorizationUrl: string, who: "organizer" | "attendee"): Promise<URL>;
}

/** An answer of a token endpoint or of the Calendar API. */
export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- what comes back is what is looked at
  json: any;
}

const TIMEOUT_MS = 30_000;

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, json: text === "" ? {} : JSON.parse(text) };
  } catch {
    return { status: response.status, json: { error: { errors: [{ reason: "not JSON" }] } } };
  }
}

/** Posts a form to the token endpoint; the client's credentials are in it unless `form` has others. */
export async function token(side: Side, form: Record<string, string>): Promise<Answer> {
  const { clientId: client_id, clientSecret: client_secret } = side.client;
  return answerOf(
    await fetch(side.endpoints.token, {
      method: "POST",
      body: new URLSearchParams({ client_id, client_secret, ...form }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
}

/** Calls Calendar v3: `GET /calendars/primary/events`. */
export async function calendar(
  side: Side,
  accessToken: string,
  route: string,
  { body, etag }: { body?: unknown; etag?: string } = {},
): Promise<Answer> {
  const [method, path] = route.split(" ");
  return answerOf(
    await fetch(side.endpoints.calendar + path, {
      method,
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(etag === undefined ? {} : { "if-match": etag }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    }),
  );
}

/** `200`, or `409 duplicate`: what the functions decide by. */
export function outcomeOf({ status, json }: Answer): string {
  const error = json?.error;
  const reason = typeof error === "string" ? error : error?.errors?.[0]?.reason;
  return reason ? `${status} ${reason}` : String(status);
}
