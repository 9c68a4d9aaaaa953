/**
 * Decides how to take away what was added to an app; writes nothing.
 *
 * @module
 */
import { type App, CONFIG, filesIn, MIGRATIONS } from "./app.ts";
import { withoutBlocks } from "./configBlocks.ts";
import { databaseDependents, functionsThatImport, pagesThatImport } from "./dependents.ts";
import { placedTexts, versionAfter } from "./migrations.ts";
import type { Change, Plan } from "./plan.ts";
import { hashOf, HOME, type Installation, ORIGINALS, RECORD } from "./record.ts";
import { removalSql } from "./removalSql.ts";
import { readSource } from "./source.ts";

export interface RemovalOptions {
  /** Drop the example's tables with what is in them. */
  dropData: boolean;
  dbUrl: string | undefined;
  now: Date;
}

export interface Removal extends Plan {
  /** What stays, and why. */
  kept: string[];
}

const isEdited = (app: App, path: string) =>
  hashOf(app.read(path) ?? "") !== app.record!.files[path];

/** Why the copied client stays; undefined if it can go. */
function reasonForClient(app: App, client: string, files: string[]): string | undefined {
  const edited = files.filter((path) => isEdited(app, path));
  if (edited.length > 0) return `you changed ${edited.join(", ")}`;
  const [first, ...more] = pagesThatImport(app, client);
  if (!first) return undefined;
  return `${first}${more.length > 0 ? ` and ${more.length} more` : ""} imports it`;
}

function decideFiles(app: App, { client, files, functions }: Installation, plan: Removal): void {
  const isThere = (path: string) => app.read(path) !== undefined;
  const ofClient = Object.keys(files)
    .filter((path) => client && path.startsWith(`${client}/`)).filter(isThere);
  const why = client && ofClient.length > 0 && reasonForClient(app, client, ofClient);
  if (why) plan.kept.push(`${client}: ${why} -> delete it when no page needs it`);
  const others = Object.keys(files)
    .filter((path) => !path.startsWith(`${MIGRATIONS}/`) && !ofClient.includes(path));
  for (const path of [...others, ...why ? [] : ofClient].filter(isThere)) {
    plan.changes.push({ what: "remove", path });
  }
  for (const path of [ORIGINALS, RECORD].filter(isThere)) {
    plan.changes.push({ what: "remove", path });
  }
  for (const folder of [HOME, ...functions.map((name) => `supabase/functions/${name}`)]) {
    const own = filesIn(app.root, folder)
      .filter((path) => !(path in files) && path !== RECORD && path !== ORIGINALS);
    plan.kept.push(...own.map((path) => `${path} is yours`));
  }
}

async function decideMigration(app: App, options: RemovalOptions, plan: Removal): Promise<void> {
  // This copy's, if the app has put its migrations together.
  const source = readSource({
    resources: app.record!.with.includes("resources"),
    client: undefined,
  });
  const texts = placedTexts(app, source.migrations);
  const sql = removalSql(texts, options.dropData);
  const now = options.now.toISOString().replace(/\D/g, "").slice(0, 14);
  const name = `${versionAfter(app.migrations, now)}_google_calendar_remove.sql`;
  plan.changes.push({ what: "add", path: `${MIGRATIONS}/${name}`, content: sql });
  if (!options.dbUrl) return;
  for (const found of await databaseDependents(options.dbUrl, sql)) {
    plan.inTheWay.push(`in the database: ${found} -> drop or change it by a migration of your own`);
  }
}

/** Decides everything. Throws an error for the user if nothing was added, or the database does not answer. */
export async function removalOf(app: App, options: RemovalOptions): Promise<Removal> {
  const { record } = app;
  if (!record) throw new Error(`Nothing was added to ${app.root}: there is no ${RECORD}.`);
  const plan: Removal = { changes: [], inTheWay: [], conflicts: [], kept: [] };
  for (const path of functionsThatImport(app)) {
    plan.inTheWay.push(`${path} imports the shared modules -> take that out`);
  }
  decideFiles(app, record, plan);
  const config = withoutBlocks(app.config, record.functions, true);
  if (config === undefined) {
    plan.inTheWay.push(
      `config.toml -> take out the settings of ${record.functions.join(", ")}, by hand`,
    );
  } else if (config !== app.config) {
    plan.changes.push({ what: "update", path: CONFIG, content: config });
  }
  await decideMigration(app, options, plan);
  return plan;
}

/** Which of the changes deletes something that the person changed. */
export function editsLost(app: App, { changes }: { changes: Change[] }): string[] {
  return changes
    .filter(({ what, path }) => what === "remove" && path in app.record!.files)
    .map(({ path }) => path)
    .filter((path) => isEdited(app, path));
}
