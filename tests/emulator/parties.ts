/**
 * Two Googles with one face: this project's emulator, and the stock Google service of `emulate`, which
 * was written elsewhere. They differ in the paths of the token endpoints and in how a person signs in.
 *
 * @module
 */
import { createEmulator } from "emulate";
import { startGoogle } from "../../local/google/mod.ts";
import { testingKey } from "../../local/google/testingKey.ts";
import { freePort } from "../../local/ports.ts";

export const CLIENT = {
  client_id: "1234-local.apps.example.com",
  client_secret: "local-client-secret",
  redirect_uris: ["http://127.0.0.1:9/callback"] satisfies [string],
};
export const ADA = "ada@example.com";

export interface Party {
  name: string;
  url: string;
  tokenPath: string;
  revokePath: string;
  /** Goes through the pages that this address leads to, agreeing to everything: the redirect. */
  signIn(authorizationUrl: URL): Promise<URL>;
  close(): Promise<void>;
}

export async function ourGoogle(): Promise<Party> {
  const google = await startGoogle({ clients: [CLIENT], signingKey: testingKey });
  return {
    name: "ours",
    url: google.url,
    tokenPath: "/token",
    revokePath: "/revoke",
    signIn: (address) => google.approve(address.href, { email: ADA }),
    close: google.close,
  };
}

export async function stockGoogle(): Promise<Party> {
  const port = freePort();
  const emulator = await createEmulator({
    service: "google",
    baseUrl: "https://accounts.google.com",
    port,
    seed: {
      google: {
        users: [{ email: ADA, name: "Ada Lovelace" }],
        oauth_clients: [{ ...CLIENT, name: "Local" }],
        calendars: [{
          id: "primary",
          user_email: ADA,
          summary: ADA,
          primary: true,
          selected: true,
          time_zone: "Europe/London",
        }],
      },
    },
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    name: "stock",
    url,
    tokenPath: "/oauth2/token",
    revokePath: "/oauth2/revoke",
    async signIn(address) {
      // The button of this person: a form that carries what was asked for.
      const page = await (await fetch(new URL(address.pathname + address.search, url))).text();
      const button = page.split("<form").find((form) => form.includes(`value="${ADA}"`));
      const fields = [...(button ?? "").matchAll(/name="(\w+)" value="([^"]*)"/g)]
        .map(([, name = "", value = ""]) => [name, value.replaceAll("&amp;", "&")]);
      const response = await fetch(`${url}/o/oauth2/v2/auth/callback`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
      await response.body?.cancel();
      return new URL(response.headers.get("location")!);
    },
    close: () => emulator.close(),
  };
}
