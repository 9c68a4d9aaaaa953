/**
 * An app that npm's own tools make: created, the components copied in, checked, built and served as
 * its own documentation says.
 *
 * @module
 */
import { assert } from "@std/assert";

const ROOT = new URL("../../", import.meta.url).pathname;
/** The folder that apps copy. */
export const COMPONENTS = `${ROOT}web/src/google-calendar`;

/** The tools, at the versions that the tests were written with. */
export const TOOLS = {
  vite: "create-vite@9.3.0",
  next: "create-next-app@16.4.3",
  shadcn: "shadcn@4.23.0",
};

/** What the templates leave open: the packages that decide whether the components compile and run. */
const PINNED: Record<string, string> = {
  "@types/node": "24.19.2",
  "@types/react": "19.3.0",
  "@types/react-dom": "19.3.0",
  "@supabase/supabase-js": "2.119.1",
};

/** What an app may check more strictly, or less, than its template does. */
export const STRICTNESS = [
  [
    "--strict",
    "--exactOptionalPropertyTypes",
    "--noUncheckedIndexedAccess",
    "--noUnusedLocals",
    "--verbatimModuleSyntax",
  ],
  ["--strict", "false"],
];

export class NpmApp implements AsyncDisposable {
  private constructor(readonly folder: string, private readonly parent: string) {}

  /** Runs the tool, which makes a folder `app`. */
  static async create(tool: string, args: string[]): Promise<NpmApp> {
    const parent = await Deno.makeTempDir({ prefix: "app-" });
    const app = new NpmApp(`${parent}/app`, parent);
    await app.#run(parent, "npx", ["--yes", tool, "app", ...args]);
    return app;
  }

  /** A folder with nothing in it but a `package.json`. */
  static async empty(): Promise<NpmApp> {
    const parent = await Deno.makeTempDir({ prefix: "app-" });
    const app = new NpmApp(`${parent}/app`, parent);
    await Deno.mkdir(app.folder);
    const manifest = { private: true, dependencies: {}, devDependencies: {} };
    await Deno.writeTextFile(`${app.folder}/package.json`, JSON.stringify(manifest));
    return app;
  }

  /** Installs the template's packages, each at one version, and those that the app needs beside them. */
  async install(more: Record<string, string> = {}): Promise<void> {
    const path = `${this.folder}/package.json`;
    const manifest = JSON.parse(await Deno.readTextFile(path));
    const wanted = { ...PINNED, ...more };
    for (const group of ["dependencies", "devDependencies"]) {
      manifest[group] ??= {};
      for (const [name, range] of Object.entries<string>(manifest[group])) {
        manifest[group][name] = wanted[name] ?? range.replace(/^[\^~](?=.*\..*\.)/, "");
      }
    }
    for (const name of ["@supabase/supabase-js", ...Object.keys(more)]) {
      if (!manifest.devDependencies[name]) manifest.dependencies[name] = wanted[name];
    }
    await Deno.writeTextFile(path, JSON.stringify(manifest, null, 2));
    await this.run("npm", ["install", "--no-audit", "--no-fund"]);
  }

  /** Copies the folder of the components as it is, as somebody does by hand. */
  async copyComponents(to: string): Promise<void> {
    await Deno.mkdir(`${this.folder}/${to}`, { recursive: true });
    for await (const { name } of Deno.readDir(COMPONENTS)) {
      await Deno.copyFile(`${COMPONENTS}/${name}`, `${this.folder}/${to}/${name}`);
    }
  }

  /** Puts a page of `sources/` into the app, with the project's address and key filled in. */
  async write(source: string, to: string, values: Record<string, string> = {}): Promise<void> {
    let text = await Deno.readTextFile(`${ROOT}tests/apps/sources/${source}`);
    const all = { "../../../web/src/google-calendar/index.ts": "./google-calendar", ...values };
    for (const [name, value] of Object.entries(all)) text = text.replaceAll(name, value);
    await Deno.writeTextFile(`${this.folder}/${to}`, text);
  }

  /** Fails with what the command wrote, unless it succeeds. */
  run(command: string, args: string[], env: Record<string, string> = {}): Promise<string> {
    return this.#run(this.folder, command, args, env);
  }

  /** Starts a server of the app; resolves when it answers. */
  async serve(command: string, args: string[], port: number): Promise<AsyncDisposable> {
    const child = new Deno.Command(command, {
      args,
      cwd: this.folder,
      env: ENV,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let ended = false;
    child.status.then(() => ended = true);
    for (let i = 0;; i++) {
      const answers = await fetch(`http://127.0.0.1:${port}/`).then(async (response) => {
        await response.body?.cancel();
        return true;
      }, () => false);
      if (answers) break;
      assert(!ended && i < 300, `${command} ${args.join(" ")} does not serve`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return {
      async [Symbol.asyncDispose]() {
        if (!ended) child.kill("SIGTERM");
        await child.status;
      },
    };
  }

  async #run(cwd: string, command: string, args: string[], env: Record<string, string> = {}) {
    const { success, stdout, stderr } = await new Deno.Command(command, {
      args,
      cwd,
      env: { ...ENV, ...env },
      stdin: "null",
    }).output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    assert(success, `${command} ${args.join(" ")}\n${text}`);
    return text;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.parent, { recursive: true });
  }
}

const ENV = {
  // Production, which a test beside this one may set, leaves out what builds the app.
  NODE_ENV: "",
  NO_COLOR: "1",
  CI: "1",
  NEXT_TELEMETRY_DISABLED: "1",
  npm_config_update_notifier: "false",
};

/** A port of 127.0.0.1 that nobody listens at. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

/** The text of each file in a folder, by name. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  const texts = await Promise.all(names.map((name) => Deno.readTextFile(`${folder}/${name}`)));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
}
