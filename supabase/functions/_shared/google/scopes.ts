/**
 * The scopes that are requested, and what the granted ones allow. Consent is granular: a user may untick
 * any scope, so only the scopes that Google's answer names count.
 * https://developers.google.com/identity/protocols/oauth2/resources/granular-permissions
 *
 * @module
 */

const CALENDAR = "https://www.googleapis.com/auth/calendar";

/**
 * Requested at every connect. Google returns `email` under another name, so requested and granted scopes
 * are never compared as a whole.
 */
const REQUESTED_SCOPES = ["openid", "email", `${CALENDAR}.events`, `${CALENDAR}.freebusy`];

/** Requested too if the app lists calendars (`CALENDAR_LIST`). The user may leave it out. */
const LIST_SCOPE = `${CALENDAR}.calendarlist.readonly`;

/** The scopes to request. */
export function requestedScopes({ calendarList }: { calendarList: boolean }): string[] {
  return calendarList ? [...REQUESTED_SCOPES, LIST_SCOPE] : REQUESTED_SCOPES;
}

/** Any one of a feature's scopes allows it. */
const REQUIRED_SCOPES = {
  events: [CALENDAR, `${CALENDAR}.events`],
  free_busy: [
    CALENDAR,
    `${CALENDAR}.freebusy`,
    `${CALENDAR}.events.freebusy`,
    `${CALENDAR}.readonly`,
  ],
  calendar_list: [CALENDAR, `${CALENDAR}.readonly`, `${CALENDAR}.calendarlist`, LIST_SCOPE],
} as const;

/** What a connection can do. */
export type Feature = keyof typeof REQUIRED_SCOPES;

/** The scopes of a space-separated, case-sensitive list (RFC 6749, section 3.3). */
export function parseScopes(scope: string): string[] {
  return [...new Set(scope.split(" ").filter((name) => name !== ""))];
}

/** Whether the granted scopes allow a feature. Compares whole names, because one scope's name may contain another's. */
export function allows(granted: readonly string[], feature: Feature): boolean {
  return REQUIRED_SCOPES[feature].some((scope) => granted.includes(scope));
}

/** The features that a connection tells of, each with whether the granted scopes allow it. */
export function featuresOf(
  granted: readonly string[],
): Record<"events" | "free_busy", boolean> {
  return { events: allows(granted, "events"), free_busy: allows(granted, "free_busy") };
}
