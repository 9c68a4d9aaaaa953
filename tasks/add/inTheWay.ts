/**
 * What of the app's own is in the way, each with its remedy. If there is anything, nothing is written.
 *
 * @module
 */
import type { App } from "./app.ts";
import { newMigrations, ownMigrations } from "./migrations.ts";
import type { Source } from "./source.ts";
import { namesAfter } from "./sqlNames.ts";

/** Names that the app's own migrations have made. */
function names(app: App, { migrations }: Source): string[] {
  const theirs = namesAfter(ownMigrations(app));
  return [...namesAfter(newMigrations(app, migrations).map(({ text }) => text))]
    .filter((name) => theirs.has(name))
    .map((name) => {
      const [kind, id] = name.split(" ");
      const where = kind === "schema" ? "" : " in public";
      const whole = kind === "schema" ? id : `public.${id}`;
      return `your migrations make the ${name}${where} -> rename yours by a migration of your own (alter ${kind} ${whole} rename to app_${id};) and in your code, then run this again`;
    });
}

/** Whether the app has a function of this name that did not come from here. */
export const hasOwnFunction = (app: App, name: string): boolean =>
  !app.record?.functions.includes(name) &&
  app.read(`supabase/functions/${name}/index.ts`) !== undefined;

/** Functions and blocks of the app's own with the name of one that comes. */
function functions(app: App, source: Source): string[] {
  return source.functions
    .filter((name) => !app.record?.functions.includes(name))
    .flatMap((name) => {
      if (hasOwnFunction(app, name)) {
        return [
          `a function ${name} is there already -> rename yours: move supabase/functions/${name} to another name, with its block in config.toml, deploy it, and change who calls it`,
        ];
      }
      if (!app.blocks.has(name)) return [];
      return [`config.toml has [functions.${name}] already -> rename or take out that block`];
    });
}

export const inTheWay = (app: App, source: Source): string[] => [
  ...names(app, source),
  ...functions(app, source),
];
