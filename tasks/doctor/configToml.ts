/**
 * Checks `supabase/config.toml` against the function folders: each function has a block with the
 * platform's session check off, and a `deno.json` that pins its packages.
 *
 * @module
 */
import { parse } from "smol-toml";
import { functionNames } from "../functionNames.ts";
import { installedFunctions } from "../installed.ts";
import { type Check, type Finding, ok, problem } from "./check.ts";

const ABOUT = "config.toml";

interface Block {
  verify_jwt?: unknown;
  import_map?: unknown;
  enabled?: unknown;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

function judge(name: string, block: Block | undefined, folder: string): Finding[] {
  const lines = `[functions.${name}] with verify_jwt = false`;
  if (!block) {
    return [
      problem(
        ABOUT,
        `${name} has no block, so the platform refuses requests without a session`,
        `add ${lines}, and deploy the function again`,
      ),
    ];
  }
  const findings: Finding[] = [];
  if (block.verify_jwt !== false) {
    const why = name === "oauth-callback"
      ? "Google's redirect carries no session and is refused"
      : "the platform's own check does not know asymmetric signing keys";
    findings.push(
      problem(
        ABOUT,
        `${name} has verify_jwt left on: ${why}`,
        `set verify_jwt = false under [functions.${name}], and deploy the function again`,
      ),
    );
  }
  if (block.enabled === false) {
    findings.push(
      problem(
        ABOUT,
        `${name} is not enabled`,
        `remove enabled = false under [functions.${name}]`,
      ),
    );
  }
  // Without import_map the CLI takes the deno.json beside the entry point.
  const importMap = block.import_map ?? `functions/${name}/deno.json`;
  if (!isFile(`${folder}/supabase/${importMap}`)) {
    const remedy = block.import_map === undefined
      ? `put supabase/functions/${name}/deno.json back, or run deno task add again`
      : `remove import_map under [functions.${name}]: the function has its own deno.json`;
    findings.push(problem(ABOUT, `supabase/${importMap} of ${name} is not there`, remedy));
  }
  return findings;
}

export const checkConfigToml: Check = ({ folder }) => {
  let blocks: Record<string, Block>;
  try {
    const config = parse(Deno.readTextFileSync(`${folder}/supabase/config.toml`));
    blocks = (config.functions ?? {}) as Record<string, Block>;
  } catch (error) {
    return error instanceof Deno.errors.NotFound
      ? [problem(ABOUT, "is not there", "run this in the project's folder, or: supabase init")]
      : [problem(ABOUT, "is not TOML", `fix it: ${(error as Error).message.split("\n")[0]}`)];
  }
  // In another app's folder only these are judged.
  const own = installedFunctions(folder);
  const folders = functionNames(`${folder}/supabase/functions`);
  const findings = folders
    .filter((name) => own.includes(name))
    .flatMap((name) => judge(name, blocks[name], folder));
  for (const name of own.filter((name) => !folders.includes(name))) {
    findings.push(
      problem(
        ABOUT,
        name in blocks ? `${name} has a block and no folder` : `${name} has no folder`,
        `put supabase/functions/${name} back, or run deno task add again`,
      ),
    );
  }
  if (findings.length > 0) return findings;
  return [ok(ABOUT, `${own.length} functions, each with its block`)];
};
