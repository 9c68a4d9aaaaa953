/**
 * Google as one side of the comparison. A person signs in with a browser on this machine, and Google
 * redirects to a local port.
 *
 * @module
 */
import { parseGoogleClient } from "../../supabase/functions/_shared/googleClientSettings.ts";
import type { Side } from "./side.ts";

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
  { port, attendee, secondCalendar, oldAddress }: {
    port: number;
    attendee: boolean;
    secondCalendar?: string;
    oldAddress?: string;
  },
): Side {
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
      calendar: "https://www.googleapis.com/calendar/v3",
    },
    hasAttendee: attendee,
    secondCalendar,
    oldAddress,
    agree(url, who) {
      const whom = who === "organizer" ? "your account" : "a second account of yours";
      console.log(
        `\nOpen this in a browser, sign in with ${whom}, and tick every box:\n\n${url}\n`,
      );
      return comeBack(port);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
