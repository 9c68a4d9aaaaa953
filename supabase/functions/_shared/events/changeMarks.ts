/**
 * Marks that changes leave on an event, so that a request recognises its own change after its answer
 * was lost. Each change writes one of several private extended properties in turn: a later change
 * takes another one and leaves the earlier mark in place.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { CHANGE_PROPERTY, FINGERPRINT_PROPERTY } from "./event.ts";
import { randomToken } from "../crypto.ts";

/** More changes than one event gets within a request's 25 seconds, and few enough to cost no room. */
const SLOTS = 32;

/** The next slot. It starts anywhere, so that two instances rarely take the same one. */
let next = crypto.getRandomValues(new Uint8Array(1))[0];

/** The mark of one change: the private extended property that holds it, and its value. */
export interface ChangeMark {
  property: string;
  value: string;
}

/** A mark that no other change has. */
export function newMark(): ChangeMark {
  next = (next + 1) % SLOTS;
  return { property: `${CHANGE_PROPERTY}_${next}`, value: randomToken() };
}

/** The change with its mark. */
export function withMark(
  change: calendar_v3.Schema$Event,
  { property, value }: ChangeMark,
): calendar_v3.Schema$Event {
  const { extendedProperties } = change;
  return {
    ...change,
    extendedProperties: {
      ...extendedProperties,
      private: { ...extendedProperties?.private, [property]: value },
    },
  };
}

/** What the mark's property holds in this event. */
export function markIn(
  event: calendar_v3.Schema$Event,
  { property }: ChangeMark,
): string | undefined {
  return event.extendedProperties?.private?.[property];
}

/** The private extended property that says which request divided a series and made this one of it. */
export const DIVIDED_PROPERTY = "supabase_divided";
/** The private extended property that names the series which last took over from this one. */
export const CONTINUED_PROPERTY = "supabase_continued";

/** The private extended property that says which request changed a series from its first occurrence on. */
export const WHOLE_PROPERTY = "supabase_changed_whole";
/** The private extended property of a new series that another request than its maker's relies on. */
export const ADOPTED_PROPERTY = "supabase_adopted";

const NOTES = [
  FINGERPRINT_PROPERTY,
  DIVIDED_PROPERTY,
  CONTINUED_PROPERTY,
  WHOLE_PROPERTY,
  ADOPTED_PROPERTY,
];

/** Whether a private extended property is this project's own note of a change or a creation. */
export function isOwnNote(property: string): boolean {
  return NOTES.includes(property) || property.startsWith(CHANGE_PROPERTY);
}

/** The value of one of the private extended properties in this event. */
export function noteIn(
  { extendedProperties }: calendar_v3.Schema$Event,
  property: string,
): string | undefined {
  return extendedProperties?.private?.[property];
}
