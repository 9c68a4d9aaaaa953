/**
 * The roles that a person can have on a calendar, from the weakest to the strongest.
 * Sources: Calendar v3 reference, CalendarList (accessRole); concepts/sharing.
 *
 * @module
 */
export const ROLES = [
  "freeBusyReader",
  "reader",
  "writerWithoutPrivateAccess",
  "writer",
  "owner",
] as const;

export type Role = typeof ROLES[number];

/** True if the role includes everything that `least` allows. */
export function atLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
