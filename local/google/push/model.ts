/**
 * How push channels are stored.
 *
 * @module
 */

export interface Channel {
  /** Chosen by the client. It is never used again. */
  id: string;
  sub: string;
  client_id: string;
  /** Null: the person's list of calendars. */
  calendar: string | null;
  /** Where messages go. */
  address: string;
  token?: string;
  /** The same for all channels of one person and calendar. */
  resource_id: string;
  /** Milliseconds, whole seconds. */
  expires_at: number;
  /** The number of the last message. */
  message_number: number;
  stopped_at?: number;
}
