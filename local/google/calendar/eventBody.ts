/**
 * The schema of an event's writable fields. Unknown fields are dropped, as at Google.
 * Source: Calendar v3 reference, Events.
 *
 * @module
 */
import { z } from "zod";
import { ApiError, invalid } from "./apiError.ts";
import { typeFields } from "./eventTypeFields.ts";
import { patched } from "./patch.ts";

const time = z.object({
  date: z.string(),
  dateTime: z.string(),
  timeZone: z.string(),
}).partial();

const attendee = z.object({
  email: z.string(),
  displayName: z.string().optional(),
  optional: z.boolean().optional(),
  resource: z.boolean().optional(),
  comment: z.string().optional(),
  additionalGuests: z.int().optional(),
  responseStatus: z.enum(["needsAction", "declined", "tentative", "accepted"]).optional(),
});

const body = z.object({
  id: z.string(),
  iCalUID: z.string(),
  status: z.enum(["confirmed", "tentative", "cancelled"]),
  summary: z.string(),
  description: z.string(),
  location: z.string(),
  colorId: z.string(),
  visibility: z.enum(["default", "public", "private", "confidential"]),
  transparency: z.enum(["opaque", "transparent"]),
  start: time,
  end: time,
  recurrence: z.array(z.string()),
  attendees: z.array(attendee),
  attendeesOmitted: z.boolean(),
  reminders: z.object({
    useDefault: z.boolean(),
    overrides: z.array(z.object({ method: z.string(), minutes: z.number() })),
  }).partial(),
  extendedProperties: z.object({
    private: z.record(z.string(), z.string()),
    shared: z.record(z.string(), z.string()),
  }).partial(),
  conferenceData: z.record(z.string(), z.unknown()),
  guestsCanInviteOthers: z.boolean(),
  guestsCanModify: z.boolean(),
  guestsCanSeeOtherGuests: z.boolean(),
  anyoneCanAddSelf: z.boolean(),
  source: z.object({ title: z.string(), url: z.string() }).partial(),
  attachments: z.array(z.object({
    fileUrl: z.string(),
    title: z.string().optional(),
    mimeType: z.string().optional(),
    iconLink: z.string().optional(),
    fileId: z.string().optional(),
  })),
  ...typeFields,
}).partial();

/** The names of the fields that a caller can write. */
export const writableFields: ReadonlySet<string> = new Set(Object.keys(body.shape));

export type EventBody = z.infer<typeof body>;
export type Attendee = z.infer<typeof attendee>;

/** Parses a JSON object. Throws 400 `parseError`. */
export function parseJson(text: string): Record<string, unknown> {
  try {
    const value = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Malformed JSON falls through to the error below.
  }
  throw new ApiError(400, "parseError", "Parse Error");
}

/**
 * Returns the body merged into `before`: absent fields stay, null clears, objects merge, arrays replace.
 * Throws 400 `invalid` with the path of the first field of a wrong type.
 */
export function readEventBody(json: Record<string, unknown>, before: EventBody = {}): EventBody {
  const result = body.safeParse(patched(before, json));
  if (result.success) return result.data;
  throw invalid(`Invalid value for: ${result.error.issues[0]?.path.join(".")}`);
}
