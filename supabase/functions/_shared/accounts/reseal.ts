/**
 * Seals stored tokens anew with the first encryption key. Can be stopped and run again: a row that is
 * done is left alone, a row that is written meanwhile is sealed with the first key by that.
 *
 * @module
 */
import { rotate, type SealedColumn } from "./cipher.ts";
import type { CallContext } from "../context.ts";
import { callDatabase } from "../database.ts";
import { ApiError } from "../errors.ts";

/** How many rows each way. */
export interface ResealReport {
  resealed: number;
  /** Sealed with the first key already, or written meanwhile. */
  unchanged: number;
  /** Sealed with a key that is not configured; left as they are. */
  unreadable: number;
}

const PAGE = 100;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

type SealedRow = Awaited<ReturnType<typeof readPage>>[number];

function readPage(after: string, context: CallContext) {
  return callDatabase("read_sealed", { p_after: after, p_limit: PAGE }, context);
}

/** Seals every row anew that needs it. `newContext` gives each call to the database its own time. */
export async function resealAll(newContext: () => CallContext): Promise<ResealReport> {
  const report: ResealReport = { resealed: 0, unchanged: 0, unreadable: 0 };
  let after = BEFORE_ALL;
  for (;;) {
    const rows = await readPage(after, newContext());
    if (rows.length === 0) return report;
    for (const row of rows) report[await resealRow(row, newContext())]++;
    after = rows[rows.length - 1].user_id;
  }
}

async function resealRow(row: SealedRow, context: CallContext): Promise<keyof ResealReport> {
  const anew = (sealed: string | null, column: SealedColumn) =>
    sealed === null ? undefined : rotate(sealed, { userId: row.user_id, column });
  try {
    const refreshToken = await anew(row.sealed_refresh_token, "users.google_refresh_token");
    const accessToken = await anew(row.sealed_access_token, "users.google_access_token");
    if (refreshToken === undefined && accessToken === undefined) return "unchanged";
    const done = await callDatabase("reseal", {
      p_user_id: row.user_id,
      p_grant_version: row.grant_version,
      p_sealed_refresh_token: refreshToken ?? row.sealed_refresh_token,
      p_sealed_access_token: accessToken ?? row.sealed_access_token,
    }, context);
    return done ? "resealed" : "unchanged";
  } catch (error) {
    if (error instanceof ApiError && error.code === "tokens_unreadable") return "unreadable";
    throw error;
  }
}
