/** PATCH and POST accept an event as GET answered it. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { foreignEvents } from "../support/foreignEvents.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const { google } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);

const RUNS = 50;
const EVENTS = "/calendar-events/users/me";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;

const stored = (id: string) => google.events(ADA).find((event) => event.id === id)!;
async function read(id: string): Promise<Json> {
  const { status, body } = await call(`GET ${EVENTS}/${id}`, { user: ada });
  assertEquals(status, 200, JSON.stringify(body));
  return body;
}
const patch = (id: string, body: unknown) => call(`PATCH ${EVENTS}/${id}`, { user: ada, body });
const create = (body: unknown) =>
  call("POST /create-calendar-event/users/me/calendar/events", { user: ada, body });

/** The event without what changes with every write: Google's notes, and this project's. */
function content({ etag: _, updated: __, sequence: ___, ...event }: Json): Json {
  const own = Object.entries(event.extendedProperties?.private ?? {})
    .filter(([name]) => !name.startsWith("supabase_"));
  const { extendedProperties, ...rest } = event;
  const shared = extendedProperties?.shared;
  return { ...rest, private: Object.fromEntries(own), shared: shared ?? {} };
}

Deno.test("an event that is sent back as it was read is not changed, whoever made it", async () => {
  const property = fc.asyncProperty(foreignEvents({ creatable: false }), async (event) => {
    const id = google.plant(ADA, event);
    const before = stored(id);
    const body = await read(id);
    google.resetCalls();
    const answer = await patch(id, body);
    assertEquals(answer.status, 200, JSON.stringify(answer.body));
    assertEquals(answer.body, body);
    assertEquals(google.count("events.patch"), 0);
    assertEquals(stored(id), before);
  });
  await fc.assert(property, { numRuns: RUNS });
});

/** A new value for a field, and Google's name of the field. */
const CHANGES: Record<string, [value: unknown, google: string]> = {
  summary: ["Another title", "summary"],
  description: [null, "description"],
  location: ["Elsewhere", "location"],
  color_id: ["3", "colorId"],
  visibility: ["confidential", "visibility"],
  reminders: [{ use_default: false, overrides: [{ method: "popup", minutes: 7 }] }, "reminders"],
};

Deno.test("if an event is sent back with one field changed, only that field changes", async () => {
  // Google refuses changes of some fields of some types, and of somebody else's event.
  const own = foreignEvents({ creatable: false })
    .filter(({ organizer, eventType }) => !organizer && eventType === "default");
  const property = fc.asyncProperty(
    own,
    fc.constantFrom(...Object.keys(CHANGES)),
    async (event, name) => {
      const [value, field] = CHANGES[name]!;
      const id = google.plant(ADA, event);
      const before = stored(id);
      const answer = await patch(id, { ...await read(id), [name]: value });
      assertEquals(answer.status, 200, JSON.stringify(answer.body));
      const after = stored(id);
      const without = ({ [field]: _, ...rest }: Json) => content(rest);
      assertEquals(without(after), without(before));
      // An empty text and no text are the same.
      assertEquals(answer.body[name] || null, value);
    },
  );
  await fc.assert(property, { numRuns: RUNS });
});

/** The event's own content, without what its calendar or Google adds. */
function copied(event: Json): Json {
  const zone = (name: string | null) => name && name.toLowerCase();
  return {
    texts: [event.summary, event.description, event.location].map((text) => text ?? ""),
    days: [event.start_date, event.end_date],
    times: [event.start_datetime, event.end_datetime].map((time) => time && Date.parse(time)),
    zones: [zone(event.time_zone), zone(event.end_time_zone)],
    recurrence: event.recurrence,
    attendees: (event.attendees ?? []).map((guest: Json) => [
      guest.email.toLowerCase(),
      guest.optional,
      guest.display_name,
    ]),
    reminders: event.reminders,
    settings: [
      event.visibility ?? "default",
      event.transparency ?? "opaque",
      event.color_id,
      event.event_type,
    ],
  };
}

Deno.test("an event that was read can be created again, with the same content", async () => {
  const property = fc.asyncProperty(foreignEvents({ creatable: true }), async (event) => {
    const id = google.plant(ADA, event);
    const body = await read(id);
    const answer = await create(body);
    assertEquals(answer.status, 201, JSON.stringify(answer.body));
    assert(answer.body.id !== id);
    assertEquals(copied(answer.body), copied(body));
  });
  await fc.assert(property, { numRuns: RUNS });
});

closeAtEnd(stack);
