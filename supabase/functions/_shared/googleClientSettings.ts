/**
 * Parses the OAuth client's settings: two variables, or the file that Google Cloud lets you download.
 *
 * @module
 */

/** The OAuth client, as Google Cloud registered it. */
export interface GoogleClient {
  clientId: string;
  clientSecret: string;
}

type Read = (name: string) => string | undefined;
type Fail = (name: string, remedy: string) => Error;

/**
 * The OAuth client of `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET`, or of `GOOGLE_CLIENT_SECRETS`, the
 * content of the downloaded `client_secret_*.json`. Both may be set only if they name the same client,
 * because otherwise it is unclear which is meant. Throws what `fail` makes of the variable's name and the
 * remedy.
 */
export function parseGoogleClient(read: Read, fail: Fail): GoogleClient {
  const client = parseClient(read, fail);
  // The emulator's clients may have any name.
  if (!read("GOOGLE_EMULATOR_URL")?.trim()) {
    checkShape(client, !!read("GOOGLE_CLIENT_SECRETS")?.trim(), fail);
  }
  return client;
}

function parseClient(read: Read, fail: Fail): GoogleClient {
  const clientId = read("GOOGLE_CLIENT_ID")?.trim();
  const clientSecret = read("GOOGLE_CLIENT_SECRET")?.trim();
  const file = read("GOOGLE_CLIENT_SECRETS")?.trim();
  if (file) {
    const client = parseFile(file, fail);
    if (
      (clientId && clientId !== client.clientId) ||
      (clientSecret && clientSecret !== client.clientSecret)
    ) {
      throw fail(
        "GOOGLE_CLIENT_SECRETS",
        "is another client than GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET. Keep one of them and unset the other: supabase secrets unset GOOGLE_CLIENT_ID GOOGLE_CLIENT_SECRET",
      );
    }
    return client;
  }
  if (clientId && clientSecret) return { clientId, clientSecret };
  throw fail(
    clientId ? "GOOGLE_CLIENT_SECRET" : "GOOGLE_CLIENT_ID",
    "is not set. Set it, or GOOGLE_CLIENT_SECRETS to the content of the downloaded client_secret_*.json.",
  );
}

/** Clients of Google Cloud's first years have no text after the number. */
const CLIENT_ID = /^\d+(-[a-z0-9]+)?\.apps\.googleusercontent\.com$/;
/** Today's have 35 characters, older ones 24. Google promises no length. */
const CLIENT_SECRET = /^[\w-]{16,}$/;

/** Refuses what cannot be a client of Google's. */
function checkShape({ clientId, clientSecret }: GoogleClient, inFile: boolean, fail: Fail): void {
  const refuse = (name: string, what: string) =>
    fail(
      inFile ? "GOOGLE_CLIENT_SECRETS" : name,
      `has no client ${what}. Copy it from Google Cloud, Google Auth Platform, Clients.`,
    );
  if (!CLIENT_ID.test(clientId)) {
    throw refuse("GOOGLE_CLIENT_ID", "id such as 1234567890-abc.apps.googleusercontent.com");
  }
  if (!CLIENT_SECRET.test(clientSecret)) {
    throw refuse("GOOGLE_CLIENT_SECRET", "secret such as GOCSPX-abc, of 16 characters or more");
  }
}

function parseFile(file: string, fail: Fail): GoogleClient {
  let client: { client_id?: unknown; client_secret?: unknown } | undefined;
  try {
    const content = JSON.parse(file);
    // A desktop client has the section "installed", and its redirect addresses cannot work here.
    client = content.web;
  } catch {
    throw fail(
      "GOOGLE_CLIENT_SECRETS",
      "is not JSON. Set it to the file's content, not to its path.",
    );
  }
  const { client_id: clientId, client_secret: clientSecret } = client ?? {};
  if (!clientId || typeof clientId !== "string") {
    throw fail(
      "GOOGLE_CLIENT_SECRETS",
      'has no "web" section. Create the OAuth client with the type "Web application".',
    );
  }
  // Google Cloud shows a secret once. A file that is downloaded later has none.
  if (!clientSecret || typeof clientSecret !== "string") {
    throw fail(
      "GOOGLE_CLIENT_SECRETS",
      "has no client_secret. Add a secret to the client in Google Cloud, and download the file then.",
    );
  }
  return { clientId, clientSecret };
}
