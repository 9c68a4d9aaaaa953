/**
 * Decides what to write into an app, or why nothing can be written, before any file is changed.
 *
 * @module
 */
import { functionNames } from "../functionNames.ts";
import { type App, hashOf, RECORD } from "./app.ts";
import { withBlocks } from "./configBlocks.ts";
import { placeMigrations } from "./migrations.ts";
import type { Source } from "./source.ts";
import { namesAfter } from "./sqlNames.ts";

export interface Change {
  what: "add" | "update" | "remove";
  /** Below the app's `supabase/`. */
  path: string;
  /** The new text; undefined if the file is removed. */
  text?: string;
}

export interface Plan {
  changes: Change[];
  /** What is in the way, each with its remedy. If there is any, nothing is written. */
  collisions: string[];
}

const OTHER_FOLDER = "use another folder for the shared modules: --shared _google_calendar";

function changeOf(app: App, path: string, text: string): Change | string | undefined {
  const there = app.read(path);
  if (there === text) return undefined;
  if (there === undefined) return { what: "add", path, text };
  if (app.installed[path] === hashOf(there)) return { what: "update", path, text };
  if (app.installed[path]) {
    return `${path} was changed since it was added -> keep your change elsewhere and put the file back (git checkout, or delete it), then run this again`;
  }
  const [, folder = ""] = path.split("/");
  return functionNames().includes(folder)
    ? `a function ${folder} is there already -> rename yours: move supabase/functions/${folder} to another name, with its block in config.toml, deploy it, and change who calls it`
    : `${path} is there already -> rename yours, or ${OTHER_FOLDER}`;
}

/** Removes the files that this version no longer has. Migrations stay, because they were applied. */
function removals(app: App, wanted: Set<string>): (Change | string)[] {
  return Object.entries(app.installed)
    .filter(([path]) => path.startsWith("functions/") && !wanted.has(path))
    .flatMap(([path, hash]): (Change | string)[] => {
      const there = app.read(path);
      if (there === undefined) return [];
      if (hashOf(there) === hash) return [{ what: "remove", path }];
      return [`${path} is no longer part of this, and you changed it -> move it away or delete it`];
    });
}

function namesInTheWay(app: App, source: Source): string[] {
  const foreign = app.migrations.map((name) => `migrations/${name}`)
    .filter((path) => !(path in app.installed))
    .map((path) => app.read(path)!);
  const theirs = namesAfter(foreign);
  return [...namesAfter(source.migrations.map(({ text }) => text))]
    .filter((name) => theirs.has(name))
    .map((name) => {
      const [kind, id] = name.split(" ");
      const rename = kind === "table"
        ? `alter table public.${id} rename to app_${id};`
        : `alter function public.${id} rename to app_${id};`;
      return `your migrations make the ${name} in public -> rename yours by a migration of your own (${rename}) and in your code, then run this again`;
    });
}

function blocksInTheWay(app: App): string[] {
  const isOurs = (name: string) => `functions/${name}/index.ts` in app.installed;
  return functionNames()
    // A folder of that name is reported on its own.
    .filter((name) => app.blocks.has(name) && !isOurs(name))
    .filter((name) => app.read(`functions/${name}/index.ts`) === undefined)
    .map((name) => `config.toml has [functions.${name}] already -> rename or take out that block`);
}

/** Decides everything; writes nothing. */
export function planOf(app: App, source: Source, shared: string): Plan {
  const migrations = placeMigrations(app, source);
  const wanted = new Map([...source.files, ...migrations.files]);
  const decided = [
    ...[...wanted].map(([path, text]) => changeOf(app, path, text)),
    ...removals(app, new Set(wanted.keys())),
  ];
  const changes = decided.filter((one): one is Change => typeof one === "object");
  const collisions = [
    ...new Set([
      ...namesInTheWay(app, source),
      ...migrations.collisions,
      ...decided.filter((one) => typeof one === "string"),
      ...blocksInTheWay(app),
    ]),
  ];
  const config = withBlocks(app.config, app.blocks, functionNames(), shared);
  if (config !== app.config) changes.push({ what: "update", path: "config.toml", text: config });

  const files = Object.fromEntries([...wanted].map(([path, text]) => [path, hashOf(text)]));
  const record = `${JSON.stringify({ shared, files }, null, 2)}\n`;
  const there = app.read(RECORD);
  if (there !== record) {
    changes.push({ what: there === undefined ? "add" : "update", path: RECORD, text: record });
  }
  return { changes, collisions };
}
