/**
 * The names of the endpoints. Tests count calls and add faults by these names.
 *
 * @module
 */
const EVENTS = /^\/calendar\/v3\/calendars\/[^/]+\/events$/;
const EVENT = /^\/calendar\/v3\/calendars\/[^/]+\/events\/[^/]+$/;

const TABLE: [method: string, path: RegExp, name: string][] = [
  ["GET", /^\/o\/oauth2\/v2\/auth$/, "authorize"],
  ["*", /^\/o\/oauth2\/v2\/auth\/consent$/, "authorize.consent"],
  ["POST", /^\/revoke$/, "revoke"],
  ["GET", /^\/oauth2\/v3\/certs$/, "certs"],
  ["GET", /^\/\.well-known\/openid-configuration$/, "discovery"],
  ["GET", /^\/(oauth2\/v3\/userinfo|userinfo\/v2\/me)$/, "userinfo"],
  ["POST", EVENTS, "events.insert"],
  ["GET", EVENTS, "events.list"],
  ["GET", /^\/calendar\/v3\/calendars\/[^/]+\/events\/[^/]+\/instances$/, "events.instances"],
  ["POST", /^\/calendar\/v3\/calendars\/[^/]+\/events\/watch$/, "events.watch"],
  ["POST", /^\/calendar\/v3\/channels\/stop$/, "channels.stop"],
  ["GET", EVENT, "events.get"],
  ["PATCH", EVENT, "events.patch"],
  ["PUT", EVENT, "events.update"],
  ["DELETE", EVENT, "events.delete"],
  ["POST", /^\/calendar\/v3\/freeBusy$/, "freebusy.query"],
  ["GET", /^\/calendar\/v3\/calendars\/[^/]+$/, "calendars.get"],
  ["GET", /^\/calendar\/v3\/users\/me\/calendarList$/, "calendarList.list"],
  ["POST", /^\/calendar\/v3\/users\/me\/calendarList\/watch$/, "calendarList.watch"],
  ["GET", /^\/calendar\/v3\/users\/me\/calendarList\/[^/]+$/, "calendarList.get"],
];

const GRANTS: Record<string, string> = {
  authorization_code: "token.code",
  refresh_token: "token.refresh",
};

/**
 * Returns the endpoint's name, `token.other` or `other` if it is unknown, or undefined for the
 * emulator's own pages.
 */
export function endpointOf(method: string, path: string, body: string): string | undefined {
  if (path === "/token") {
    return GRANTS[new URLSearchParams(body).get("grant_type") ?? ""] ?? "token.other";
  }
  const row = TABLE.find(([verb, pattern]) =>
    (verb === "*" || verb === method) && pattern.test(path)
  );
  if (row) return row[2];
  return /^\/(calendar\/v3|oauth2|o\/oauth2|revoke)(\/|$)/.test(path) ? "other" : undefined;
}

/**
 * True if `name` is the endpoint or includes it: `token` includes `token.refresh`, and `*` includes
 * every endpoint.
 */
export function covers(name: string, endpoint: string): boolean {
  return name === "*" || name === endpoint || endpoint.startsWith(`${name}.`);
}
