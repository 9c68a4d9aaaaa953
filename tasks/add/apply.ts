/**
 * Makes the changes of a plan so that a stop at any moment can be undone. The new files are prepared, and
 * the old ones copied, in a folder beside them; only then is each moved to its place. If the process is
 * killed between two moves, the next run puts the old files back.
 *
 * @module
 */
import { dirname } from "node:path";
import type { Change } from "./plan.ts";

/** Within the app, so that a move stays on one disk. */
export const STAGING = "supabase/.google_calendar_add";
/** Is there while files are being moved. */
const JOURNAL = `${STAGING}/journal.json`;

interface Entry {
  path: string;
  /** Whether a file was there before. Its copy is `old/<index>`. */
  wasThere: boolean;
}

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}

/** Deletes a file, and the folders above it that are then empty, up to the app's. */
function remove(root: string, path: string): void {
  Deno.removeSync(`${root}/${path}`);
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    if ([...Deno.readDirSync(`${root}/${folder}`)].length > 0) return;
    Deno.removeSync(`${root}/${folder}`);
  }
}

/** A text gets the line ends of the file that it replaces. */
function write(path: string, content: NonNullable<Change["content"]>, former?: string): void {
  if (typeof content !== "string") return Deno.writeFileSync(path, content);
  const isWindows = former !== undefined && Deno.readTextFileSync(former).includes("\r\n");
  Deno.writeTextFileSync(path, isWindows ? content.replaceAll("\n", "\r\n") : content);
}

function prepare(root: string, changes: Change[]): void {
  for (const part of ["new", "old"]) {
    Deno.mkdirSync(`${root}/${STAGING}/${part}`, { recursive: true });
  }
  const entries: Entry[] = changes.map(({ path, content }, i) => {
    const wasThere = exists(`${root}/${path}`);
    const copy = `${root}/${STAGING}/old/${i}`;
    if (wasThere) Deno.copyFileSync(`${root}/${path}`, copy);
    if (content !== undefined) {
      write(`${root}/${STAGING}/new/${i}`, content, wasThere ? copy : undefined);
    }
    return { path, wasThere };
  });
  Deno.writeTextFileSync(`${root}/${JOURNAL}.new`, JSON.stringify(entries));
  Deno.renameSync(`${root}/${JOURNAL}.new`, `${root}/${JOURNAL}`);
}

/** It takes milliseconds, so a Ctrl-C waits for its end. */
const STOPS: Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];
const ignore = () => {};

function move(root: string, changes: Change[]): void {
  for (const signal of STOPS) Deno.addSignalListener(signal, ignore);
  try {
    moveEach(root, changes);
  } finally {
    for (const signal of STOPS) Deno.removeSignalListener(signal, ignore);
  }
}

function moveEach(root: string, changes: Change[]): void {
  for (const [i, { path, content }] of changes.entries()) {
    if (content === undefined) remove(root, path);
    else {
      Deno.mkdirSync(dirname(`${root}/${path}`), { recursive: true });
      Deno.renameSync(`${root}/${STAGING}/new/${i}`, `${root}/${path}`);
    }
  }
}

/** Puts the old files back. Can itself be stopped and run again. */
function putBack(root: string): void {
  const entries: Entry[] = JSON.parse(Deno.readTextFileSync(`${root}/${JOURNAL}`));
  for (const [i, { path, wasThere }] of entries.entries()) {
    const target = `${root}/${path}`;
    if (wasThere) {
      Deno.mkdirSync(dirname(target), { recursive: true });
      Deno.copyFileSync(`${root}/${STAGING}/old/${i}`, `${root}/${STAGING}/back`);
      Deno.renameSync(`${root}/${STAGING}/back`, target);
    } else if (exists(target)) remove(root, path);
  }
}

function end(root: string): void {
  // Without the journal the rest is only waste.
  if (exists(`${root}/${JOURNAL}`)) Deno.removeSync(`${root}/${JOURNAL}`);
  Deno.removeSync(`${root}/${STAGING}`, { recursive: true });
}

/** Whether a run was stopped while it moved files, so that the app is neither old nor new. */
export const isHalfDone = (root: string): boolean => exists(`${root}/${JOURNAL}`);

/** Undoes what a stopped run has left. Returns whether any file of the app was touched. */
export function recover(root: string): boolean {
  const halfDone = isHalfDone(root);
  if (halfDone) putBack(root);
  if (exists(`${root}/${STAGING}`)) end(root);
  return halfDone;
}

/** Makes the changes. If one fails, the old files are put back, and the error is thrown. */
export function apply(root: string, changes: Change[]): void {
  try {
    prepare(root, changes);
    move(root, changes);
  } catch (error) {
    recover(root);
    throw error;
  }
  end(root);
}
