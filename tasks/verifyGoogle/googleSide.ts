/**
 * Google as one side of the comparison. A person signs in with a browser on this machine, and Google
 * redirects to a local port.
 *
 * @module
 */
import { parseGoogleClient } from "../../supabase/functions/_shared/googleClientSettings.ts";
import { receivePushes } from "./receivedPushes.ts";
import { type Side, supabaseAddress } from "./side.ts";

/** Google sends a message within seconds, and sometimes minutes. In milliseconds. */
const PATIENCE = 60_000;

/** Waits for the redirect of one sign-in. */
async function comeBack(port: number): Promise<URL> {
  const { promise, resolve } = Promise.withResolvers<URL>();
  await using _server = Deno.serve({ hostname: "127.0.0.1", port, onListen() {} }, (request) => {
    const url = new URL(request.url);
    if (url.pathname !== "/") return new Response(null, { status: 404 });
    resolve(url);
    return new Response("Back in the terminal.");
  });
  return await promise;
}

/**
 * Reads the OAuth client from the environment. Throws an error with a message for the user if it is
 * not set.
 */
export function googleSide(
  { port, attendee, secondCalendar, oldAddress, pushAddress, projectRef }: {
    port: number;
    attendee: boolean;
    secondCalendar?: string;
    oldAddress?: string;
    /** An HTTPS address that leads to `port + 1` on this machine. */
    pushAddress?: string;
    projectRef?: string;
  },
): Side {
  const pushes = pushAddress === undefined ? undefined : receivePushes({
    port: port + 1,
    address: pushAddress,
    patience: () => new Promise((resolve) => setTimeout(resolve, PATIENCE)),
  });
  const redirectUri = `http://127.0.0.1:${port}/`;
  return {
    name: "Google",
    client: parseGoogleClient(
      (name) => Deno.env.get(name),
      (name, remedy) => new Error(`${name} ${remedy}`),
    ),
    redirectUri,
    endpoints: {
      authorize: "https://accounts.google.com/o/oauth2/v2/auth",
      token: "https://oauth2.googleapis.com/token",
      revoke: "https://oauth2.googleapis.com/revoke",
      calendar: "https://www.googleapis.com/calendar/v3",
    },
    hasAttendee: attendee,
    secondCalendar,
    oldAddress,
    pushes,
    supabaseAddress: projectRef === undefined ? undefined : supabaseAddress(projectRef),
    agree(url, who) {
      const whom = who === "organizer" ? "your account" : "a second account of yours";
      console.log(
        `\nOpen this in a browser, sign in with ${whom}, and tick every box:\n\n${url}\n`,
      );
      return comeBack(port);
    },
    [Symbol.asyncDispose]: async () => await pushes?.[Symbol.asyncDispose](),
  };
}
