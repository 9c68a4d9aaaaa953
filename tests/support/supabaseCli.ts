/**
 * The real Supabase CLI, in the version that the README names. It works in a copy of the project and
 * with a home of its own, so it reads no login and leaves nothing behind. It calls nobody but the
 * database or the management API that it is given.
 *
 * @module
 */
import { cp } from "node:fs/promises";
import { npxTool } from "../../local/npxTool.ts";

const PACKAGE = "supabase@3.1.0";
const PROJECT = new URL("../../", import.meta.url);

/**
 * Where it is. Of what npm installs this is the program for this machine, if there is one: the command
 * beside it is a script that starts Node only to start the program.
 */
export async function supabaseCliPath(): Promise<string> {
  const command = await npxTool(PACKAGE, "command -v supabase");
  const packages = new URL("../@supabase/", `file://${command}`);
  const [program, ...others] = [...Deno.readDirSync(packages)]
    .filter(({ name }) => name.startsWith("cli-"));
  return program && others.length === 0
    ? new URL(`${program.name}/bin/supabase`, packages).pathname
    : command;
}

export interface SupabaseCli {
  /** The copy of the project. */
  folder: string;
  /** Runs `supabase <args>`. Never throws for what the command answers. */
  run(args: string[], env?: Record<string, string>): Promise<CliResult>;
  /** Runs it and throws, with all it wrote, unless it succeeds. Returns what it printed. */
  expect(args: string[], env?: Record<string, string>): Promise<string>;
  close(): Promise<void>;
}

export interface CliResult {
  success: boolean;
  stdout: string;
  stderr: string;
}

/** What `--remote` takes for a database of `startPostgres`, which speaks no TLS. */
export function remote(databaseUrl: string): string {
  return `--remote=${databaseUrl}?sslmode=disable`;
}

/** Copies what the CLI reads: `supabase/`, and the files beside it that are named. */
export async function startSupabaseCli(beside: string[] = []): Promise<SupabaseCli> {
  const home = await Deno.makeTempDir({ prefix: "supabase-cli-" });
  const folder = `${home}/project`;
  for (const path of ["supabase", ...beside]) {
    await cp(new URL(path, PROJECT), `${folder}/${path}`, { recursive: true });
  }
  const binary = await supabaseCliPath();

  async function run(args: string[], env: Record<string, string> = {}): Promise<CliResult> {
    const { success, stdout, stderr } = await new Deno.Command(binary, {
      args,
      cwd: folder,
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH") ?? "",
        HOME: home,
        SUPABASE_HOME: `${home}/.supabase`,
        SUPABASE_TELEMETRY_DISABLED: "1",
        SUPABASE_NO_UPDATE_NOTIFIER: "1",
        SUPABASE_NO_KEYRING: "1",
        ...env,
      },
      stdin: "null",
    }).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    return { success, stdout: text(stdout), stderr: text(stderr) };
  }

  return {
    folder,
    run,
    async expect(args, env) {
      const { success, stdout, stderr } = await run(args, env);
      if (!success) throw new Error(`supabase ${args.join(" ")}:\n${stdout}${stderr}`);
      return stdout;
    },
    close: () => Deno.remove(home, { recursive: true }),
  };
}
