/**
 * The sync token is never newer than the rows: what Google's store had at the version of the token, and did
 * not change since, is in the rows. It is checked between any two steps, whatever is under way.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { ExpectedRow } from "../../local/google/mod.ts";
import { bothSides, readMirror } from "./compare.ts";
import type { Kept } from "./people.ts";
import type { World } from "./world.ts";

/** The version of Google's store that a sync token of the emulator names, in microseconds. */
function versionOf(token: string): number {
  const bytes = Uint8Array.fromBase64(token, { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(bytes)).version;
}

type Row = Pick<ExpectedRow, "id" | "series_id" | "etag" | "starts_at">;

const etagVersion = ({ etag }: Row) => Number(etag?.replaceAll('"', "") ?? 0) / 2;

/** Which rows of either side cannot have changed after the version. */
function settled(rows: Row[], { touched }: Kept, version: number): Map<string, Row> {
  return new Map(
    rows.filter((row) => {
      const changes = [
        etagVersion(row),
        touched.get(row.id) ?? 0,
        touched.get(row.series_id ?? "") ?? 0,
      ];
      return Math.max(...changes) <= version;
    }).map((row) => [row.id, row]),
  );
}

/** Fails if the token is newer than the rows. False if the calendar has no token now. */
export async function assertTokenIsOld(world: World, kept: Kept): Promise<boolean> {
  if (!kept.shared) return false;
  const mirrored = await readMirror(world, kept);
  // Between the read and this line nothing else of this process has run: both are of the same moment.
  if (mirrored?.phase !== "live" || !mirrored.sync_token || !mirrored.mirrored_from) return false;
  const version = versionOf(mirrored.sync_token);
  const { expected, rows } = bothSides(world, kept, mirrored);
  const there = settled(expected, kept, version);
  const here = settled(rows, kept, version);
  const briefly = (rows: Map<string, Row>, others: Map<string, Row>) =>
    [...rows.values()].filter(({ id, etag }) => others.get(id)?.etag !== etag)
      .map(({ id, etag, starts_at }) => ({ id, etag, starts_at }));
  assertEquals(
    { atGoogle: briefly(there, here), here: briefly(here, there) },
    { atGoogle: [], here: [] },
    `${kept.name}: the sync token (${version}) is newer than the rows`,
  );
  return true;
}
