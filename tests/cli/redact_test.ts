import { assertEquals } from "@std/assert";
import { redact } from "../../tasks/redact.ts";

const CASES: [text: string, expected: string][] = [
  [
    "look whether postgresql://postgres:hunter2@db.example.com:5432/postgres is right",
    "look whether postgresql://…@db.example.com:5432/postgres is right",
  ],
  // Pasted as it is, not encoded.
  ["postgres://u:p@ss/w#rd?@host/db", "postgres://…@host/db"],
  ["https://hunter2@app.example.com, and more", "https://…@app.example.com, and more"],
  [
    "postgresql://host/db?user=u&password=hunter2&x=1",
    "postgresql://host/db?user=u&password=…&x=1",
  ],
  [
    "https://app.example.com/cb?code=4/abc&state=xyz#top",
    "https://app.example.com/cb?code=…&state=…#top",
  ],
  ["host=db.example.com password=hunter2 user=u", "host=db.example.com password=… user=u"],
  ["?access_token=a.b.c&client_secret=d&apikey=e", "?access_token=…&client_secret=…&apikey=…"],
  // Nothing of these is a secret.
  ["https://app.example.com/auth/callback", "https://app.example.com/auth/callback"],
  [
    "set verify_jwt = false, or mail ada@example.com",
    "set verify_jwt = false, or mail ada@example.com",
  ],
  ["npx supabase@3.1.0 login", "npx supabase@3.1.0 login"],
];

Deno.test("text for people holds no password of an address, and no secret parameter", () => {
  for (const [text, expected] of CASES) assertEquals(redact(text), expected);
});

/** Everything that a task prints. */
async function run(task: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", task, ...args],
    stdin: "null",
    env: { NO_COLOR: "1" },
  }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

const REF = "--project-ref=abcdefghijklmnopqrst";
const PASTED: [name: string, args: [string, ...string[]], says: string][] = [
  [
    "a database's address as the project's",
    ["--project-url=postgresql://u:hunter2@h/p"],
    "--project-url must be",
  ],
  ["a password as the project's reference", ["--project-ref=hunter2"], "--project-ref must be"],
  [
    "an invalid address",
    [REF, "--db-url=postgresql://u:hunter2 x@h:port/p"],
    "--db-url must be",
  ],
  ["a web address as the database's", [REF, "--db-url=https://u:hunter2@h/p"], "--db-url must be"],
];

for (const [name, args, says] of PASTED) {
  for (const task of ["tasks/doctor.ts", "tasks/deploy.ts"]) {
    // deploy takes no address of a project.
    if (task.includes("deploy") && args[0].startsWith("--project-url")) continue;
    Deno.test(`${task} prints nothing of ${name}`, async () => {
      const text = await run(task, ...args);
      assertEquals(text.includes(says), true, text);
      assertEquals(text.includes("hunter2"), false, text);
    });
  }
}

Deno.test("the doctor soon says that it cannot reach a database, without its password", async () => {
  const started = performance.now();
  const text = await run(
    "tasks/doctor.ts",
    "--project-url=http://127.0.0.1:1",
    "--db-url=postgresql://u:hunter2@127.0.0.1:1/p",
  );
  assertEquals(performance.now() - started < 20_000, true);
  assertEquals(/problem +migrations: /.test(text), true, text);
  assertEquals(text.includes("hunter2"), false, text);
});
