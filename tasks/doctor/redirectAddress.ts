/**
 * Checks that the redirect address is registered exactly, by the downloaded `client_secret_*.json`.
 * Google compares byte by byte.
 *
 * @module
 */
import { type Check, type Finding, ok, problem, skipped } from "./check.ts";
import { apiUrlOf, type Subject } from "./subject.ts";

const ABOUT = "redirect address";
const REGISTER =
  "in Google Cloud, Google Auth Platform, Clients, your client, Authorized redirect URIs";

interface ClientSection {
  client_id?: unknown;
  redirect_uris?: unknown;
}

/** Returns the functions' redirect address, or undefined if the project's address is unknown. */
export function redirectUriOf(subject: Subject): string | undefined {
  const apiUrl = apiUrlOf(subject);
  return apiUrl && `${apiUrl}/functions/v1/oauth-callback`;
}

/** Returns how a similar address differs, or undefined if it is another address altogether. */
export function differenceOf(registered: string, needed: string): string | undefined {
  if (registered.trim() !== registered) return "a space or a line break at one end";
  if (registered === `${needed}/`) return "a slash at the end";
  const [a, b] = [URL.parse(registered), URL.parse(needed)];
  if (!a || !b) return undefined;
  const same = a.pathname.replace(/\/$/, "") === b.pathname;
  if (!same && a.host === b.host) return `another path, ${a.pathname}`;
  if (!same) return undefined;
  if (a.host !== b.host) return `another host, ${a.host}`;
  if (a.protocol !== b.protocol) {
    return `${a.protocol.slice(0, -1)} instead of ${b.protocol.slice(0, -1)}`;
  }
  return registered.toLowerCase() === needed.toLowerCase() ? "capital letters" : undefined;
}

function compare(registered: string[], needed: string): Finding {
  if (registered.includes(needed)) return ok(ABOUT, `${needed} is registered`);
  const near = registered.map((address) => [address, differenceOf(address, needed)] as const)
    .find(([, difference]) => difference !== undefined);
  return near
    ? problem(
      ABOUT,
      `${JSON.stringify(near[0])} is registered, which has ${near[1]}`,
      `register exactly ${needed} ${REGISTER}, and download the file again`,
    )
    : problem(
      ABOUT,
      `${needed} is not registered`,
      `add it ${REGISTER}, and download the file again`,
    );
}

function sectionOf(file: string): ClientSection | Finding {
  let content: Record<string, ClientSection>;
  try {
    content = JSON.parse(file);
  } catch {
    return problem(ABOUT, "the client's file is not JSON", "download it from Google Cloud again");
  }
  return content?.web ?? problem(
    ABOUT,
    'the client\'s file has no "web" section',
    'create an OAuth client of the type "Web application", and download its file',
  );
}

export const checkRedirectAddress: Check = (subject) => {
  const needed = redirectUriOf(subject);
  const file = subject.clientFile ?? subject.read("GOOGLE_CLIENT_SECRETS");
  if (!needed) return [skipped(ABOUT, "give --project-ref or --project-url to know what it is")];
  if (!file?.trim()) {
    return [
      skipped(
        ABOUT,
        `must be exactly ${needed}; give --client-file client_secret_*.json to compare`,
      ),
    ];
  }
  const section = sectionOf(file);
  if ("result" in section) return [section];
  const findings: Finding[] = [];
  const id = subject.read("GOOGLE_CLIENT_ID")?.trim();
  if (id && section.client_id !== id) {
    findings.push(
      problem(
        "GOOGLE_CLIENT_ID",
        "is not the client of the downloaded file",
        "set it to the file's client_id, and GOOGLE_CLIENT_SECRET to its client_secret",
      ),
    );
  }
  const registered = Array.isArray(section.redirect_uris) ? section.redirect_uris.map(String) : [];
  return [...findings, compare(registered, needed)];
};
