/** `deno task add` again, from a newer version: what the app changed is merged, and a stop is undone. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import {
  added,
  addFrom,
  edit,
  filesOf,
  home,
  newApp,
  output,
  read,
  snapshot,
  write,
} from "./addApp.ts";
import { otherVersion } from "./addApp.ts";

const HOME = "supabase/functions/_google_calendar";

/** The next version: it changes a file at both ends, and has a new migration. One module, one function are gone. */
const next = await otherVersion("1.1.0");
const SHARED = `supabase/functions/_shared`;
await write(
  next,
  `${SHARED}/uuid.ts`,
  `${await read(next, `${SHARED}/uuid.ts`)}// The end, in 1.1.0.\n`,
);
await write(next, `${SHARED}/added.ts`, "export const added = 1;\n");
await Deno.remove(`${next}/${SHARED}/ttlCache.ts`);
await Deno.remove(`${next}/supabase/functions/find-free-time`, { recursive: true });
await write(
  next,
  "supabase/migrations/20260201000000_note.sql",
  "alter table google_calendar.users add column note text;\n",
);

/** An app with version 1.0.0 in it, and what it has changed since. */
async function appWith(changes: (app: string) => Promise<unknown>, ...args: string[]) {
  const app = await newApp();
  await added(app, ...args);
  await changes(app);
  return app;
}
const nothing = () => Promise.resolve();

Deno.test("an upgrade replaces what was not changed, adds the new migration, and takes away what is gone", async () => {
  const app = await appWith(nothing);
  const before = snapshot(app);
  const { code, text } = await addFrom(next, app, "--yes");
  assertEquals(code, 0, text);
  const after = snapshot(app);
  assertStringIncludes(text, "Upgraded from 1.0.0 to 1.1.0.");
  assertMatch(text, new RegExp(`^update  ${HOME}/uuid.ts$`, "m"));
  assertMatch(text, new RegExp(`^remove  ${HOME}/ttlCache.ts$`, "m"));
  assert(after[`${HOME}/uuid.ts`]!.endsWith("// The end, in 1.1.0.\n"));
  assert(!(`${HOME}/ttlCache.ts` in after));
  assertEquals(filesOf(`${app}/supabase/functions`).filter((path) => /^find/.test(path)), []);
  assert(!after["supabase/config.toml"]!.includes("find-free-time"));
  assertStringIncludes(after["supabase/config.toml"]!, "[functions.calendar-events]");
  const migrations = (files: object) => Object.keys(files).filter((path) => path.endsWith(".sql"));
  const fresh = "supabase/migrations/20260201000000_google_calendar_note.sql";
  assertEquals(migrations(after), [...migrations(before), fresh]);
  for (const path of migrations(before)) assertEquals(after[path], before[path]);
  assertEquals((await addFrom(next, app)).text, "Everything is there, and up to date.\n");
});

Deno.test("an upgrade keeps the app's changes in files that the new version changed elsewhere, and in those it did not", async () => {
  const app = await appWith(async (app) => {
    const uuid = await read(app, `${HOME}/uuid.ts`);
    await write(app, `${HOME}/uuid.ts`, `// Ours.\n${uuid}`);
    await write(app, `${HOME}/crypto.ts`, `// Ours.\n${await read(app, `${HOME}/crypto.ts`)}`);
  });
  const crypto = await read(app, `${HOME}/crypto.ts`);
  const { code, text } = await addFrom(next, app, "--yes");
  assertEquals(code, 0, text);
  assertMatch(text, new RegExp(`^merge   ${HOME}/uuid.ts$`, "m"));
  assertEquals(
    await read(app, `${HOME}/uuid.ts`),
    `// Ours.\n${await read(next, `${SHARED}/uuid.ts`)}`,
  );
  assertEquals(await read(app, `${HOME}/crypto.ts`), crypto);
  assertEquals((await addFrom(next, app)).text, "Everything is there, and up to date.\n");
  // And by the version after that.
  const later = await otherVersion("1.2.0");
  const { text: again } = await addFrom(later, app, "--yes");
  assertMatch(again, new RegExp(`^merge   ${HOME}/uuid.ts$`, "m"));
  assertEquals(
    await read(app, `${HOME}/uuid.ts`),
    `// Ours.\n${await read(later, `${SHARED}/uuid.ts`)}`,
  );
});

Deno.test("an upgrade marks what both changed, lists it, ends with 2, and stops the next one until that is edited", async () => {
  const app = await appWith(async (app) => {
    const uuid = await read(app, `${HOME}/uuid.ts`);
    await write(app, `${HOME}/uuid.ts`, `${uuid}// The end, ours.\n`);
    await write(app, `${HOME}/ttlCache.ts`, "// Ours.\n");
  });
  const before = snapshot(app);
  const dry = await addFrom(next, app, "--dry-run");
  assertEquals(dry.code, 2);
  assertEquals(snapshot(app), before);

  const { code, text } = await addFrom(next, app, "--yes");
  assertEquals(code, 2, text);
  assertStringIncludes(
    text,
    `conflict  ${HOME}/uuid.ts: you and this version changed 1 place differently -> edit what is marked`,
  );
  assertStringIncludes(text, `conflict  ${HOME}/ttlCache.ts is no longer part of this`);
  const marked = await read(app, `${HOME}/uuid.ts`);
  assertStringIncludes(
    marked,
    "<<<<<<< yours\n// The end, ours.\n=======\n// The end, in 1.1.0.\n>>>>>>> Google Calendar 1.1.0\n",
  );
  assertEquals(await read(app, `${HOME}/ttlCache.ts`), "// Ours.\n");
  // Everything else is there.
  assertEquals(await read(app, `${HOME}/added.ts`), "export const added = 1;\n");

  const reminded = await addFrom(next, app, "--yes");
  assertEquals(reminded.code, 2);
  assertStringIncludes(reminded.text, `conflict  ${HOME}/uuid.ts still has conflicts`);
  const later = await otherVersion("1.2.0");
  const stopped = await addFrom(later, app, "--yes");
  assertEquals(stopped.code, 1);
  assertStringIncludes(stopped.text, `${HOME}/uuid.ts still has conflicts of the last upgrade`);
  assertEquals(await read(app, `${HOME}/uuid.ts`), marked);
  // The person keeps both lines.
  await write(app, `${HOME}/uuid.ts`, marked.replace(/^(<{7}|={7}|>{7}).*\n/gm, ""));
  assertEquals((await addFrom(next, app, "--yes")).code, 0);
});

Deno.test("an upgrade merges into the copied client, and into files with the line ends of Windows", async () => {
  const app = await appWith(
    async (app) => {
      await edit(app, "src/calendar/english.ts", "connect: ", "// Ours.\n  connect: ");
      const windows = (await read(app, `${HOME}/crypto.ts`)).replaceAll("\n", "\r\n");
      await write(app, `${HOME}/crypto.ts`, windows);
      const uuid = (await read(app, `${HOME}/uuid.ts`)).replaceAll("\n", "\r\n");
      await write(app, `${HOME}/uuid.ts`, `// Ours.\r\n${uuid}`);
    },
    "--client",
    "src/calendar",
  );
  const newer = await otherVersion("1.1.0");
  const source = "web/src/google-calendar/english.ts";
  await write(newer, source, `// The beginning.\n${await read(newer, source)}`);
  await write(
    newer,
    `${SHARED}/uuid.ts`,
    `${await read(newer, `${SHARED}/uuid.ts`)}\n// The end.\n`,
  );
  const { code, text } = await addFrom(newer, app, "--yes");
  assertEquals(code, 0, text);
  const english = await read(app, "src/calendar/english.ts");
  assert(english.startsWith("// The beginning.\n"));
  assertStringIncludes(english, "// Ours.\n");
  assert(!text.includes("crypto.ts"), text);
  const uuid = await read(app, `${HOME}/uuid.ts`);
  assert(uuid.startsWith("// Ours.\r\n") && uuid.endsWith("\r\n// The end.\r\n"));
  assertEquals(uuid.match(/[^\r]\n/g), null);
});

Deno.test("an upgrade from which a released migration differs writes nothing", async () => {
  const app = await appWith(nothing);
  const rewritten = await otherVersion("1.1.0");
  await write(rewritten, "supabase/migrations/20260101000000_users.sql", "select 1;\n");
  const before = snapshot(app);
  const { code, text } = await addFrom(rewritten, app, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(
    text,
    "in the way  supabase/migrations/20260101000000_google_calendar_users.sql is another one than this version's",
  );
  assertEquals(snapshot(app), before);
});

Deno.test("an upgrade takes migrations that the app has put together for what they are, and --remove drops what they made", async () => {
  const app = await appWith(async (app) => {
    const folder = `${app}/supabase/migrations`;
    const names = filesOf(folder);
    const texts = await Promise.all(names.map((name) => Deno.readTextFile(`${folder}/${name}`)));
    for (const name of names) await Deno.remove(`${folder}/${name}`);
    await write(app, "supabase/migrations/20270101000000_squashed.sql", texts.join("\n"));
  });
  const { code, text } = await addFrom(next, app, "--yes");
  assertEquals(code, 0, text);
  assertEquals(filesOf(`${app}/supabase/migrations`), [
    "20270101000000_squashed.sql",
    "20270101000001_google_calendar_note.sql",
  ]);
  assertEquals((await addFrom(next, app, "--remove", "--yes")).code, 0);
  const [, , removal = ""] = filesOf(`${app}/supabase/migrations`);
  const sql = await read(app, `supabase/migrations/${removal}`);
  assertStringIncludes(sql, "drop table if exists public.google_connections restrict;");
  assertStringIncludes(sql, "drop schema google_calendar restrict;");
});

Deno.test("add places a migration again that was deleted", async () => {
  const app = await appWith(nothing);
  const before = snapshot(app);
  await Deno.remove(`${app}/supabase/migrations/20260101000300_google_calendar_confirmations.sql`);
  await added(app);
  assertEquals(snapshot(app), before);
});

Deno.test("add does not go back to an older version", async () => {
  const app = await newApp();
  assertEquals((await addFrom(next, app, "--yes")).code, 0);
  const before = snapshot(app);
  const { code, text } = await addFrom(".", app, "--yes");
  assertEquals(code, 1);
  assertStringIncludes(text, "The app has version 1.1.0, and this copy is 1.0.0.");
  assertEquals(snapshot(app), before);
});

/** Runs `add` and sends it a signal before its move of this number; -1 is before it has prepared all. */
async function stoppedAt(moves: number, app: string, signal: Deno.Signal): Promise<number> {
  await Deno.writeTextFile(
    `${next}/stopped.ts`,
    `const rename = Deno.renameSync;
let left = ${moves};
Deno.renameSync = (from, to) => {
  const isMove = !String(to).endsWith("journal.json");
  if (left === -1 ? !isMove : isMove && left-- === 0) Deno.kill(Deno.pid, "${signal}");
  rename(from, to);
};
await import("./tasks/add.ts");
`,
  );
  const args = ["run", "-A", "--no-check", "stopped.ts", app, "--yes"];
  return (await output(Deno.execPath(), args, next)).code;
}
/** As nothing can prevent. */
const killedAt = async (moves: number, app: string) =>
  assertEquals(await stoppedAt(moves, app, "SIGKILL"), 137);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.test(`an upgrade that gets a ${signal} while it moves files finishes first`, async () => {
    const app = await appWith(nothing);
    assertEquals(await stoppedAt(2, app, signal), 0);
    assertEquals((await addFrom(next, app)).text, "Everything is there, and up to date.\n");
  });
}

Deno.test("an upgrade that is killed while it prepares has changed nothing", async () => {
  const app = await appWith(nothing);
  const before = snapshot(app);
  await killedAt(-1, app);
  const isStaged = (path: string) => path.startsWith("supabase/.google_calendar_add/");
  const left = Object.entries(snapshot(app)).filter(([path]) => !isStaged(path));
  assertEquals(Object.fromEntries(left), before);
  const { code, text } = await addFrom(next, app, "--yes");
  assertEquals(code, 0);
  assert(!text.includes("An earlier run"), text);
  assertEquals(filesOf(app).filter(isStaged), []);
});

for (const moves of [0, 1, 3]) {
  Deno.test(`an upgrade that is killed after ${moves} moved files is undone by the next run`, async () => {
    const app = await appWith(async (app) => {
      await write(app, `${HOME}/uuid.ts`, `// Ours.\n${await read(app, `${HOME}/uuid.ts`)}`);
    });
    const before = snapshot(app);
    await killedAt(moves, app);
    const half = await output(
      Deno.execPath(),
      ["run", "-A", "--no-check", "tasks/buildFunctions.ts", app],
      ".",
    );
    assertEquals(half.code, 1);
    assertStringIncludes(half.text, "deno task add was stopped in the middle.");
    const dry = await addFrom(next, app, "--dry-run");
    assertEquals(dry.code, 1);
    assertStringIncludes(dry.text, "An earlier run was stopped in the middle.");

    // Nobody agrees, so it only puts the files back.
    const undone = await addFrom(next, app);
    assertStringIncludes(undone.text, "The files are as they were before it.");
    assertEquals(snapshot(app), before);
    assertEquals((await addFrom(next, app, "--yes")).code, 0);
    assertStringIncludes(await read(app, `${HOME}/uuid.ts`), "// The end, in 1.1.0.");
  });
}

Deno.test("add puts everything back if a file cannot be written", async () => {
  const app = await appWith(nothing);
  // A folder in the place of a file that comes.
  await write(app, `${HOME}/added.ts/own.txt`, "own");
  const before = snapshot(app);
  const { code } = await addFrom(next, app, "--yes");
  assertEquals(code, 1);
  assertEquals(snapshot(app), before);
});

Deno.test("add --remove that is killed in the middle is undone by the next run", async () => {
  const app = await appWith(nothing);
  const before = snapshot(app);
  const runner = `${next}/killedRemoval.ts`;
  await Deno.writeTextFile(
    runner,
    `const remove = Deno.removeSync;
let left = 20;
Deno.removeSync = (path, options) => {
  if (left-- === 0) Deno.kill(Deno.pid, "SIGKILL");
  remove(path, options);
};
await import("./tasks/add.ts");
`,
  );
  const args = ["run", "-A", "--no-check", "killedRemoval.ts", app, "--remove", "--yes"];
  assertEquals((await output(Deno.execPath(), args, next)).code, 137);
  const half = snapshot(app);
  const gone = Object.keys(before).filter((path) => !(path in half)).length;
  assert(gone > 10 && gone < 20, `${gone} files were gone`);
  await addFrom(next, app);
  assertEquals(snapshot(app), before);
});

Deno.test.afterAll(() => Deno.remove(home, { recursive: true }));
