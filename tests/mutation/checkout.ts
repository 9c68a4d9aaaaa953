/**
 * A copy of the checkout whose code may be spoiled, and a run of its tests in a process of its own.
 *
 * @module
 */
import { cp } from "node:fs/promises";

export interface Run {
  success: boolean;
  /** What `deno test` printed. */
  output: string;
}

export interface TestOptions {
  /** The names of the tests to run. */
  only?: string[];
  /** A module to load first. */
  preload?: string;
  /** Added to this process's environment. */
  env?: Record<string, string>;
  /** A run that takes longer is ended, and has failed. */
  timeoutMs?: number;
}

export interface Checkout {
  folder: string;
  /** Replaces text that must stand exactly once in a file; returns what puts it back. Throws where it does not. */
  replace(file: string, search: string, replacement: string): Promise<() => Promise<void>>;
  /** Runs test files until a test fails. */
  test(files: string[], options?: TestOptions): Promise<Run>;
  remove(): Promise<void>;
}

const COPIED = ["supabase", "local", "tests", "tasks", "deno.json", "deno.lock"];
/** Longer than any test file takes. */
const TIMEOUT_MS = 180_000;

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

export async function copyCheckout(): Promise<Checkout> {
  const folder = await Deno.makeTempDir({ prefix: "checkout-" });
  for (const name of COPIED) await cp(name, `${folder}/${name}`, { recursive: true });
  await Deno.symlink(await Deno.realPath("node_modules"), `${folder}/node_modules`);

  return {
    folder,
    async replace(file, search, replacement) {
      const path = `${folder}/${file}`;
      const text = await Deno.readTextFile(path);
      const found = text.split(search).length - 1;
      if (found !== 1) throw new Error(`${file} has this ${found} times, not once:\n${search}`);
      await Deno.writeTextFile(path, text.replace(search, () => replacement));
      return () => Deno.writeTextFile(path, text);
    },
    async test(files, { only, preload, env, timeoutMs = TIMEOUT_MS } = {}) {
      const filter = only && `^(${only.map(escape).join("|")})$`;
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), timeoutMs);
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: [
          ...["test", "-A", "--no-check", "--fail-fast"],
          ...filter ? [`--filter=/${filter}/`] : [],
          ...preload ? [`--preload=${preload}`] : [],
          ...files,
        ],
        cwd: folder,
        env: { NO_COLOR: "1", ...env },
        signal: controller.signal,
      }).output();
      clearTimeout(timer);
      const output = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
      return { success, output };
    },
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}
