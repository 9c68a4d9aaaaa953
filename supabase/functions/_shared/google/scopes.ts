/**
 * What is asked of Google, and what the granted scopes allow. Consent is granular: a user may untick
 * any of them, so only the set that Google says was granted counts.
 *
 * @module
 */

const CALENDAR = "https://www.googleapis.com/auth/calendar";

/** Asked at every connect. `email` comes back under another name, so asked and granted never compare as a whole. */
export const REQUESTED_SCOPES = [
  "openid",
  "email",
  `${CALENDAR}.events`,
  `${CALENDAR}.freebusy`,
] as const;

/** What a connection can do; each needs one of these scopes. */
const REQUIRED_SCOPES = {
  events: [CALENDAR, `${CALENDAR}.events`],
  free_busy: [
    CALENDAR,
    `${CALENDAR}.freebusy`,
    `${CALENDAR}.events.freebusy`,
    `${CALENDAR}.readonly`,
  ],
} as const;

export type Feature = keyof typeof REQUIRED_SCOPES;

/** The scopes of a space-separated, case-sensitive list (RFC 6749, section 3.3). */
export function parseScopes(scope: string): string[] {
  return [...new Set(scope.split(" ").filter((name) => name !== ""))];
}

/** Whether the granted scopes allow a feature. Whole names: one scope's name may contain another's. */
export function allows(granted: readonly string[], feature: Feature): boolean {
  return REQUIRED_SCOPES[feature].some((scope) => granted.includes(scope));
}

/** Which features the granted scopes allow. */
export function featuresOf(granted: readonly string[]): Record<Feature, boolean> {
  return { events: allows(granted, "events"), free_busy: allows(granted, "free_busy") };
}
