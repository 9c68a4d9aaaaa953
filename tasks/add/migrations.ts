/**
 * Places the migrations after the app's own, in their order, because `supabase db push` refuses a
 * migration that comes before one that it has applied. A migration that was placed keeps its version.
 *
 * @module
 */
import { type App, hashOf } from "./app.ts";
import type { Source } from "./source.ts";

const nameOf = (path: string) => path.replace(/^migrations\/\d+_/, "");

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

export function placeMigrations(
  app: App,
  { migrations }: Source,
): { files: [path: string, text: string][]; collisions: string[] } {
  const placed = new Map(
    Object.keys(app.installed).filter((path) => path.startsWith("migrations/"))
      .map((path) => [nameOf(path), path]),
  );
  let newest = app.migrations.map((name) => /^\d+/.exec(name)?.[0] ?? "").sort().at(-1) ?? "";
  const files: [string, string][] = [];
  const collisions: string[] = [];
  for (const { version, name, text } of migrations) {
    const path = placed.get(name);
    if (path) {
      const there = app.read(path);
      if (there !== undefined && hashOf(there) !== hashOf(text)) {
        collisions.push(
          `${path} differs from this version's, and may have been applied -> where no database has it yet, delete it and run this again; else put back the file as it was, and take the release notes' way`,
        );
      }
      // A migration that may have been applied is never overwritten.
      files.push([path, there ?? text]);
      continue;
    }
    newest = version > newest ? version : after(newest);
    files.push([`migrations/${newest}_${name}`, text]);
  }
  return { files, collisions };
}
