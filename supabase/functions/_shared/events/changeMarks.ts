/**
 * Marks that this project's changes leave on an event, in private extended properties.
 *
 * A request recognizes its own change by its mark if the answer is lost. Each change writes one of
 * several properties in turn, so a later change leaves the earlier mark in place.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { CHANGE_PROPERTY, FINGERPRINT_PROPERTY } from "./event.ts";
import { randomToken } from "../crypto.ts";

/** More changes than one event gets within a request's 25 seconds, and few enough for one event. */
const SLOTS = 32;

/** The last slot that was used. It starts at random, so that two instances rarely use the same one. */
let slot = crypto.getRandomValues(new Uint8Array(1))[0]!;

/** The mark of one change: the private extended property that holds it, and its value. */
export interface ChangeMark {
  property: string;
  value: string;
}

/** A mark that no other change has. */
export function newMark(): ChangeMark {
  slot = (slot + 1) % SLOTS;
  return { property: `${CHANGE_PROPERTY}_${slot}`, value: randomToken() };
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

/** The value of the mark's property in this event: another change's if that change has overwritten it. */
export function markIn(
  event: calendar_v3.Schema$Event,
  { property }: ChangeMark,
): string | undefined {
  return noteIn(event, property);
}

/** On a series that was made by dividing another one: the fingerprint of the request that made it. */
export const DIVIDED_PROPERTY = "supabase_divided";
/** On a series that was ended: what became of the rest. See `endSeries`. */
export const CONTINUED_PROPERTY = "supabase_continued";
/** On a series that was changed from its first occurrence on: the fingerprint of the request. */
export const WHOLE_PROPERTY = "supabase_changed_whole";
/** On a new series that another request than its maker's relies on. */
export const ADOPTED_PROPERTY = "supabase_adopted";

const NOTES = [
  FINGERPRINT_PROPERTY,
  DIVIDED_PROPERTY,
  CONTINUED_PROPERTY,
  WHOLE_PROPERTY,
  ADOPTED_PROPERTY,
];

/** True if a private extended property is this project's own note of a change or a creation. */
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
