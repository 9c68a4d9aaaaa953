/**
 * The app that something is added to: its files, its `config.toml`, and what an earlier run wrote.
 *
 * @module
 */
import { parse } from "smol-toml";
import { type Installation, type Originals, readOriginals, readRecord } from "./record.ts";

export interface App {
  /** The folder that holds `supabase/`. Paths of files are below it. */
  root: string;
  config: string;
  /** The functions that have a block in `config.toml`. */
  blocks: Set<string>;
  /** The names of its migrations' files, in order. */
  migrations: string[];
  /** What an earlier run recorded, if there was one. */
  record: Installation | undefined;
  originals: Originals;
  /** The text of a file with line feeds alone, or undefined if there is none. */
  read(path: string): string | undefined;
}

export const CONFIG = "supabase/config.toml";
export const MIGRATIONS = "supabase/migrations";

function readText(path: string): string | undefined {
  try {
    // Git may check files out with the line ends of the machine.
    return Deno.readTextFileSync(path).replaceAll("\r\n", "\n");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return undefined;
    }
    throw error;
  }
}

/** The names of the files and folders in a folder; none if there is no such folder. */
export function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch {
    return [];
  }
}

/** Every file below a folder, by its path below `root`; none if there is no such folder. */
export function filesIn(root: string, folder: string): string[] {
  return namesIn(`${root}/${folder}`).flatMap((name) => {
    const path = `${folder}/${name}`;
    return Deno.lstatSync(`${root}/${path}`).isDirectory ? filesIn(root, path) : [path];
  });
}

/** The names of the functions that have a block. */
function blocksOf(config: string, path: string): string[] {
  try {
    return Object.keys((parse(config) as { functions?: object }).functions ?? {});
  } catch (error) {
    const [why] = (error as Error).message.split("\n");
    throw new Error(`${path} is not TOML: ${why}. Fix it, and run this again.`);
  }
}

/** Reads the app in a folder. Throws an error for the user if it holds no Supabase project. */
export function readApp(folder: string): App {
  const root = folder.replace(/(.)\/$/, "$1");
  const read = (path: string) => readText(`${root}/${path}`);
  const config = read(CONFIG);
  if (config === undefined) {
    throw new Error(`There is no ${root}/${CONFIG}. Make one there first: npx supabase init`);
  }
  return {
    root,
    config,
    blocks: new Set(blocksOf(config, `${root}/${CONFIG}`)),
    migrations: namesIn(`${root}/${MIGRATIONS}`).filter((name) => name.endsWith(".sql")),
    record: readRecord(root),
    originals: readOriginals(root),
    read,
  };
}
