/**
 * `deno task deploy`, with the real Supabase CLI, a real PostgreSQL 17 and a stand-in for the management
 * API: twice, and where something is wrong.
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parseEnv } from "node:util";
import { OWN_SETTINGS } from "../../tasks/doctor/settings.ts";
import { functionNames } from "../../tasks/functionNames.ts";
import { answeringNpx } from "../../local/npxTool.ts";
import { startPostgres } from "../support/postgres.ts";
import { supabaseCliPath } from "../support/supabaseCli.ts";
import { startPlatformApi } from "./platformApi.ts";

const PROJECT = "abcdefghijklmnopqrst";
const [database, folder] = await Promise.all([
  startPostgres("none"),
  Deno.makeTempDir({ prefix: "deploy-" }),
]);
// Open before the first test: what it needs is then not that test's.
const connection = await database.sql.reserve();
const api = startPlatformApi(PROJECT);
await Deno.writeTextFile(`${folder}/profile.yaml`, api.profile);
const answeredPath = await answeringNpx(folder, await supabaseCliPath());

const secret = `local-client-secret-${crypto.randomUUID()}`;
const key = `k1:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
const clientFile = {
  web: {
    client_id: "1234-local.apps.googleusercontent.com",
    client_secret: secret,
    redirect_uris: [`https://${PROJECT}.supabase.co/functions/v1/oauth-callback`],
  },
};
const settings = {
  APP_URL: "https://app.example.com",
  TOKEN_ENCRYPTION_KEYS: key,
  // As downloaded and made readable: on many lines.
  GOOGLE_CLIENT_SECRETS: JSON.stringify(clientFile, null, 2),
};

const deploy = (changes: Record<string, string> = {}, args = ["--yes"]) =>
  run("tasks/deploy.ts", { ...settings, ...changes }, args);

async function run(task: string, env: Record<string, string>, args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--no-check", task],
      `--project-ref=${PROJECT}`,
      `--db-url=${database.url}?sslmode=disable`,
      `--profile=${folder}/profile.yaml`,
      ...args,
    ],
    stdin: "null",
    env: {
      NO_COLOR: "1",
      SUPABASE_HOME: `${folder}/home`,
      SUPABASE_TELEMETRY_DISABLED: "1",
      SUPABASE_NO_UPDATE_NOTIFIER: "1",
      SUPABASE_NO_KEYRING: "1",
      PATH: answeredPath,
      SUPABASE_ACCESS_TOKEN: `sbp_${crypto.getRandomValues(new Uint8Array(20)).toHex()}`,
      ...env,
    },
  }).output();
  const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
  for (const hidden of [secret, key]) assert(!text.includes(hidden), "a secret is printed");
  return { code, text };
}

const tables = () =>
  connection`select count(*)::int from information_schema.tables where table_schema = 'public'`
    .then(([row]) => row!.count);

function tablesOfMigrations(): number {
  const files = [...Deno.readDirSync("supabase/migrations")].map(({ name }) => name);
  const texts = files.map((name) => Deno.readTextFileSync(`supabase/migrations/${name}`));
  return texts.join("\n").match(/^create table public\./gm)!.length;
}

Deno.test("deploy does nothing if the doctor finds a problem", async () => {
  const { code, text } = await deploy({ TOKEN_ENCRYPTION_KEYS: "k1:short" });
  assertEquals(code, 1);
  assertStringIncludes(text, "problem  TOKEN_ENCRYPTION_KEYS");
  assertStringIncludes(text, "Nothing was done.");
  assertEquals([api.changes, await tables()], [[], 0]);
});

Deno.test("deploy prints nothing of a client's file that cannot be read", async () => {
  const { code, text } = await deploy({
    GOOGLE_CLIENT_ID: "1234-local.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: secret,
    GOOGLE_CLIENT_SECRETS: secret,
  });
  assertEquals(code, 1);
  assertStringIncludes(text, "problem  redirect address: the client's file is not JSON");
  assertEquals([api.changes, await tables()], [[], 0]);
});

Deno.test("deploy lists what it will do, and does nothing without a yes", async () => {
  const { code, text } = await deploy({}, []);
  assertEquals(code, 1);
  assertStringIncludes(text, "20260101000000_users.sql");
  assertStringIncludes(text, "1. deno task build:functions");
  assertStringIncludes(
    text,
    "3. supabase secrets set: APP_URL, GOOGLE_CLIENT_SECRETS, TOKEN_ENCRYPTION_KEYS",
  );
  assertStringIncludes(text, "4. supabase functions deploy --use-api: calendar-connection, ");
  assertStringIncludes(text, "Nothing was done.");
  assertEquals([api.changes, await tables()], [[], 0]);
});

Deno.test("deploy applies the migrations, then sets the secrets, then deploys the functions", async () => {
  // With the real npx.
  const { code, text } = await deploy({ PATH: Deno.env.get("PATH")! });
  assertEquals(code, 0, text);
  assertEquals(await tables(), tablesOfMigrations());
  assertEquals(Object.fromEntries(api.secrets), {
    ...settings,
    GOOGLE_CLIENT_SECRETS: JSON.stringify(clientFile),
  });
  assertEquals(api.uploads.map(({ slug }) => slug).sort(), functionNames());
  assert(api.uploads.every(({ metadata }) => metadata.verify_jwt === false));
  // Each as it is built.
  assert(api.uploads.every(({ files }) => files.size === 1));
  assertEquals(api.changes[0], `POST /v1/projects/${PROJECT}/secrets`);
  assertEquals(api.unknown, []);
  assertStringIncludes(text, `deno task doctor --project-ref ${PROJECT}`);
  // A summary, and nothing that the CLI prints.
  const migrations = [...Deno.readDirSync("supabase/migrations")].map(({ name }) => name).sort();
  const functions = functionNames().length;
  assertEquals(text.split("\n").slice(0, -2), [
    `build: ${functions} functions, one file each`,
    `migrations: ${migrations.length} applied, to ${migrations.at(-1)}`,
    "secrets: 3 set",
    `functions: ${functions} deployed`,
  ]);
});

Deno.test("a second deploy applies no migration and leaves the same", async () => {
  const before = [await tables(), Object.fromEntries(api.secrets)];
  api.uploads.length = 0;
  const { code, text } = await deploy();
  assertEquals(code, 0, text);
  assertStringIncludes(text, "migrations: none is new");
  assertEquals([await tables(), Object.fromEntries(api.secrets)], before);
  assertEquals(api.uploads.map(({ slug }) => slug).sort(), functionNames());
});

Deno.test("deploy unsets settings that are no longer given, and no other secret", async () => {
  // The client in its two old variables, an origin that was allowed once, and what is not ours.
  for (
    const [name, value] of [
      ["GOOGLE_CLIENT_ID", "old.apps.example.com"],
      ["GOOGLE_CLIENT_SECRET", "old"],
      ["ALLOWED_ORIGINS", "https://old.example.com"],
      ["STRIPE_KEY", "theirs"],
    ] as const
  ) api.secrets.set(name, value);
  const removed = "GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET";

  const asked = await deploy({}, []);
  assertStringIncludes(
    asked.text,
    `4. supabase secrets unset: ALLOWED_ORIGINS, ${removed}, which the settings no longer have`,
  );
  assertEquals(api.secrets.get("ALLOWED_ORIGINS"), "https://old.example.com");

  // Left empty is not given.
  const { code, text } = await deploy({ ALLOWED_ORIGINS: "" });
  assertEquals(code, 0, text);
  assertStringIncludes(text, `secrets: 3 unset, ALLOWED_ORIGINS, ${removed}\n`);
  assertEquals([...api.secrets.keys()].sort(), [...Object.keys(settings), "STRIPE_KEY"].sort());
  api.secrets.delete("STRIPE_KEY");
});

Deno.test("deploy does nothing if two different clients are given", async () => {
  api.changes.length = 0;
  const { code, text } = await deploy({
    GOOGLE_CLIENT_ID: "5678-other.apps.googleusercontent.com",
    GOOGLE_CLIENT_SECRET: "other",
  });
  assertEquals(code, 1);
  assertStringIncludes(text, "problem  GOOGLE_CLIENT_SECRETS: is another client than");
  assertStringIncludes(text, "GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET");
  assertEquals(api.changes, []);
});

Deno.test("every setting that the functions read is one that deploy sets, or the platform's", () => {
  const folder = "supabase/functions/_shared";
  const texts = ["env.ts", "googleClientSettings.ts"].map((name) =>
    Deno.readTextFileSync(`${folder}/${name}`)
  );
  const names = [...texts.join("\n").matchAll(/"([A-Z]{2,}(?:_[A-Z]+)+)"/g)].map(([, name]) =>
    name!
  );
  const unknown = new Set(names).difference(new Set<string>(OWN_SETTINGS));
  assertEquals([...unknown].filter((name) => !name.startsWith("SUPABASE_")), []);
});

Deno.test("the workflow that deploys hands over every setting, so that none is unset by it", async () => {
  const workflow = await Deno.readTextFile(".github/workflows/deploy.yml");
  const missing = OWN_SETTINGS
    // Never of a hosted project.
    .filter((name) => name !== "GOOGLE_EMULATOR_URL")
    .filter((name) => !new RegExp(`^ +${name}: \\$\\{\\{`, "m").test(workflow));
  assertEquals(missing, []);
});

Deno.test("setup with flags alone leads from nothing to a deployment", async () => {
  api.uploads.length = 0;
  const env = `${folder}/.env`;
  const client = `${folder}/client.json`;
  await Deno.writeTextFile(client, JSON.stringify(clientFile));
  const { code, text } = await run("tasks/setup.ts", {}, [
    ...[`--env-file=${env}`, `--client-json=${client}`, "--app-url=https://app.example.com"],
    "--yes",
  ]);
  assertEquals(code, 0, text);
  const written = parseEnv(await Deno.readTextFile(env));
  assertEquals(Object.fromEntries(api.secrets), { ...written });
  assertEquals(written.GOOGLE_CLIENT_SECRET, secret);
  assert(!text.includes(written.TOKEN_ENCRYPTION_KEYS!.slice(3)), "the key is printed");
  // The client came in another form before.
  assertStringIncludes(text, "secrets: 1 unset, GOOGLE_CLIENT_SECRETS");
  assertStringIncludes(text, `functions: ${functionNames().length} deployed`);
  assertEquals(api.uploads.map(({ slug }) => slug).sort(), functionNames());
});

Deno.test("deploy --verbose shows what the CLI prints", async () => {
  const { code, text } = await deploy({}, ["--yes", "--verbose"]);
  assertEquals(code, 0, text);
  assertStringIncludes(text, "ok       TOKEN_ENCRYPTION_KEYS");
  assertStringIncludes(text, "Remote database is up to date");
});

Deno.test("deploy stops at a step that fails, and says that the rest was not done", async () => {
  api.changes.length = 0;
  const { code, text } = await deploy({}, [
    "--yes",
    "--db-url=postgresql://postgres:hunter2@127.0.0.1:1/postgres",
  ]);
  assertEquals(code, 1);
  assertStringIncludes(text, "supabase db push failed, and nothing after it was done");
  // With what the CLI says of it.
  assertMatch(text, /127\.0\.0\.1|connect/);
  assert(!text.includes("hunter2"), "the database's password is printed");
  assertEquals(api.changes, []);
});

Deno.test.afterAll(async () => {
  connection.release();
  await Promise.all([api.close(), database.close()]);
  await Deno.remove(folder, { recursive: true });
});
