/**
 * Places the migrations after the app's own, in their order, because `supabase db push` refuses a
 * migration that comes before one that it has applied. A migration that was placed stays as it is.
 *
 * @module
 */
import { type App, MIGRATIONS } from "./app.ts";
import { hashOf } from "./record.ts";
import type { Migration } from "./source.ts";
import { namesAfter } from "./sqlNames.ts";

const nameOf = (path: string) => path.replace(/^.*\/\d+_/, "");
const isMigration = (path: string) => path.startsWith(`${MIGRATIONS}/`);

/**
 * Returns a version that sorts after this one, as text and as a file's name: one second later. A version
 * that is shorter than a whole time, such as `3` or `202606`, is counted up first, because `3_notes.sql`
 * sorts after `30000101000000_users.sql`.
 */
function after(version: string): string {
  const isWhole = version.length >= 14;
  const digits = (isWhole ? version : String(Number(version) + 1)).padEnd(14, "0");
  const part = (from: number, to: number) => Number(digits.slice(from, to));
  const day = [part(0, 4), Math.max(part(4, 6), 1) - 1, Math.max(part(6, 8), 1)] as const;
  const second = part(12, 14) + (isWhole ? 1 : 0);
  const next = new Date(Date.UTC(...day, part(8, 10), part(10, 12), second));
  return next.toISOString().replace(/\D/g, "").slice(0, 14);
}

/** The version of a new migration: `version`, or if the app has a later migration, one after that. */
export function versionAfter(migrations: string[], version: string): string {
  const newest = migrations.map((name) => /^\d+/.exec(name)?.[0] ?? "").sort().at(-1) ?? "";
  return version > newest ? version : after(newest);
}

/** The migrations that earlier runs have placed. They stay, because they may have been applied. */
export const placedMigrations = ({ record }: Pick<App, "record">): string[] =>
  Object.keys(record?.files ?? {}).filter(isMigration).sort();

/** Whether the app has put migrations together (`supabase migration squash`), and so has those that are gone. */
function isSquashed(app: App): boolean {
  return namesAfter(ownMigrations(app)).has("schema google_calendar");
}

/** The texts of the migrations that did not come from here. */
export function ownMigrations(app: App): string[] {
  const placed = placedMigrations(app);
  return app.migrations.map((name) => `${MIGRATIONS}/${name}`)
    .filter((path) => !placed.includes(path))
    .map((path) => app.read(path)!);
}

/** Those that earlier runs have not placed. */
export function newMigrations(app: App, migrations: Migration[]): Migration[] {
  const placed = new Set(placedMigrations(app).map(nameOf));
  return migrations.filter(({ name }) => !placed.has(name));
}

/** The texts of those that earlier runs have placed, in their order. */
export function placedTexts(app: App, migrations: Migration[]): string[] {
  const texts = new Map(migrations.map(({ name, text }) => [name, text]));
  return placedMigrations(app).flatMap((path) => app.read(path) ?? texts.get(nameOf(path)) ?? []);
}

export interface Placed {
  files: [path: string, text: string][];
  inTheWay: string[];
}

/** Returns the new migrations with their places. */
export function placeMigrations(app: App, migrations: Migration[]): Placed {
  const placed = new Map(placedMigrations(app).map((path) => [nameOf(path), path]));
  const names = [...app.migrations];
  const files: [string, string][] = [];
  const inTheWay: string[] = [];
  for (const { version, name, text } of migrations) {
    const path = placed.get(name);
    if (!path) {
      const file = `${versionAfter(names, version)}_${name}`;
      names.push(file);
      files.push([`${MIGRATIONS}/${file}`, text]);
    } else if (app.read(path) === undefined) {
      // Without it `supabase db push` would refuse the others.
      if (!isSquashed(app)) files.push([path, text]);
    } else if (app.record!.files[path] !== hashOf(text)) {
      inTheWay.push(
        `${path} is another one than this version's, and may have been applied -> if no database has it yet, delete it and run this again; else stay with version ${
          app.record!.version
        }, and report this: a released migration was rewritten`,
      );
    }
  }
  return { files, inTheWay };
}
