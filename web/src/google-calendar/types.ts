/**
 * The shapes that the functions take and answer, as the HTTP contract names them.
 *
 * @module
 */

/** Why a connection needs the person once more. */
export type ReconnectReason = "revoked_or_expired" | "session_control" | "scope_missing";

/** What is known of one person's connection; times are RFC 3339 with an offset. */
export interface Connection {
  status: "connected" | "needs_reconnect" | "not_connected";
  reason: ReconnectReason | null;
  google_email: string | null;
  scopes: string[];
  features: { events: boolean; free_busy: boolean };
  connected_at: string | null;
  /** When the grant itself ends; null where Google sets no end. */
  expires_at: string | null;
}

/** The answer of `oauth-initiate`: where to send the browser, and until when that works. */
export interface ConnectStart {
  authorization_url: string;
  expires_at: string;
}

/** A Google account that waits for the person to say "yes, this one". */
export interface PendingConnection {
  google_email: string;
  scopes: string[];
  expires_at: string;
}

/** A timed event to create: an offset in both times, and the IANA zone they were meant in. */
export interface NewEvent {
  summary: string;
  start_datetime: string;
  end_datetime: string;
  time_zone?: string;
  description?: string;
  location?: string;
  resource_id?: string;
  /** Names this creation: sending it again gives the same event. Filled in where it is left out. */
  idempotency_key?: string;
}

/** An event as stored by Google; fields may be null for events that were made elsewhere. */
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
  start_date: string | null;
  end_date: string | null;
  time_zone: string | null;
  resource_id: string | null;
  created_at: string | null;
  updated_at: string | null;
  /** True where an earlier request with the same key had created it already. */
  replayed: boolean;
}

/** One of the person's own resources; `content` is any JSON object, or left out. */
export interface Resource {
  id: string;
  class_id: string;
  user_id: string;
  type: string;
  name: string;
  created_at: string;
  content?: Record<string, unknown>;
}
