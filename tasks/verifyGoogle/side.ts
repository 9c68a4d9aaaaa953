/**
 * One side of the comparison: Google or the emulator.
 *
 * @module
 */
import type { GoogleClient } from "../../supabase/functions/_shared/googleClientSettings.ts";

/** Where a side's push messages arrive. */
export interface SidePushes {
  address: string;
  /** Returns the resource states of the messages of a channel, in the order of their arrival. */
  states(channelId: string): string[];
  /** Waits until what happened so far has been told. */
  patience(): Promise<void>;
}

export interface Side extends AsyncDisposable {
  /** Its name in the report. */
  name: string;
  client: GoogleClient;
  /** The exact redirect URI that is registered for the client. */
  redirectUri: string;
  endpoints: { authorize: string; token: string; revoke: string; calendar: string };
  /** True if there is a second account, which can be invited. */
  hasAttendee: boolean;
  /** The id of a second calendar of the organizer. */
  secondCalendar?: string;
  /** A former address of the organizer's account. */
  oldAddress?: string;
  /** Undefined if no push message can arrive. */
  pushes?: SidePushes;
  /** The address of a function on supabase.co. */
  supabaseAddress?: string;
  /** Signs a person in with every scope. Returns the redirect to the app. */
  agree(authorizationUrl: string, who: "organizer" | "attendee"): Promise<URL>;
}

/** A response of the token endpoint or of Calendar v3. */
export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- the JSON of any response
  json: any;
}

const TIMEOUT_MS = 30_000;

/** The address of a project's function for push messages. */
export const supabaseAddress = (projectRef: string): string =>
  `https://${projectRef}.supabase.co/functions/v1/calendar-push`;

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  try {
    return { status: response.status, json: text === "" ? {} : JSON.parse(text) };
  } catch {
    return { status: response.status, json: { error: { errors: [{ reason: "not JSON" }] } } };
  }
}

/** Posts a form to the token endpoint, with the client's credentials unless `form` has its own. */
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

/** Revokes the grant of a token. */
export async function revoke(side: Side, token: string): Promise<Answer> {
  return answerOf(
    await fetch(side.endpoints.revoke, {
      method: "POST",
      body: new URLSearchParams({ token }),
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

/** Returns the outcome by which the functions decide: `200`, or `409 duplicate`. */
export function outcomeOf({ status, json }: Answer): string {
  const error = json?.error;
  const reason = typeof error === "string" ? error : error?.errors?.[0]?.reason;
  return reason ? `${status} ${reason}` : String(status);
}
