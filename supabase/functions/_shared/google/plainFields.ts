/**
 * The fields of an event that are one text, with the same meaning here and at Google. A new field of
 * this kind is stated here: bodies, checks, comparisons, requests to Google, the fields asked of Google
 * and answers are made from it.
 * https://developers.google.com/workspace/calendar/api/v3/reference/events
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";

export interface PlainField {
  /** Google's name. */
  google: keyof calendar_v3.Schema$Event;
  /** All that can be written. Google leaves out the first, its default. */
  values?: readonly [string, ...string[]];
  /** In characters. */
  maxLength?: number;
  /** Whether an empty text is refused. Else it clears the field. */
  notEmpty?: true;
}

/** What the event is about. */
export const CONTENT_FIELDS = {
  description: { google: "description" },
  location: { google: "location" },
} as const satisfies Record<string, PlainField>;

/** How the event is shown. */
export const DISPLAY_FIELDS = {
  visibility: { google: "visibility", values: ["default", "public", "private", "confidential"] },
  transparency: { google: "transparency", values: ["opaque", "transparent"] },
  color_id: { google: "colorId", maxLength: 64, notEmpty: true },
} as const satisfies Record<string, PlainField>;

export type PlainName = keyof typeof CONTENT_FIELDS | keyof typeof DISPLAY_FIELDS;

export const PLAIN_FIELDS: Record<PlainName, PlainField> = { ...CONTENT_FIELDS, ...DISPLAY_FIELDS };
export const PLAIN_NAMES = Object.keys(PLAIN_FIELDS) as PlainName[];
/** Google's names. */
export const GOOGLES_PLAIN_NAMES = Object.values(PLAIN_FIELDS).map(({ google }) => google);

/** One value for each of the fields. */
export function each<Fields extends object, Value>(
  fields: Fields,
  value: (name: keyof Fields & PlainName) => Value,
): { [Name in keyof Fields]: Value } {
  return Object.fromEntries(
    Object.keys(fields).map((name) => [name, value(name as keyof Fields & PlainName)]),
  ) as { [Name in keyof Fields]: Value };
}
