/**
 * The shape of an event as it was read: what creating and changing accept without writing it. Only the
 * types are checked, because other programs' events know no limits of ours.
 *
 * @module
 */
import * as z from "zod";

const anyText = z.string({ error: "must be a string" }).nullish();
const flag = z.boolean({ error: "must be true or false" }).nullish();

/** What only Google sets. `event_type` has a rule of its own where events are created. */
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

/** Of a guest: what only Google and the guest set. */
const guestsOwn = {
  response_status: anyText,
  comment: anyText,
  self: flag,
  organizer: flag,
  resource: flag,
};

/** A guest as the caller names them, or as they were read. */
export const askedGuest = z.strictObject({
  email: anyText,
  optional: flag,
  display_name: anyText,
  ...guestsOwn,
});
export type AskedGuest = z.output<typeof askedGuest>;

/** Of a guest: the names that a change cannot set. */
export const GUESTS_OWN = Object.keys(guestsOwn) as (keyof typeof guestsOwn)[];

/** The fields that can be written, in any form that they can be read in. */
export const anyFields = {
  summary: anyText,
  description: anyText,
  location: anyText,
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
  visibility: anyText,
  transparency: anyText,
  color_id: anyText,
  resource_id: anyText,
};
