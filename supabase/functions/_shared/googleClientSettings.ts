/**
 * The OAuth client's settings: two variables, or the file that Google Cloud lets you download.
 *
 * @module
 */

/** The OAuth client, as Google Cloud registered it. */
export interface GoogleClient {
  clientId: string;
  clientSecret: string;
}

/**
 * Takes `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET`, or else `GOOGLE_CLIENT_SECRETS`, the content of
 * the downloaded `client_secret_*.json`. Throws what `fail` makes of the variable's name and the remedy.
 */
export function parseGoogleClient(
  read: (name: string) => string | undefined,
  fail: (name: string, remedy: string) => Error,
): GoogleClient {
  const clientId = read("GOOGLE_CLIENT_ID")?.trim();
  const clientSecret = read("GOOGLE_CLIENT_SECRET")?.trim();
  if (clientId && clientSecret) return { clientId, clientSecret };

  const file = read("GOOGLE_CLIENT_SECRETS")?.trim();
  if (!file) {
    throw fail(
      clientId ? "GOOGLE_CLIENT_SECRET" : "GOOGLE_CLIENT_ID",
      "is not set. Set it, or GOOGLE_CLIENT_SECRETS to the content of the downloaded client_secret_*.json.",
    );
  }
  let client: { client_id?: unknown; client_secret?: unknown } | undefined;
  try {
    const content = JSON.parse(file);
    // "installed" is the section of a desktop client, whose redirect addresses cannot work here.
    client = content.web;
  } catch {
    throw fail(
      "GOOGLE_CLIENT_SECRETS",
      "is not JSON. Set it to the file's content, not to its path.",
    );
  }
  if (typeof client?.client_id !== "string" || typeof client.client_secret !== "string") {
    throw fail(
      "GOOGLE_CLIENT_SECRETS",
      'has no "web" section. Create the OAuth client with the type "Web application".',
    );
  }
  return { clientId: client.client_id, clientSecret: client.client_secret };
}
