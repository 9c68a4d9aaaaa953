/**
 * The shape of an event as it was read, which creating and changing accept. Only types are checked,
 * because other programs' events do not keep this project's limits.
 *
 * @module
 */
import * as z from "zod";
import { CONTENT_FIELDS, DISPLAY_FIELDS, each } from "../google/plainFields.ts";

const anyText = z.string({ error: "must be a string" }).nullish();
const flag = z.boolean({ error: "must be true or false" }).nullish();

/** The type of an event that was read. It cannot be chosen. */
export const anyType = anyText;

/** The fields that only Google sets. `event_type` has its own rule for creating. */
export const readOnlyFields = {
  id: anyText,
  status: anyText,
  html_link: anyText,
  etag: anyText,
  created_at: anyText,
  updated_at: anyText,
  recurring_event_id: anyText,
  original_start: anyText,
  organizer: z.strictObject({ email: anyText, display_name: anyText, self: flag }).nullish(),
  attendees_omitted: flag,
  meeting: z.strictObject({
    status: anyText,
    url: anyText,
    phone: z.array(z.strictObject({ number: anyText, pin: anyText })).nullish(),
  }).nullish(),
  replayed: flag,
};

/** The fields of a guest that only Google and the guest set. */
const guestsOwn = {
  response_status: anyText,
  comment: anyText,
  self: flag,
  organizer: flag,
  resource: flag,
};

/** A guest as the caller describes one, or as one was read. */
export const askedGuest = z.strictObject({
  email: anyText,
  optional: flag,
  display_name: anyText,
  ...guestsOwn,
});
export type AskedGuest = z.output<typeof askedGuest>;

/** The names of a guest's fields that a change cannot set. */
export const GUESTS_OWN = Object.keys(guestsOwn) as (keyof typeof guestsOwn)[];

/** The writable fields, in any form in which they can be read. */
export const anyFields = {
  summary: anyText,
  ...each(CONTENT_FIELDS, () => anyText),
  recurrence: z.array(z.string({ error: "must be a string" })).nullish(),
  attendees: z.array(askedGuest).nullish(),
  reminders: z.strictObject({
    use_default: flag,
    overrides: z.array(
      z.strictObject({
        method: anyText,
        minutes: z.number({ error: "must be a number" }).nullish(),
      }),
    ).nullish(),
  }).nullish(),
  ...each(DISPLAY_FIELDS, () => anyText),
  resource_id: anyText,
};
