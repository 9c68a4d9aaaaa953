/**
 * The client as React Native runs it. Hermes is not at hand: its gaps are made here, in a context of
 * its own, and a scan of the source finds what no call reaches.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { createContext, runInContext } from "node:vm";
import { buildApart } from "./buildApart.ts";

const CLIENT = "web/src/google-calendar/client.ts";

/** What Hermes or React Native 0.76 lacks, or has only in part. */
const MISSING = [
  ...["structuredClone", "supportedValuesOf", "withResolvers", "Temporal", "BroadcastChannel"],
  ...["searchParams", "URLSearchParams", "new URL", "AbortSignal.any", "AbortSignal.timeout"],
  ...["crypto.subtle", "TextDecoder", "groupBy", "fromAsync", "isWellFormed", "toSorted"],
  ...["toSpliced", "toReversed", "formatRange", "ListFormat", "Segmenter", "WeakRef"],
  ...["FinalizationRegistry", "document", "window", "location", "sessionStorage", "localStorage"],
];

Deno.test("the client's source names nothing that Hermes lacks", async () => {
  const source = (await Deno.readTextFile(CLIENT)).replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const text = source.replaceAll(/location\??: string/g, ""); // an event's place
  assertEquals(MISSING.filter((name) => new RegExp(`(?<![\\w."])${name}\\b`).test(text)), []);
  assertEquals(
    text.match(/\(\?<[=!]|\/[a-z]*v[a-z]*\.(?:exec|test)|^#\w+|\bawait using\b/gm),
    null,
  );
});

/** The client as one script, and what it exports when it runs with these globals alone. */
async function loadWith(globals: Record<string, unknown>) {
  const folder = await buildApart({
    build: {
      minify: false,
      target: "es2020",
      lib: { entry: CLIENT, formats: ["iife"], name: "exported", fileName: "client" },
    },
  });
  const [{ name }] = [...Deno.readDirSync(folder)].filter((file) => file.name.endsWith(".js")) as [
    Deno.DirEntry,
  ];
  const code = await Deno.readTextFile(`${folder}/${name}`);
  await Deno.remove(folder, { recursive: true });
  // A context has the language's own globals: no URL, no crypto, no AbortSignal but these.
  const context = createContext({ ...globals });
  runInContext(
    `delete Intl.supportedValuesOf; delete Promise.withResolvers; delete Object.groupBy;
     for (const name of ["toSorted", "toSpliced", "toReversed", "with"]) delete Array.prototype[name];
     ${code}; globalThis.exported = exported;`,
    context,
  );
  // deno-lint-ignore no-explicit-any
  return (context as any).exported;
}

/** React Native's own: no `timeout`, no `any`, no reason of an abort. */
class Controller {
  signal = { aborted: false, onabort: null as null | (() => void) };
  abort() {
    this.signal.aborted = true;
    this.signal.onabort?.();
  }
}

interface Call {
  url: string;
  init: { method: string; body?: string; signal: Controller["signal"] };
}

function fetchOf(calls: Call[], answer: (call: Call) => Promise<unknown>) {
  return (url: string, init: Call["init"]) => {
    calls.push({ url, init });
    return answer({ url, init });
  };
}

const reply = (status: number, body: object) => ({
  status,
  headers: { get: () => null },
  text: () => Promise.resolve(JSON.stringify(body)),
});

const environment = {
  AbortController: Controller,
  setTimeout,
  clearTimeout,
  navigator: { product: "ReactNative" },
};
const options = {
  functionsUrl: "https://project.example/functions/v1",
  apikey: "publishable",
  getAccessToken: () => Promise.resolve("session"),
};

Deno.test("without what Hermes lacks, every call goes out and its answer is read", async () => {
  const calls: Call[] = [];
  const { createCalendarClient } = await loadWith({
    ...environment,
    fetch: fetchOf(calls, () => Promise.resolve(reply(200, { id: "e1" }))),
  });
  const client = createCalendarClient(options);
  await client.connect();
  await client.createEvent({
    summary: "Lecture",
    start_date: "2026-08-15",
    end_date: "2026-08-16",
  });
  await client.createEvent({
    summary: "Lecture",
    start_date: "2026-08-15",
    end_date: "2026-08-16",
  });
  await client.listEvents({ q: "a b&c=ü", event_type: ["default", "focus_time"], limit: 5 });
  await client.deleteEvent("a/b", { send_updates: "none" });
  const list = new URL(calls[3]!.url).searchParams;
  assertEquals(list.get("q"), "a b&c=ü");
  assertEquals(list.getAll("event_type"), ["default", "focus_time"]);
  assert(
    calls[4]!.url.endsWith("/calendar-events/users/me/a%2Fb?send_updates=none"),
    calls[4]!.url,
  );
  const keys = calls.slice(1, 3).map(({ init }) => JSON.parse(init.body!).idempotency_key);
  for (const key of keys) assertMatch(key, /^[\x21-\x7e]{20,255}$/);
  assert(keys[0] !== keys[1]);
});

Deno.test("without what Hermes lacks, an error, a late answer and no network are errors of the client", async () => {
  const failure = async (answer: (call: Call) => Promise<unknown>, more = {}) => {
    const { createCalendarClient, CalendarError } = await loadWith({
      ...environment,
      fetch: fetchOf([], answer),
    });
    const error = await createCalendarClient({ ...options, ...more }).connection()
      .catch((thrown: unknown) => thrown);
    assert(error instanceof CalendarError);
    return error.code;
  };
  const refused = reply(409, { code: "calendar_not_connected", message: "Connect first." });
  assertEquals(await failure(() => Promise.resolve(refused)), "calendar_not_connected");
  assertEquals(await failure(() => Promise.reject(new Error("down"))), "network_error");
  const never = ({ init }: Call) =>
    new Promise((_, reject) => {
      init.signal.onabort = () => reject(new Error("aborted"));
    });
  assertEquals(await failure(never, { timeout: 20 }), "network_error");
});

Deno.test("without what Hermes lacks, the return from Google is read from a deep link", async () => {
  const { readArrival, withoutArrival } = await loadWith(environment);
  const confirm = readArrival("myapp://profile#calendar=confirm&confirmation=s-1");
  assertEquals({ ...confirm }, { kind: "confirm", confirmation: "s-1" });
  const error = readArrival("myapp://profile/x?calendar=error&error=access_denied");
  assertEquals({ ...error }, { kind: "error", code: "access_denied" });
  assertEquals(withoutArrival("https://app.example/a?calendar=connected&b=1#c"), "/a?b=1#c");
});
