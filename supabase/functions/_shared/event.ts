/**
 * An event as callers see it, made from Google's.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { ApiError } from "./errors.ts";

/** The private extended property that remembers the resource. Private: no other calendar's copy has it. */
export const RESOURCE_PROPERTY = "supabase_resource_id";
/** The private extended property that remembers what was asked for, to recognise it again. */
export const FINGERPRINT_PROPERTY = "supabase_fingerprint";
/** The private extended property that names the last change made here, to recognise a lost answer. */
export const CHANGE_PROPERTY = "supabase_change";

/** Google's event in the contract's words. Null where it has no such field. */
export interface CalendarEvent {
  id: string;
  status: string | null;
  html_link: string | null;
  etag: string | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  start_datetime: string | null;
  end_datetime: string | null;
  time_zone: string | null;
  start_date: string | null;
  end_date: string | null;
  recurrence: string[] | null;
  attendees: { email: string | null; optional: boolean; display_name: string | null }[] | null;
  reminders: {
    use_default: boolean;
    overrides: { method: string | null; minutes: number | null }[];
  } | null;
  visibility: string | null;
  transparency: string | null;
  color_id: string | null;
  created_at: string | null;
  updated_at: string | null;
  recurring_event_id: string | null;
  resource_id: string | null;
  meeting: { status: "pending" | "ready" | "failed"; url: string | null } | null;
  /** Whether this was created by an earlier request. */
  replayed: boolean;
}

/** Throws `google_bad_response` where Google's event is none. */
export function toCalendarEvent(event: calendar_v3.Schema$Event, replayed = false): CalendarEvent {
  try {
    return read(event, replayed);
  } catch (cause) {
    throw new ApiError("google_bad_response", { cause });
  }
}

function read(event: calendar_v3.Schema$Event, replayed: boolean): CalendarEvent {
  return {
    id: event.id ?? "",
    status: event.status ?? null,
    html_link: event.htmlLink ?? null,
    etag: event.etag ?? null,
    summary: event.summary ?? null,
    description: event.description ?? null,
    location: event.location ?? null,
    start_datetime: event.start?.dateTime ?? null,
    end_datetime: event.end?.dateTime ?? null,
    time_zone: event.start?.timeZone ?? null,
    start_date: event.start?.date ?? null,
    end_date: event.end?.date ?? null,
    recurrence: event.recurrence ?? null,
    attendees: event.attendees?.map(({ email, optional, displayName }) => ({
      email: email ?? null,
      optional: optional ?? false,
      display_name: displayName ?? null,
    })) ?? null,
    reminders: event.reminders
      ? {
        use_default: event.reminders.useDefault ?? false,
        overrides: (event.reminders.overrides ?? []).map(({ method, minutes }) => ({
          method: method ?? null,
          minutes: minutes ?? null,
        })),
      }
      : null,
    visibility: event.visibility ?? null,
    transparency: event.transparency ?? null,
    color_id: event.colorId ?? null,
    created_at: event.created ?? null,
    updated_at: event.updated ?? null,
    recurring_event_id: event.recurringEventId ?? null,
    resource_id: event.extendedProperties?.private?.[RESOURCE_PROPERTY] ?? null,
    meeting: meetingOf(event),
    replayed,
  };
}

function meetingOf(
  { conferenceData, hangoutLink }: calendar_v3.Schema$Event,
): CalendarEvent["meeting"] {
  if (!conferenceData) return null;
  const status = conferenceData.createRequest?.status?.statusCode;
  const video = conferenceData.entryPoints?.find((entry) => entry.entryPointType === "video");
  const url = video?.uri ?? hangoutLink ?? null;
  if (url !== null) return { status: "ready", url };
  return { status: status === "failure" ? "failed" : "pending", url: null };
}
