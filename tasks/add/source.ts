/**
 * What an app gets: the functions, each with its `deno.json`, the modules that they share, the example of
 * the settings, the migrations, and the client if it is asked for. Tests and the demo's seed stay here.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { functionNames, ROOT } from "../functionNames.ts";
import { HOME } from "./record.ts";

export interface Source {
  functions: string[];
  /** By path below the app's folder. */
  files: Map<string, string>;
  /** In order. `name` is the file's name in the app, without the version. */
  migrations: Migration[];
}

export interface Migration {
  version: string;
  name: string;
  text: string;
}

export interface Wanted {
  /** The template's example, too: classes, resources, and the function that reads one. */
  resources: boolean;
  /** Where the client goes, below the app's folder; undefined without it. */
  client: string | undefined;
}

const REPOSITORY = fileURLToPath(ROOT);
/** The folder of the functions' shared modules in this repository. */
const SHARED = "_shared";
/** What only the template's example needs. */
const EXAMPLE = new Set([
  "get-resource",
  "resources/answers.ts",
  "resources/readResource.ts",
  "classes_and_resources.sql",
  "read_resource.sql",
]);
/** Stands in for the first migration of the example, at its place. */
const WITHOUT_EXAMPLE = { for: "classes_and_resources.sql", name: "find_resource.sql" };
const CLIENT = "web/src/google-calendar";

const read = (path: string) => Deno.readTextFileSync(REPOSITORY + path);
const isTest = (name: string) => /_test\.tsx?$/.test(name);

/** The files below a folder, without tests. */
function filesOf(folder: string): string[] {
  return [...Deno.readDirSync(REPOSITORY + folder)].flatMap(({ isDirectory, name }) => {
    if (isDirectory) return filesOf(`${folder}/${name}`).map((below) => `${name}/${below}`);
    return isTest(name) ? [] : [name];
  }).sort();
}

function migrations(resources: boolean): Migration[] {
  return filesOf("supabase/migrations").flatMap((file) => {
    const [, version, name] = /^(\d{14})_(.+\.sql)$/.exec(file) ?? [];
    if (!version || !name) return [];
    if (!resources && name === WITHOUT_EXAMPLE.for) {
      const text = read(`tasks/add/${WITHOUT_EXAMPLE.name}`);
      return [{ version, name: `google_calendar_${WITHOUT_EXAMPLE.name}`, text }];
    }
    if (!resources && EXAMPLE.has(name)) return [];
    const text = read(`supabase/migrations/${file}`)
      // An app that was without the example has a function that finds nothing.
      .replace(
        "create function google_calendar.find_resource",
        "create or replace function google_calendar.find_resource",
      );
    return [{ version, name: `google_calendar_${name}`, text }];
  });
}

/** Returns what an app gets. */
export function readSource({ resources, client }: Wanted): Source {
  const isWanted = (name: string) => resources || !EXAMPLE.has(name);
  const functions = functionNames().filter(isWanted);
  const files = new Map<string, string>();
  const copy = (from: string, to: string, edit = (text: string) => text) => {
    for (const name of filesOf(from).filter(isWanted)) {
      files.set(`${to}/${name}`, edit(read(`${from}/${name}`)));
    }
  };
  copy(`supabase/functions/${SHARED}`, HOME);
  files.set(`${HOME}/.env.example`, read("supabase/functions/.env.example"));
  const imports = (text: string) =>
    text.replaceAll(`"../${SHARED}/`, `"../${HOME.split("/").at(-1)}/`);
  for (const name of functions) {
    copy(`supabase/functions/${name}`, `supabase/functions/${name}`, imports);
  }
  if (client) copy(CLIENT, client);
  return { functions, files, migrations: migrations(resources) };
}
