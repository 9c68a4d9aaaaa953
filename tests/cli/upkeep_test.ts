/** What docs/set-up.md says of keeping grants alive and of changing the key, done as it says. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { createExtensions, runStatements, takeRequests } from "./extensions.ts";
import { line, startHosted } from "./hosted.ts";
import { snippet, snippetsOf } from "./snippets.ts";

const PAGE = "docs/set-up.md";
const hosted = await startHosted();
const { stack, connect } = hosted.scenario;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);
const secretKey = JSON.parse(stack.env.SUPABASE_SECRET_KEYS!).default;

Deno.test("the documented statements for pg_cron call touch-grants with the project's secret key", async () => {
  const statements = (await snippet(PAGE, "sql", "cron.schedule"))
    .replaceAll("<secret-key>", secretKey)
    .replaceAll("<project-ref>", "abcdefghijklmnopqrst");
  await createExtensions(stack.sql);
  await runStatements(stack.sql, statements);
  const [job] = await stack.sql<{ schedule: string; command: string }>("select * from cron.job");
  assertEquals(job!.schedule, "*/5 * * * *");
  await stack.sql(job!.command);
  const [request] = await takeRequests(stack.sql);
  const hostedUrl = "https://abcdefghijklmnopqrst.supabase.co/functions/v1/touch-grants";
  assertEquals(request, { url: hostedUrl, headers: { apikey: secretKey }, body: {} });

  const post = (headers: Record<string, string>) =>
    fetch(`${hosted.url}/functions/v1/touch-grants`, { method: "POST", headers });
  const answer = await post(request!.headers);
  assertEquals(answer.status, 200);
  assertEquals(await answer.json(), {
    touched: 0,
    needs_reconnect: 0,
    failed: 0,
    revoked: 0,
    revocations_failed: 0,
    deleted_users: 0,
    expired: 0,
  });
  const refused = await post({ apikey: "local-other-key" });
  await refused.body?.cancel();
  assertEquals(refused.status, 401);
});

Deno.test("the key is rotated as documented: add the new key first, reseal, remove the old key", async () => {
  const old = stack.env.TOKEN_ENCRYPTION_KEYS;
  const fresh = `k2:${crypto.getRandomValues(new Uint8Array(32)).toBase64()}`;
  const both = { TOKEN_ENCRYPTION_KEYS: `${fresh},${old}` };
  assertStringIncludes(line(await hosted.doctor(both), "sealed tokens"), "1 with an older key");

  const command = (await snippetsOf(PAGE)).find(({ text }) => text.includes("tasks/reseal.ts"))!
    .text.split("\n").find((one) => one.startsWith("deno run"))!;
  const folder = await Deno.makeTempDir({ prefix: "rotate-" });
  const { APP_URL, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = stack.env;
  const settings = { APP_URL, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ...both };
  await Deno.writeTextFile(
    `${folder}/env`,
    Object.entries(settings).map(([name, value]) => `${name}=${value}\n`).join(""),
  );
  const args = command.replace("supabase/functions/.env", `${folder}/env`).split(" ").slice(1);
  const reseal = async () => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args,
      clearEnv: true,
      env: {
        PATH: Deno.env.get("PATH")!,
        HOME: Deno.env.get("HOME")!,
        NO_COLOR: "1",
        // As step 6 of the page exports them.
        SUPABASE_URL: hosted.url,
        SUPABASE_ANON_KEY: JSON.parse(stack.env.SUPABASE_PUBLISHABLE_KEYS!).default,
        SUPABASE_SERVICE_ROLE_KEY: secretKey,
      },
    }).output();
    return new TextDecoder().decode(stdout);
  };
  assertMatch(await reseal(), /^1 rows resealed, 0 left as they were, 0 unreadable/);
  assertMatch(await reseal(), /^0 rows resealed, 1 left as they were, 0 unreadable/);
  await Deno.remove(folder, { recursive: true });
  assertEquals(
    line(await hosted.doctor({ TOKEN_ENCRYPTION_KEYS: fresh }), "sealed tokens"),
    "ok       sealed tokens: 1 rows open",
  );
  // Taken out too early, it would have been this.
  assertStringIncludes(
    line(await hosted.doctor({ TOKEN_ENCRYPTION_KEYS: old }), "sealed tokens"),
    "1 of 1 rows open with none of TOKEN_ENCRYPTION_KEYS",
  );
});

closeAtEnd(hosted);
