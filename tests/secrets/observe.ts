/**
 * Sees every call that the functions make: learns the secrets from what goes to Google's token endpoint
 * and comes from it, and keeps every address.
 *
 * @module
 */
import type { Canaries, Place } from "./scan.ts";

const SECRET_FIELDS = [
  ...["code", "code_verifier", "client_secret", "refresh_token", "token"],
  ...["access_token", "id_token"],
];

/** From now on; there is no way back. */
export function observeFetch(googleUrl: string, canaries: Canaries, places: Place[]): void {
  const real = globalThis.fetch;
  const learn = (fields: Iterable<[string, unknown]>) => {
    for (const [name, value] of fields) {
      if (SECRET_FIELDS.includes(name) && typeof value === "string" && value !== "") {
        canaries.set(value, name);
      }
    }
  };
  globalThis.fetch = async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const { pathname } = new URL(address);
    const ofTokens = address.startsWith(googleUrl) && /^\/(token|revoke)$/.test(pathname);
    // The pages that a person sees on the way carry the state, as they must at Google.
    if (!pathname.startsWith("/o/oauth2/")) {
      places.push({ name: `the address of ${init?.method ?? "GET"} ${pathname}`, text: address });
    }
    if (ofTokens && init?.body instanceof URLSearchParams) learn(init.body);
    const response = await real(input, init);
    if (ofTokens) {
      const text = await response.clone().text().catch(() => "");
      try {
        learn(Object.entries(JSON.parse(text)));
      } catch {
        // A fault's answer, without secrets.
      }
    }
    return response;
  };
}
