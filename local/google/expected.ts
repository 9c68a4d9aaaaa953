/**
 * The rows that a mirror of a calendar must hold. Times are ISO 8601 in UTC.
 *
 * @module
 */

/** What a mirror must hold of a single event or an occurrence. */
export interface ExpectedRow {
  id: string;
  series_id: string | null;
  original_start: string | null;
  ical_uid: string;
  status: "confirmed" | "tentative";
  /** Of a whole day: midnight in the calendar's zone. */
  starts_at: string;
  ends_at: string;
  all_day: boolean;
  start_date: string | null;
  end_date: string | null;
  /** Null for a whole day. */
  time_zone: string | null;
  summary: string | null;
  description: string | null;
  location: string | null;
  /** Neither marked as free nor declined by the owner. */
  busy: boolean;
  response: string | null;
  visibility: string | null;
  event_type: string;
  color_id: string | null;
  organizer: string | null;
  attendees: unknown[] | null;
  meeting_url: string | null;
  html_link: string;
  resource_id: string | null;
  etag: string;
  created_at: string | null;
  updated_at: string;
}

/** What a mirror must hold of a series. */
export interface ExpectedSeries
  extends
    Pick<ExpectedRow, "id" | "summary" | "starts_at" | "all_day" | "start_date" | "time_zone">,
    Pick<ExpectedRow, "etag" | "updated_at"> {
  recurrence: string[];
}
