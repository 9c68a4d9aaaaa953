/**
 * The keys open every stored token, and no token is stored unsealed. Says how many rows, never which
 * token.
 *
 * @module
 */
import { decodeProtectedHeader } from "jose";
import { open, type SealedColumn } from "../../supabase/functions/_shared/accounts/cipher.ts";
import { type EncryptionKey, parseEncryptionKeys } from "../../supabase/functions/_shared/env.ts";
import { type Check, type Finding, ok, problem, skipped } from "./check.ts";
import type { SealedRow } from "./dataSource.ts";
import { lookInside } from "./lookInside.ts";
import type { Subject } from "./subject.ts";

const ABOUT = "sealed tokens";

interface Counts {
  rows: number;
  unsealed: number;
  unreadable: number;
  /** Encrypted with another key than the first. */
  older: number;
}

/** Returns the id of the key that encrypted the value, or undefined if it is not encrypted. */
function keyIdOf(value: string): string | undefined {
  try {
    const { kid, enc } = decodeProtectedHeader(value);
    return enc === undefined ? undefined : String(kid);
  } catch {
    return undefined;
  }
}

async function judge(row: SealedRow, keys: EncryptionKey[]): Promise<keyof Counts | "good"> {
  const values: [string | null, SealedColumn][] = [
    [row.sealed_refresh_token, "users.google_refresh_token"],
    [row.sealed_access_token, "users.google_access_token"],
  ];
  const stored = values.filter((pair): pair is [string, SealedColumn] => pair[0] !== null);
  if (stored.some(([value]) => keyIdOf(value) === undefined)) return "unsealed";
  try {
    const owner = { userId: row.user_id, googleAccountId: row.google_account_id };
    for (const [value, column] of stored) await open(value, { ...owner, column }, keys);
  } catch {
    return "unreadable";
  }
  return stored.some(([value]) => keyIdOf(value) !== keys[0]?.id) ? "older" : "good";
}

function findings({ rows, unsealed, unreadable, older }: Counts): Finding[] {
  const found: Finding[] = [];
  if (unsealed > 0) {
    found.push(
      problem(
        ABOUT,
        `${unsealed} of ${rows} rows hold a token that is not sealed`,
        "something other than these functions wrote it: find out what, clear the tokens of those rows, and have their users connect again",
      ),
    );
  }
  if (unreadable > 0) {
    found.push(
      problem(
        ABOUT,
        `${unreadable} of ${rows} rows open with none of TOKEN_ENCRYPTION_KEYS`,
        "put the key that sealed them back, after the first one; if it is lost, have their users disconnect and connect again",
      ),
    );
  }
  if (found.length > 0) return found;
  const rest = older > 0 ? `; ${older} with an older key: deno task reseal` : "";
  return [ok(ABOUT, rows === 0 ? "nobody is connected yet" : `${rows} rows open${rest}`)];
}

function keysOf({ read }: Subject): EncryptionKey[] | undefined {
  try {
    return parseEncryptionKeys(read);
  } catch {
    // The check of the settings says what is wrong with them.
    return undefined;
  }
}

export const checkSealedTokens: Check = async (subject) => {
  const keys = keysOf(subject);
  if (!keys) return [skipped(ABOUT, "needs TOKEN_ENCRYPTION_KEYS")];
  return await lookInside(subject, ABOUT, async (source) => {
    const counts: Counts = { rows: 0, unsealed: 0, unreadable: 0, older: 0 };
    for await (const row of source.sealedRows()) {
      counts.rows++;
      const kind = await judge(row, keys);
      if (kind !== "good") counts[kind]++;
    }
    return findings(counts);
  });
};
