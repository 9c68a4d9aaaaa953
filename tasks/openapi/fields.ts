/**
 * What each field of a request means, and examples of it. A pattern stands here where the functions
 * check it in code rather than by a schema's own keyword.
 *
 * @module
 */
import type { defaultBody } from "../../supabase/functions/_shared/accounts/answers.ts";
import type {
  confirmationBody,
  initiateBody,
} from "../../supabase/functions/_shared/connect/schemas.ts";
import type { changeEventFields } from "../../supabase/functions/_shared/events/changeSchema.ts";
import type { createEventFields } from "../../supabase/functions/_shared/events/createSchema.ts";
import type { refreshBody } from "../../supabase/functions/_shared/mirror/answers.ts";
import { readOnlyFields } from "../../supabase/functions/_shared/events/readFields.ts";
import type { responseBody } from "../../supabase/functions/_shared/events/responseSchema.ts";
import { DATE_TIME } from "../../supabase/functions/_shared/time/dateTime.ts";

interface Field {
  description: string;
  examples?: unknown[];
  pattern?: string;
  format?: string;
  readOnly?: true;
}

type Name =
  | keyof typeof createEventFields.shape
  | keyof typeof changeEventFields.shape
  | keyof typeof responseBody.shape
  | keyof typeof initiateBody.shape
  | keyof typeof defaultBody.shape
  | keyof typeof refreshBody.shape
  | keyof typeof confirmationBody.shape
  | keyof typeof CALLER_FIELDS;

/** What `_shared/http/callerFields.ts` takes beside the fields of a route's own. */
const CALLER_FIELDS = {
  user_id: {
    description: "The user to act for: with the project's secret key, and only with it. With a " +
      "session it is refused.",
    format: "uuid",
  },
  account_id: {
    description: "Which of the user's connected Google accounts. The default one if left out.",
    format: "uuid",
  },
};

const AS_READ = { description: "As it was read; it is not written.", readOnly: true } as const;
/** What an event that was read has, and nobody writes. */
const READ_ONLY = Object.fromEntries(
  Object.keys(readOnlyFields).map((name) => [name, AS_READ]),
) as Record<keyof typeof readOnlyFields, Field>;

export const FIELDS: Record<Name, Field> = {
  ...CALLER_FIELDS,
  return_to: {
    description:
      "Where the browser comes back to: a path in the web app, or a whole address whose " +
      "origin or app scheme is allowed. If the app is under a path, that path may be left out. " +
      "The page at CONNECT_PATH if left out. A person who is asked to confirm the account goes on to it afterwards.",
    examples: ["/profile", "myapp://callback"],
  },
  choose_account: { description: "Let the person pick another Google account." },
  add_account: {
    description: "Adds the Google account to those that are connected. Left out, it replaces the " +
      "one that account_id names. The first account is never added to others.",
  },
  is_default: { description: "Requests without account_id use this account from now on." },
  confirmation: {
    description: "The secret that came in the fragment of the page at CONNECT_PATH.",
  },
  summary: {
    description: "The title. Not blank; null for an event without one.",
    examples: ["Lecture 5"],
  },
  description: {
    description: "Text below the title. With resource_id, the resource's link is added below it " +
      "if both together are no longer than 8192 characters.",
    examples: ["Bring your cards."],
  },
  location: { description: "Where, as text.", examples: ["Room 101"] },
  start_datetime: {
    description: "RFC 3339 with an offset, or without one where time_zone is given.",
    pattern: DATE_TIME.source,
    examples: ["2026-08-15T09:00:00-07:00", "2026-08-15T16:00:00Z"],
  },
  end_datetime: {
    description: "After start_datetime; in the same form.",
    pattern: DATE_TIME.source,
    examples: ["2026-08-15T10:00:00-07:00", "2026-08-15T17:30:00Z"],
  },
  time_zone: {
    description: "An IANA name, in any case. An offset gives the moment, and the zone is for " +
      "repetition: the two need not agree, as in Google's own events. A moment is never moved to " +
      "fit the zone. Required with recurrence.",
    examples: ["America/Los_Angeles", "Etc/GMT+7"],
  },
  end_time_zone: {
    description: "The zone that the event ends in, for a flight. time_zone if left out.",
    examples: ["America/New_York"],
  },
  start_date: { description: "The first day.", format: "date", examples: ["2026-12-24"] },
  end_date: {
    description: "The day after the last one.",
    format: "date",
    examples: ["2026-12-27"],
  },
  recurrence: {
    description: "RRULE, EXRULE, RDATE and EXDATE lines of RFC 5545, without DTSTART and DTEND. " +
      "Google judges the rules.",
    examples: [["RRULE:FREQ=WEEKLY;COUNT=10"]],
  },
  attendees: {
    description:
      "Who is invited. In a change, guests who stay keep their answer and everything else " +
      "that Google has of them; guests are the same if their addresses are. One who is named twice " +
      "is invited once. Answers, comments and the like are accepted as they were read, and not " +
      "written.",
    examples: [[{ email: "grace@example.com", optional: true }]],
  },
  send_updates: { description: "Who gets an e-mail from Google about it." },
  reminders: {
    description: "With use_default: true, no overrides; null is the calendar's default. " +
      "use_default: false without overrides is no reminder at all.",
    examples: [{ use_default: false, overrides: [{ method: "popup", minutes: 10 }] }],
  },
  conference: { description: "Asks for a video meeting." },
  visibility: { description: "Who sees more than busy.", examples: ["private", "default"] },
  transparency: {
    description: "transparent: the time counts as free.",
    examples: ["transparent", "opaque"],
  },
  color_id: { description: "The id of one of Google's event colours.", examples: ["5"] },
  calendar_id: { description: "primary, or the id of another calendar of the user's." },
  resource_id: {
    description: "One of the user's resources: its name and link go into the event.",
    examples: [null],
  },
  idempotency_key: {
    description:
      "Names this creation, as the Idempotency-Key header does: sent again, it gives the " +
      "same event. Equal to the header if both are given.",
  },
  event_type: {
    description: "As it was read. Events of another type than default cannot be created here.",
    examples: ["default"],
    readOnly: true,
  },
  ...READ_ONLY,
  scope: {
    description:
      "following, with an occurrence's id: that one and all later ones. The series before " +
      "it stays. Left out: this one alone.",
  },
  response_status: { description: "The answer." },
  comment: {
    description: "A note to the organizer. Left out: the one that is there stays. Null: none.",
    examples: ["I come a little later."],
  },
  if_match: {
    description:
      "The etag of the event as it was read, as the If-Match header has it: the change is " +
      "made only where the event did not move on. Equal to the header if both are given.",
  },
};
