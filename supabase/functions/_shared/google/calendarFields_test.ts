import { assert, assertEquals } from "@std/assert";
import type { calendar_v3 } from "@googleapis/calendar";
import { toCalendarEvent } from "../events/event.ts";
import type { CalendarClient } from "../calendarClient.ts";
import { EVENT_FIELDS } from "./calendarFields.ts";
import { listEvents } from "../events/listEvents.ts";
import { listQuery } from "../events/querySchemas.ts";

/** An event that has every object and list that Google's have, so that what is below them is read. */
const event: calendar_v3.Schema$Event = {
  id: "event",
  attachments: [{ fileUrl: "https://example.com" }],
  attendees: [{ email: "grace@example.com" }],
  birthdayProperties: { type: "birthday" },
  conferenceData: {
    conferenceSolution: { key: { type: "hangoutsMeet" }, name: "Google Meet" },
    createRequest: { conferenceSolutionKey: {}, requestId: "r", status: { statusCode: "success" } },
    entryPoints: [
      { entryPointType: "phone", uri: "tel:+1", pin: "1", label: "+1", regionCode: "US" },
      { entryPointType: "video", uri: "https://meet.example.com", pin: "1", label: "meet" },
    ],
    parameters: { addOnParameters: { parameters: {} } },
  },
  creator: { email: "ada@example.com" },
  end: { dateTime: "2026-08-15T10:00:00Z" },
  extendedProperties: { private: {}, shared: {} },
  focusTimeProperties: { chatStatus: "available" },
  gadget: { preferences: {} },
  organizer: { email: "ada@example.com" },
  originalStartTime: { dateTime: "2026-08-15T09:00:00Z" },
  outOfOfficeProperties: { declineMessage: "" },
  recurrence: ["RRULE:FREQ=DAILY"],
  reminders: { overrides: [{ method: "popup", minutes: 10 }] },
  source: { url: "https://example.com" },
  start: { dateTime: "2026-08-15T09:00:00Z" },
  workingLocationProperties: { customLocation: {}, homeOffice: {}, officeLocation: {} },
};

/** Notes which properties are read, as paths without the positions in lists. */
function watched<T extends object>(value: T, path: string, read: Set<string>): T {
  return new Proxy(value, {
    get(target, name, receiver) {
      const found = Reflect.get(target, name, receiver);
      if (typeof name === "symbol" || typeof found === "function") return found;
      const isList = Array.isArray(target);
      const here = isList ? path : [path, name].filter(Boolean).join("/");
      if (!isList) read.add(here);
      return typeof found === "object" && found !== null ? watched(found, here, read) : found;
    },
  });
}

type Mask = { [name: string]: Mask };

/** `a,b/c,d(e,f/g)` as a tree; an empty one stands for all that is below. */
function parseMask(text: string): Mask {
  let at = 0;
  function list(): Mask {
    const mask: Mask = {};
    for (;;) {
      let inner = mask;
      for (;;) {
        const [name] = /^\w+/.exec(text.slice(at))!;
        at += name.length;
        inner = inner[name] = {};
        if (text[at] !== "/") break;
        at++;
      }
      if (text[at] === "(") {
        at++;
        Object.assign(inner, list());
        assertEquals(text[at++], ")");
      }
      if (text[at] !== ",") return mask;
      at++;
    }
  }
  const mask = list();
  assertEquals(at, text.length, "the mask is not well-formed");
  return mask;
}

function covers(mask: Mask, path: string): boolean {
  let here = mask;
  for (const name of path.split("/")) {
    const below = here[name];
    if (!below) return false;
    here = below;
    if (Object.keys(here).length === 0) return true;
  }
  // An object that only some fields are asked of: those are looked at by themselves.
  return true;
}

Deno.test("every field of Google's event that is read is asked for", () => {
  const read = new Set<string>();
  // Meetings are read in more than one way.
  for (const entryPoints of [event.conferenceData!.entryPoints!, []]) {
    const conferenceData = { ...event.conferenceData, entryPoints };
    toCalendarEvent(watched({ ...event, conferenceData }, "", read), {
      calendarId: "primary",
      accountId: "",
    });
  }
  toCalendarEvent(watched({ ...event, conferenceData: undefined }, "", read), {
    calendarId: "primary",
    accountId: "",
  });
  assert(read.size > 30, `only ${read.size} fields are read`);
  const mask = parseMask(EVENT_FIELDS);
  assertEquals([...read].filter((path) => !covers(mask, path)), []);
});

Deno.test("every field that is asked for is read", () => {
  const read = new Set<string>();
  toCalendarEvent(watched(event, "", read), { calendarId: "primary", accountId: "" });
  toCalendarEvent(watched({ ...event, conferenceData: {} }, "", read), {
    calendarId: "primary",
    accountId: "",
  });
  const unread = Object.keys(parseMask(EVENT_FIELDS)).filter((name) => !read.has(name));
  assertEquals(unread, []);
});

Deno.test("a list asks for the fields that are read of the page and of its events", async () => {
  const read = new Set<string>();
  let asked = "";
  const list = ({ fields }: calendar_v3.Params$Resource$Events$List) => {
    asked = fields!;
    return Promise.resolve(watched({ kind: "calendar#events", items: [event] }, "", read));
  };
  await listEvents(
    { account: { googleEmail: null }, events: { list } } as unknown as CalendarClient,
    listQuery.parse({}),
  );
  // Of every promise's value.
  read.delete("then");
  const mask = parseMask(asked);
  assertEquals([...read].filter((path) => !covers(mask, path)), []);
  assertEquals(mask.items, parseMask(EVENT_FIELDS));
});
