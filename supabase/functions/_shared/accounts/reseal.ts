/**
 * Seals stored tokens again, with the first encryption key. Safe to interrupt and to run again: finished
 * rows are skipped, and rows that are written meanwhile already use the first key.
 *
 * @module
 */
import { readSealed, saveResealed, type SealedRow } from "./accounts.ts";
import type { CallContext } from "../context.ts";
import { ApiError } from "../errors.ts";
import { resealAccessToken, resealRefreshToken } from "./tokens.ts";

/** The number of accounts of each kind. */
export interface ResealReport {
  resealed: number;
  /** Already sealed with the first key, or written meanwhile. */
  unchanged: number;
  /** Sealed with a key that is not configured; not touched. */
  unreadable: number;
}

const PAGE = 100;
const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/** Seals every account's tokens with the first key. `newContext` gives each call to the database its own time. */
export async function resealAll(newContext: () => CallContext): Promise<ResealReport> {
  const report: ResealReport = { resealed: 0, unchanged: 0, unreadable: 0 };
  let after = BEFORE_ALL;
  for (;;) {
    const rows = await readSealed(after, PAGE, newContext());
    const last = rows.at(-1);
    if (!last) return report;
    for (const row of rows) report[await resealRow(row, newContext())]++;
    after = last.accountId;
  }
}

async function resealRow(row: SealedRow, context: CallContext): Promise<keyof ResealReport> {
  try {
    const refreshToken = await resealRefreshToken(row);
    const accessToken = row.sealedAccessToken === null ? undefined : await resealAccessToken(row);
    if (refreshToken === undefined && accessToken === undefined) return "unchanged";
    const isSaved = await saveResealed({
      ...row,
      sealedRefreshToken: refreshToken ?? row.sealedRefreshToken,
      sealedAccessToken: accessToken ?? row.sealedAccessToken,
    }, context);
    return isSaved ? "resealed" : "unchanged";
  } catch (error) {
    if (error instanceof ApiError && error.code === "tokens_unreadable") return "unreadable";
    throw error;
  }
}
