/** What docs/recipes.md gives to copy for servers and phones, run as it stands there. */
import { assertEquals, assertRejects } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { useSettings } from "../support/settings.ts";
import { startHosted } from "./hosted.ts";
import { snippet } from "./snippets.ts";

const PAGE = "docs/recipes.md";
const RETURN_TO = "myapp://callback";
const hosted = await startHosted();
const { stack, connect, call, follow } = hosted.scenario;
const [, origins] = /ALLOWED_ORIGINS=(\S+)/.exec(await snippet(PAGE, "sh", "expo install"))!;
// The functions read it at the first request.
useSettings({ ALLOWED_ORIGINS: origins, SUPABASE_URL: hosted.url });
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });
const client = new URL("../../web/src/google-calendar/client.ts", import.meta.url).href;

/** Imports a module of these lines. Its stand-ins are put beside it, by what the lines import. */
// deno-lint-ignore no-explicit-any -- what the page's lines export
async function load(lines: string, standIns: Record<string, string> = {}): Promise<any> {
  const folder = await Deno.makeTempDir({ prefix: "recipes-" });
  let text = lines.replace("./google-calendar/client", client);
  for (const [index, [name, code]] of Object.entries(standIns).entries()) {
    await Deno.writeTextFile(`${folder}/${index}.ts`, code);
    text = text.replace(`from "${name}"`, `from "./${index}.ts"`);
  }
  await Deno.writeTextFile(`${folder}/snippet.ts`, text);
  const module = await import(`file://${folder}/snippet.ts`);
  await Deno.remove(folder, { recursive: true });
  return module;
}

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

async function create(summary: string, from: number, to: number) {
  const body = { summary, start_datetime: at(from), end_datetime: at(to) };
  const path = "/create-calendar-event/users/me/calendar/events";
  assertEquals((await call(`POST ${path}`, { user: ada, body })).status, 201);
}

const titlesOf = (events: { summary: string }[]) => events.map(({ summary }) => summary);

Deno.test("another function reads the next five meetings of a user, and no time out of office", async () => {
  await connect(ada);
  await create("over", -3, -2);
  for (const [index, name] of ["f", "d", "b", "e", "c"].entries()) {
    await create(name, [5, 3, 1, 4, 2][index]!, 6);
  }
  await create("a, going on", -1, 1);
  stack.google.plant("ada@example.com", {
    summary: "Away",
    eventType: "outOfOffice",
    start: { dateTime: at(-2) },
    end: { dateTime: at(2) },
  });
  const { body } = await call(`GET /calendar-events/users/me?time_min=${at(0)}`, { user: ada });
  assertEquals(titlesOf(body.events).includes("Away"), true);
  const { nextFive } = await load(await snippet(PAGE, "ts", "user_id: userId"));
  assertEquals(titlesOf(await nextFive(ada.id)), ["a, going on", "b", "c", "d", "e"]);
  await assertRejects(() => nextFive(grace.id), Error, "calendar_not_connected");
  await assertRejects(() => nextFive(crypto.randomUUID()), Error, "user_not_found");
});

/** What the phone's browser and its links do, as the packages document it. */
interface Phone {
  open(address: string, returnTo: string): Promise<{ type: string; url?: string }>;
  initialUrl: string | null;
  token: string;
}
const phone: Phone = {
  open: () => Promise.reject(new Error("closed")),
  initialUrl: null,
  token: grace.access_token,
};

async function loadExpo() {
  Object.assign(globalThis, { phone });
  const lines = await snippet(PAGE, "ts", "expo-web-browser") + "\n" +
    await snippet(PAGE, "ts", "async function add");
  return await load(lines, {
    "expo-web-browser":
      "export const openAuthSessionAsync = (...given) => globalThis.phone.open(...given);",
    "expo-linking": "export const getInitialURL = async () => globalThis.phone.initialUrl;",
    "./supabase": `import { createClient } from "${import.meta.resolve("@supabase/supabase-js")}";
      export const supabase = createClient("${hosted.url}", "sb_publishable_none", {
        accessToken: async () => globalThis.phone.token,
      });`,
  });
}

/** A person who chooses this account at Google, or refuses. */
function answering(choice: { email: string; deny?: boolean }): Phone["open"] {
  return async (address, returnTo) => {
    const back = await follow(await stack.google.approve(address, choice));
    // The browser closes at the first address that begins like that, and any other stays open.
    return back.href.startsWith(returnTo)
      ? { type: "success", url: back.href }
      : { type: "dismiss", url: back.href };
  };
}

Deno.test("an Expo app connects, adds an event and reads the next five meetings", async () => {
  const expo = await loadExpo();
  const own = "grace@example.com";
  assertEquals(await expo.started(), "not_connected");

  phone.open = () => Promise.resolve({ type: "cancel" });
  assertEquals(await expo.connect(), "not_connected");
  phone.open = answering({ email: own, deny: true });
  assertEquals(await expo.connect(), "access_denied");

  const opened: string[] = [];
  phone.open = async (address, returnTo) => {
    const result = await answering({ email: own })(address, returnTo);
    opened.push(returnTo, result.url!);
    return result;
  };
  assertEquals(await expo.connect(), "connected");
  assertEquals(opened, [RETURN_TO, `${RETURN_TO}?calendar=connected`]);

  const { start_datetime } = await expo.add("From a phone");
  assertEquals(new Date(start_datetime).getTime() % 3_600_000, 0);
  assertEquals(titlesOf(await expo.nextFive()), ["From a phone"]);

  // A late error of an attempt that succeeded does not count.
  phone.initialUrl = `${RETURN_TO}?calendar=error&error=state_invalid`;
  assertEquals(await expo.started(), "connected");
});

Deno.test("an Expo app that Android ended in between reads how it ended from its link", async () => {
  const expo = await loadExpo();
  await expo.calendar.disconnect();
  phone.open = async (address) => {
    const back = await follow(
      await stack.google.approve(address, { email: "grace@example.com", deny: true }),
    );
    phone.initialUrl = back.href;
    throw new Error("The app has ended");
  };
  await assertRejects(() => expo.connect(), Error, "The app has ended");
  assertEquals(await expo.started(), "access_denied");
});

Deno.test("an account that must be confirmed leads to the web app, and from there back to the app", async () => {
  const expo = await loadExpo();
  const { authorization_url } = await expo.calendar.connect({ return_to: RETURN_TO });
  const back = await follow(
    await stack.google.approve(authorization_url, { email: "alan@example.com" }),
  );
  assertEquals(back.origin + back.pathname, `${stack.env.APP_URL}/profile`);
  const confirmation = new URLSearchParams(back.hash.slice(1)).get("confirmation")!;
  assertEquals((await expo.calendar.pendingConnection(confirmation)).return_to, RETURN_TO);
});

closeAtEnd(hosted);
