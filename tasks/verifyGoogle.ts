/**
 * `deno task verify:google`: compares the emulator with Google where Google's documentation is incomplete,
 * and writes a dated report of the differences. A maintainer with a Google account runs it. With
 * `--emulator-only` it needs no account.
 *
 * @module
 */
import { parseArgs } from "node:util";
import { emulatorSide } from "./verifyGoogle/emulatorSide.ts";
import { googleSide } from "./verifyGoogle/googleSide.ts";
import { askAll, differences, reportOf } from "./verifyGoogle/report.ts";
import { runTask } from "./runTask.ts";

const HELP = `deno task verify:google [options]

  --attendee        ask for a second account too, for what invitations do
  --second-calendar ID   another calendar of yours, for what ids mean across calendars
  --old-address A   an address that your account had before, if you renamed it
  --push-address URL   an HTTPS address that leads to port N + 1 here (a tunnel), to count messages
  --project-ref REF    a Supabase project: does Google send to its functions?
  --port N          where Google's redirect comes back (8123)
  --report FILE     where the report goes (docs/google-<date>.md)
  --emulator-only   ask the emulator in Google's place

Before: an OAuth client of the type "Web application" with the Calendar API enabled, in
GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET, with http://127.0.0.1:8123/ among its redirect addresses.
Some events are made in your calendar, two years from now, and deleted again. Nobody is sent an e-mail.
Ends with 1 where they differ.
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: "boolean", short: "h" },
      attendee: { type: "boolean", default: false },
      "second-calendar": { type: "string" },
      "old-address": { type: "string" },
      "push-address": { type: "string" },
      "project-ref": { type: "string" },
      port: { type: "string", default: "8123" },
      report: { type: "string" },
      "emulator-only": { type: "boolean", default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const date = new Date().toISOString().slice(0, 10);
  const path = values.report ?? `docs/google-${date}.md`;

  await using real = values["emulator-only"] ? await emulatorSide() : googleSide({
    port: Number(values.port),
    attendee: values.attendee,
    secondCalendar: values["second-calendar"],
    oldAddress: values["old-address"],
    pushAddress: values["push-address"],
    projectRef: values["project-ref"],
  });
  await using emulator = await emulatorSide();
  const say = (line: string) => console.log(line);
  const [one, other] = [await askAll(real, say), await askAll(emulator, say)];

  await Deno.writeTextFile(path, reportOf(date, [real.name, one], [emulator.name, other]));
  const differing = differences(one, other);
  console.log(`\n${differing.length} differences. The report is ${path}`);
  if (differing.length > 0) Deno.exitCode = 1;
}

await runTask(main);
