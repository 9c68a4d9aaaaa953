/**
 * Reads the app: its migrations, its `config.toml`, and what an earlier run wrote.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { parse } from "smol-toml";

export interface App {
  /** Its `supabase` folder. */
  folder: string;
  /** `config.toml` as text, and the functions that have a block in it. */
  config: string;
  blocks: Set<string>;
  /** File names in order. */
  migrations: string[];
  /** The SHA-256 of each file that an earlier run wrote, by path. Empty on the first run. */
  installed: Record<string, string>;
  /** What an earlier run called the folder of shared modules. */
  shared: string | undefined;
  /** The text of a file, or undefined if there is none. */
  read(path: string): string | undefined;
}

/** The file that records what was written; it is committed with the app. */
export const RECORD = "google-calendar.json";

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function readText(path: string): string | undefined {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  } catch {
    return [];
  }
}

/** The names of the functions that have a block. */
function blocksOf(config: string, path: string): string[] {
  try {
    return Object.keys((parse(config) as { functions?: Record<string, unknown> }).functions ?? {});
  } catch (error) {
    const [why] = (error as Error).message.split("\n");
    throw new Error(`${path} is not TOML: ${why}. Fix it, and run this again.`);
  }
}

interface Installation {
  /** What the folder of shared modules is called there. */
  shared?: string;
  files?: Record<string, string>;
}

/** What an earlier run has recorded. */
function recordOf(text: string | undefined, path: string): Installation {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    throw new Error(`${path} is not JSON. Put it back: git checkout ${path}`);
  }
}

/** Reads the app in a folder. Throws an error for the user if it holds no Supabase project. */
export function readApp(root: string): App {
  const folder = `${root.replace(/\/$/, "")}/supabase`;
  const read = (path: string) => readText(`${folder}/${path}`);
  const config = read("config.toml");
  if (config === undefined) {
    throw new Error(`There is no ${folder}/config.toml. Make one there first: npx supabase init`);
  }
  const { files = {}, shared } = recordOf(read(RECORD), `${folder}/${RECORD}`);
  return {
    folder,
    config,
    blocks: new Set(blocksOf(config, `${folder}/config.toml`)),
    migrations: namesIn(`${folder}/migrations`).filter((name) => name.endsWith(".sql")),
    installed: files,
    shared,
    read,
  };
}
