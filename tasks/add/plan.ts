/**
 * Decides what to write into an app, or why nothing can be written, before any file is changed.
 *
 * @module
 */
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { VERSION } from "../version.ts";
import { type App, CONFIG } from "./app.ts";
import { withBlocks, withoutBlocks } from "./configBlocks.ts";
import { hasOwnFunction, inTheWay } from "./inTheWay.ts";
import { isMarked, merge } from "./merge.ts";
import { placedMigrations, placeMigrations } from "./migrations.ts";
import { hashOf, type Installation, ORIGINALS, packed, RECORD } from "./record.ts";
import type { Source, Wanted } from "./source.ts";

export interface Change {
  what: "add" | "update" | "merge" | "remove";
  /** Below the app's folder. */
  path: string;
  /** The new content; undefined if the file is removed. */
  content?: string | Uint8Array<ArrayBuffer>;
}

export interface Plan {
  changes: Change[];
  /** What is in the way, each with its remedy. If there is any, nothing is written. */
  inTheWay: string[];
  /** What a person has to decide afterwards. */
  conflicts: string[];
}

/** Decides about one file, whose new text is given. */
function decideFile(app: App, path: string, text: string, plan: Plan): void {
  const there = app.read(path);
  const written = app.record?.files[path];
  if (there === text) return;
  if (there === undefined) {
    plan.changes.push({ what: "add", path, content: text });
  } else if (!written) {
    // Of a function that is in the way one line is enough.
    if (hasOwnFunction(app, basename(dirname(path)))) return;
    plan.inTheWay.push(`${path} is there already -> move or rename yours`);
  } else if (hashOf(there) === written) {
    plan.changes.push({ what: "update", path, content: text });
  } else if (written === hashOf(text)) {
    if (isMarked(there)) plan.conflicts.push(`${path} still has conflicts -> edit what is marked`);
  } else if (isMarked(there)) {
    plan.inTheWay.push(`${path} still has conflicts of the last upgrade -> edit what is marked`);
  } else {
    const merged = merge(there, app.originals[written] ?? "", text, VERSION);
    if (merged.text !== there) plan.changes.push({ what: "merge", path, content: merged.text });
    if (merged.conflicts > 0) {
      const places = merged.conflicts === 1 ? "1 place" : `${merged.conflicts} places`;
      plan.conflicts.push(
        `${path}: you and this version changed ${places} differently -> edit what is marked`,
      );
    }
  }
}

/** Removes the files that this version no longer has. */
function decideRemovals(app: App, kept: Set<string>, plan: Plan): void {
  for (const [path, hash] of Object.entries(app.record?.files ?? {})) {
    const there = kept.has(path) ? undefined : app.read(path);
    if (there === undefined) continue;
    if (hashOf(there) === hash) plan.changes.push({ what: "remove", path });
    else {
      plan.conflicts.push(
        `${path} is no longer part of this, and you changed it, so it stays -> delete it if you do not need it`,
      );
    }
  }
}

function decideConfig(app: App, functions: string[], plan: Plan): void {
  const gone = (app.record?.functions ?? []).filter((name) => !functions.includes(name));
  const rest = gone.length > 0 ? withoutBlocks(app.config, gone) : app.config;
  if (rest === undefined) {
    plan.inTheWay.push(`config.toml -> take out the settings of ${gone.join(", ")}, by hand`);
    return;
  }
  const config = withBlocks(rest, app.blocks, functions);
  if (config !== app.config) plan.changes.push({ what: "update", path: CONFIG, content: config });
}

function decideRecord(
  app: App,
  files: Map<string, string>,
  record: Installation,
  plan: Plan,
): void {
  const write = (path: string, content: Change["content"]) =>
    plan.changes.push({ what: app.record ? "update" : "add", path, content });
  // Migrations are never merged.
  const originals = Object.fromEntries([...files.values()].map((text) => [hashOf(text), text]));
  if (!isDeepStrictEqual(originals, app.originals)) write(ORIGINALS, packed(originals));
  if (isDeepStrictEqual(record, app.record)) return;
  write(RECORD, `${JSON.stringify(record, null, 2)}\n`);
}

/** Decides everything; writes nothing. */
export function planOf(app: App, source: Source, { resources, client }: Wanted): Plan {
  const plan: Plan = { changes: [], inTheWay: inTheWay(app, source), conflicts: [] };
  const { functions, files } = source;
  const migrations = placeMigrations(app, source.migrations);
  plan.inTheWay.push(...migrations.inTheWay);
  for (const [path, text] of [...files, ...migrations.files]) decideFile(app, path, text, plan);
  const placed = placedMigrations(app);
  decideRemovals(app, new Set([...files.keys(), ...placed]), plan);
  decideConfig(app, functions, plan);
  const hashes = [...files, ...migrations.files]
    .map(([path, text]) => [path, hashOf(text)] as const);
  const earlier = placed.map((path) => [path, app.record!.files[path]!] as const);
  decideRecord(app, files, {
    version: VERSION,
    with: resources ? ["resources"] : [],
    ...client && { client },
    functions,
    files: Object.fromEntries([...earlier, ...hashes].sort(([a], [b]) => a < b ? -1 : 1)),
  }, plan);
  return plan;
}
