/** One version, named in one place, and the promises that hang on it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { isNewer, VERSION } from "../../tasks/version.ts";

const changelog = await Deno.readTextFile("CHANGELOG.md");
const headings = [...changelog.matchAll(/^## (.+)$/gm)].map(([, heading = ""]) => heading);

Deno.test("deno.json, the newest heading of CHANGELOG.md and openapi.json name one version", async () => {
  assertMatch(VERSION, /^\d+\.\d+\.\d+$/);
  assertEquals(headings[0], VERSION);
  assertEquals(JSON.parse(await Deno.readTextFile("openapi.json")).info.version, VERSION);
});

Deno.test("CHANGELOG.md has the newest version first", () => {
  for (const [i, heading] of headings.entries()) {
    assertMatch(heading, /^\d+\.\d+\.\d+$/);
    if (i > 0) assert(isNewer(headings[i - 1]!, heading), heading);
  }
});

Deno.test("a version is newer by its first number that differs", () => {
  for (const [a, b] of [["1.0.1", "1.0.0"], ["1.10.0", "1.9.9"], ["2.0.0", "1.99.99"]] as const) {
    assertEquals([isNewer(a, b), isNewer(b, a), isNewer(a, a)], [true, false, false]);
  }
});

async function git(cwd: string, ...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  const { success, stdout, stderr } = await new Deno.Command("git", {
    args: [...identity, ...args],
    cwd,
  }).output();
  if (!success) throw new Error(`git ${args[0]}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout).trim();
}

/** The migrations of a tagged version that are no longer what they were. */
async function rewritten(repository: string, tag: string): Promise<string[]> {
  const changed = await git(
    repository,
    ...["diff", "--no-renames", "--diff-filter=MD", "--name-only", tag],
    ...["--", "supabase/migrations"],
  );
  return changed.split("\n").filter(Boolean);
}

const tagsOf = async (repository: string) =>
  (await git(repository, "tag", "--list", "v*")).split("\n").filter(Boolean);

Deno.test("no migration of a tagged version was rewritten, and each tag is in CHANGELOG.md", async () => {
  for (const tag of await tagsOf(".")) {
    assert(headings.includes(tag.slice(1)), tag);
    assertEquals(await rewritten(".", tag), [], tag);
  }
});

Deno.test("a rewritten and a deleted migration are found, and a new one is not", async () => {
  const repository = await Deno.makeTempDir({ prefix: "tags-" });
  const migrations = `${repository}/supabase/migrations`;
  await Deno.mkdir(migrations, { recursive: true });
  for (const name of ["1_a", "2_b", "3_c"]) {
    await Deno.writeTextFile(`${migrations}/${name}.sql`, `select '${name}';\n`);
  }
  await git(repository, "init", "--quiet");
  await git(repository, "add", ".");
  await git(repository, "commit", "--quiet", "--message=a");
  await git(repository, "tag", "v1.0.0");
  await Deno.writeTextFile(`${migrations}/2_b.sql`, "select 'another';\n");
  await Deno.remove(`${migrations}/3_c.sql`);
  await Deno.writeTextFile(`${migrations}/4_d.sql`, "select 'd';\n");
  await git(repository, "add", ".");
  assertEquals(await tagsOf(repository), ["v1.0.0"]);
  assertEquals(await rewritten(repository, "v1.0.0"), [
    "supabase/migrations/2_b.sql",
    "supabase/migrations/3_c.sql",
  ]);
  await Deno.remove(repository, { recursive: true });
});
