/**
 * Says if a calendar of the person's can be shown although no account can be asked.
 *
 * @module
 */
import type { DataApi } from "../supabase.ts";
import { isReadable } from "./mirror.ts";
import { readMirrors } from "./readRows.ts";

/** Throws if the mirrors cannot be read. */
export async function anyRows(data: DataApi): Promise<boolean> {
  return (await readMirrors(data)).some(isReadable);
}
