/**
 * What `deno task add` records in an app, beside the shared modules: the version, the hash of each file
 * that it wrote, and the originals of those files, which an upgrade needs to merge local changes.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

/** Where the shared modules are in an app, and beside them the record. */
export const HOME = "supabase/functions/_google_calendar";
export const RECORD = `${HOME}/version.json`;
export const ORIGINALS = `${HOME}/originals.json.gz`;

export interface Installation {
  version: string;
  /** What was asked for beyond the functions: `resources`. */
  with: string[];
  /** The folder of the copied client, below the app's; absent without one. */
  client?: string;
  functions: string[];
  /** SHA-256 of each file as it was written, by its path below the app's folder. */
  files: { [path: string]: string };
}

/** The texts as they were written, by their SHA-256. */
export type Originals = { [hash: string]: string };

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Reads the record of the app in a folder; undefined if nothing was added to it. */
export function readRecord(root: string): Installation | undefined {
  let text: string;
  try {
    text = Deno.readTextFileSync(`${root}/${RECORD}`);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
  try {
    const { version, with: more = [], client, functions, files } = JSON.parse(text);
    if (!/^\d+\.\d+\.\d+$/.test(version) || !Array.isArray(functions)) throw new Error();
    return { version, with: more, ...client && { client }, functions, files: { ...files } };
  } catch {
    throw new Error(`${root}/${RECORD} cannot be read. Put it back: git checkout ${RECORD}`);
  }
}

/** Empty if they were deleted: an upgrade can then replace files, but not merge them. */
export function readOriginals(root: string): Originals {
  try {
    return JSON.parse(
      new TextDecoder().decode(gunzipSync(Deno.readFileSync(`${root}/${ORIGINALS}`))),
    );
  } catch {
    return {};
  }
}

export const packed = (originals: Originals): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gzipSync(JSON.stringify(originals), { level: 9 }));
