/**
 * The writes of a sync to the database. Every write says under which lease it is made: a sync that has lost
 * its lease writes nothing more.
 *
 * @module
 */
import { callDatabase } from "../database.ts";
import { type Answer, oneOf } from "../databaseAnswers.ts";
import type { Json } from "../database.types.ts";
import type { Item, Series } from "./eventRow.ts";
import { queryNumber } from "./queries.ts";
import { LeaseLost, type Sync } from "./sync.ts";
import { instant, PHASES } from "./work.ts";

/** A series with all its occurrences in the mirrored time. */
export type WholeSeries = Series & { occurrences: Item[] };

const under = ({ work, lease }: Sync) => ({ p_calendar_id: work.calendarId, p_lease: lease });
const json = (rows: readonly object[]) => rows as unknown as Json;

/** The row's answer. Throws LeaseLost. */
function held<Row extends { answer: string }, Word extends string>(
  row: Row | undefined,
  words: readonly Word[],
  name:
    | "apply_delta"
    | "extend_window"
    | "start_rebuild"
    | "apply_page"
    | "finish_rebuild"
    | "put_series",
): Row & { answer: Word } {
  const answer = oneOf([...words, "lost" as const], row?.answer, name, "answer");
  if (answer === "lost") throw new LeaseLost();
  return row as Row & { answer: Word };
}

const APPLIED = ["applied", "written_meanwhile"] as const;

/** One page of changes. */
export interface DeltaPage {
  gone: string[];
  items: Item[];
  series: WholeSeries[];
  nextPageToken: string | undefined;
  nextSyncToken: string | undefined;
  timeZone: string | undefined;
}

/**
 * Writes a page of changes, and with it the token to go on from. `written_meanwhile` if the app has written
 * since the page was asked for: nothing was written, and the page must be read again.
 */
export async function applyDelta(sync: Sync, page: DeltaPage) {
  const [row] = await callDatabase("apply_delta", {
    ...under(sync),
    p_local_writes: sync.localWrites,
    p_gone: page.gone,
    p_items: json(page.items),
    p_series: json(page.series),
    p_page_token: page.nextPageToken,
    p_sync_token: page.nextSyncToken,
    p_time_zone: page.timeZone,
  }, sync.context);
  return noted(sync, held(row, APPLIED, "apply_delta"));
}

/** Writes the series of occurrences that are here. `asked` are all that Google was asked for. */
export async function putSeries(
  sync: Sync,
  { asked, found }: { asked: string[]; found: Series[] },
): Promise<void> {
  const [row] = await callDatabase("put_series", {
    ...under(sync),
    p_asked: asked,
    p_series: json(found),
  }, sync.context);
  held(row, ["applied"], "put_series");
}

/** Writes the occurrences after the mirrored time, up to `until`. Answers as `applyDelta`. */
export async function extendWindow(sync: Sync, items: Item[], until: string) {
  const [row] = await callDatabase("extend_window", {
    ...under(sync),
    p_local_writes: sync.localWrites,
    p_items: json(items),
    p_until: until,
  }, sync.context);
  return noted(sync, held(row, APPLIED, "extend_window"));
}

function noted<Row extends Pick<Answer<"apply_delta">[number], "local_writes">>(
  sync: Sync,
  row: Row,
): Row {
  sync.localWrites = row.local_writes;
  return row;
}

/** Begins to read everything again. What is there stays until the end. */
export async function startRebuild(
  sync: Sync,
  reason: "first" | "expired" | "parameters" | "page_token" | "series",
): Promise<void> {
  const [row] = await callDatabase("start_rebuild", {
    ...under(sync),
    p_parameters: queryNumber(sync.work),
    p_reason: reason,
  }, sync.context);
  const { rebuild, phase, mirrored_from, mirrored_until } = held(row, ["started"], "start_rebuild");
  sync.rebuild = rebuild;
  sync.phase = oneOf(PHASES, phase, "start_rebuild", "phase");
  sync.from = instant(mirrored_from);
  sync.until = instant(mirrored_until);
  sync.pageToken = null;
  sync.syncToken = null;
}

/** One page of everything. */
export interface RebuildPage {
  items: Item[];
  series: Series[];
  nextPageToken?: string;
  nextSyncToken?: string;
  timeZone?: string;
  /** Whether the page is shown early, and does not count as read. */
  firstLook?: boolean;
}

/** Writes a page of everything, and with it the token of the next. The phase is the next page's. */
export async function applyPage(sync: Sync, page: RebuildPage): Promise<void> {
  const [row] = await callDatabase("apply_page", {
    ...under(sync),
    p_rebuild: sync.rebuild,
    p_items: json(page.items),
    p_series: json(page.series),
    p_page_token: page.nextPageToken,
    p_sync_token: page.nextSyncToken,
    p_time_zone: page.timeZone,
    p_first_look: page.firstLook,
  }, sync.context);
  const { phase } = held(row, ["applied"], "apply_page");
  if (page.firstLook) return;
  sync.phase = oneOf(PHASES, phase, "apply_page", "phase");
  sync.pageToken = page.nextPageToken ?? null;
  if (page.nextSyncToken !== undefined) sync.syncToken = page.nextSyncToken;
}

/** Deletes what the rebuild has not met, and ends it. */
export async function finishRebuild(sync: Sync): Promise<void> {
  const [row] = await callDatabase("finish_rebuild", {
    ...under(sync),
    p_rebuild: sync.rebuild,
  }, sync.context);
  held(row, ["finished"], "finish_rebuild");
  if (sync.phase !== "snapshot") sync.phase = "live";
  sync.pageToken = null;
  sync.rebuilt = true;
}
