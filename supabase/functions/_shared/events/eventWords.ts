/**
 * Names of event types and of guests' answers: this API's, and Google's.
 *
 * @module
 */

/** Google's name of each event type, by this API's name. */
export const EVENT_TYPES = {
  default: "default",
  out_of_office: "outOfOffice",
  focus_time: "focusTime",
  working_location: "workingLocation",
  birthday: "birthday",
  from_gmail: "fromGmail",
} as const;
export type EventType = keyof typeof EVENT_TYPES;

/** Google's name of each answer of a guest, by this API's name. */
export const RESPONSE_STATUSES = {
  needs_action: "needsAction",
  declined: "declined",
  tentative: "tentative",
  accepted: "accepted",
} as const;
export type ResponseStatus = keyof typeof RESPONSE_STATUSES;

/** This API's name for Google's. Null if there is none. */
export function keyOf<K extends string>(words: Record<K, string>, word: unknown): K | null {
  const entry = Object.entries(words).find(([, googles]) => googles === word);
  return entry ? entry[0] as K : null;
}
