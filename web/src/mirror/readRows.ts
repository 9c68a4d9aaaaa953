/**
 * Reads the mirror's tables by the data API, as the signed-in person. Row-level security selects the rows.
 *
 * @module
 */
import { PostgrestClient } from "@supabase/postgrest-js";
import type { CalendarRef } from "../google-calendar/index.ts";
import type { Range, RangeData } from "../calendar/eventStore.ts";
import type { DataApi } from "../supabase.ts";
import type { MirrorRow } from "./mirror.ts";
import { type EventRow, rowEvent } from "./rowEvent.ts";

const CALENDAR =
  "id,account_id,google_calendar_id,is_primary,time_zone,status,mirrored_from,mirrored_until,version";
const EVENT = "id,series_id,original_start,status,starts_at,ends_at,all_day,start_date,end_date," +
  "time_zone,summary,description,location,busy,response,visibility,event_type,color_id,organizer," +
  "attendees,meeting_url,html_link,resource_id,etag,created_at,updated_at";

/** Rows of one answer. A project may allow fewer, but rarely fewer than `ENOUGH`: a smaller answer is the last one. */
const PAGE = 1000;
const ENOUGH = 250;

async function clientOf({ url, headers }: DataApi): Promise<PostgrestClient> {
  return new PostgrestClient(url, { headers: await headers() });
}

/** The person's mirrored calendars. Throws if they cannot be read. */
export async function readMirrors(data: DataApi): Promise<MirrorRow[]> {
  const client = await clientOf(data);
  const { data: rows } = await client.from("google_calendars").select(CALENDAR).retry(false)
    .throwOnError();
  return rows as unknown as MirrorRow[];
}

/** Says if a calendar can be shown although no account can be asked. Throws if that cannot be read. */
export async function anyReadable(data: DataApi): Promise<boolean> {
  const client = await clientOf(data);
  const { data: rows } = await client.from("google_calendars").select("id")
    .in("status", ["live", "stale"]).limit(1).retry(false).throwOnError();
  return rows.length > 0;
}

/**
 * The events of a range that a mirrored calendar has. Undefined if its rows have no texts, as a project may choose:
 * then only Google has what the page shows. Throws if they cannot be read.
 */
export async function readRows(
  data: DataApi,
  { id, time_zone: zone }: MirrorRow,
  { start, end }: Range,
  ref: CalendarRef,
  address: string | null,
): Promise<RangeData | undefined> {
  const client = await clientOf(data);
  const rows: EventRow[] = [];
  for (;;) {
    const { data: page } = await client.from("google_events").select(EVENT)
      .eq("calendar_id", id).lt("starts_at", end).gt("ends_at", start)
      .order("starts_at").order("id").range(rows.length, rows.length + PAGE - 1)
      .retry(false).throwOnError();
    rows.push(...page as unknown as EventRow[]);
    if (page.length < ENOUGH) break;
  }
  if (rows.length > 0 && rows.every(({ summary, organizer }) => !summary && !organizer)) return;
  const events = rows.map((row) => rowEvent(row, ref, address));
  return { events, zone, defaultReminders: null, isWhole: true };
}
