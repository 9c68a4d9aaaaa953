/**
 * A person's hand at Google: changes their calendar as Google's own page does, with another client than the
 * functions'.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { debug } from "./report.ts";
import type { Google } from "../../local/google/mod.ts";

export const HAND = {
  client_id: "calendar-page.apps.googleusercontent.com",
  client_secret: "calendar-page",
  redirect_uris: ["http://127.0.0.1/calendar-page"],
};

type Event = calendar_v3.Schema$Event;

export interface Hand {
  email: string;
  /** Throws if Google refuses. */
  insert(calendarId: string, event: Event): Promise<Event>;
  patch(calendarId: string, eventId: string, changes: Event): Promise<Event>;
  remove(calendarId: string, eventId: string): Promise<void>;
}

export class Refused extends Error {
  override readonly name = "Refused";
  constructor(readonly status: number, text: string) {
    super(`Google refuses the hand with ${status}: ${text}`);
  }
}

async function newToken(google: Google, email: string): Promise<string> {
  const [redirect_uri] = HAND.redirect_uris;
  const { client_id, client_secret } = HAND;
  const address = new URL(`${google.url}/o/oauth2/v2/auth`);
  address.search = new URLSearchParams({
    ...{ client_id, redirect_uri: redirect_uri!, response_type: "code" },
    scope: "https://www.googleapis.com/auth/calendar",
  }).toString();
  const back = await google.approve(address.href, { email });
  const answer = await fetch(`${google.url}/token`, {
    method: "POST",
    body: new URLSearchParams({
      ...{ client_id, client_secret, redirect_uri: redirect_uri! },
      grant_type: "authorization_code",
      code: back.searchParams.get("code")!,
    }),
  });
  return (await answer.json()).access_token;
}

export function handOf(google: Google, email: string): Hand {
  let token: string | undefined;

  async function call(method: string, path: string, body?: Event): Promise<Event> {
    for (let tries = 0;; tries++) {
      token ??= await newToken(google, email);
      debug(`${method} ${path} ${JSON.stringify(body)}`);
      const response = await fetch(`${google.url}/calendar/v3/calendars/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: body && JSON.stringify(body),
      });
      const text = await response.text();
      if (response.ok) return text === "" ? {} : JSON.parse(text);
      if (response.status !== 401 || tries > 0) throw new Refused(response.status, text);
      token = undefined;
    }
  }

  const events = (calendarId: string) => `${encodeURIComponent(calendarId)}/events`;
  return {
    email,
    insert: (calendarId, event) => call("POST", events(calendarId), event),
    patch: (calendarId, id, changes) => call("PATCH", `${events(calendarId)}/${id}`, changes),
    remove: async (calendarId, id) => void await call("DELETE", `${events(calendarId)}/${id}`),
  };
}
