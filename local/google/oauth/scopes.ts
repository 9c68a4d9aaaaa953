/**
 * The scopes that the emulator knows, their aliases, and which of them are identity scopes.
 * Source: developers.google.com/identity/protocols/oauth2/scopes.
 *
 * @module
 */
const AUTH = "https://www.googleapis.com/auth/";
const EMAIL = `${AUTH}userinfo.email`;
const PROFILE = `${AUTH}userinfo.profile`;
const ALIASES: Record<string, string> = { email: EMAIL, profile: PROFILE };

const CALENDAR: Record<string, string> = {
  "calendar": "See, edit, share, and permanently delete all the calendars you can access",
  "calendar.readonly": "See and download any calendar you can access",
  "calendar.events": "View and edit events on all your calendars",
  "calendar.events.readonly": "View events on all your calendars",
  "calendar.events.owned": "See, create, change, and delete events on calendars you own",
  "calendar.events.owned.readonly": "See the events on calendars you own",
  "calendar.events.freebusy": "See the availability on calendars you have access to",
  "calendar.events.public.readonly": "See the events on public calendars",
  "calendar.freebusy": "View your availability in your calendars",
  "calendar.app.created": "Make secondary calendars, and see and change their events",
  "calendar.calendars": "See and change the properties of calendars you have access to",
  "calendar.calendars.readonly": "See the title, description and zone of your calendars",
  "calendar.calendarlist": "See, add, and remove calendars you're subscribed to",
  "calendar.calendarlist.readonly": "See the list of calendars you're subscribed to",
  "calendar.settings.readonly": "View your Calendar settings",
};

/** The consent page's text for each scope beyond identity. */
export const scopeTexts: Map<string, string> = new Map(
  Object.entries(CALENDAR).map(([name, text]) => [AUTH + name, text]),
);

const IDENTITY = new Set(["openid", EMAIL, PROFILE]);

export function isIdentityScope(scope: string): boolean {
  return IDENTITY.has(scope);
}

/**
 * Parses a `scope` parameter as Google does: splits it at spaces, expands aliases and removes duplicates.
 * `email` and `profile` add `openid`. `unknown` lists scopes that Google does not know.
 */
export function parseScopes(parameter: string): { scopes: string[]; unknown: string[] } {
  const asked = parameter.split(" ").filter(Boolean).map((scope) => ALIASES[scope] ?? scope);
  const scopes = [...new Set(asked)];
  const unknown = scopes.filter((scope) => !IDENTITY.has(scope) && !scopeTexts.has(scope));
  if (scopes.some(isIdentityScope) && !scopes.includes("openid")) scopes.push("openid");
  return { scopes, unknown };
}

export const canSeeEmail = (scopes: string[]): boolean => scopes.includes(EMAIL);
export const canSeeProfile = (scopes: string[]): boolean => scopes.includes(PROFILE);
