/** Each field of an event is known wherever it must be: in bodies, answers, requests to Google, comparisons. */
import { assertEquals } from "@std/assert";
import { changeEventFields } from "../../supabase/functions/_shared/events/changeSchema.ts";
import { createEventFields } from "../../supabase/functions/_shared/events/createSchema.ts";
import {
  PLAIN_FIELDS,
  PLAIN_NAMES,
  type PlainName,
} from "../../supabase/functions/_shared/google/plainFields.ts";
import { ANSWERS } from "../../tasks/openapi/answers.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);

const answered = Object.keys(ANSWERS.Event.shape);

/** Fields that are about the request, and are no part of an event. */
const OF_THE_REQUEST = ["send_updates", "idempotency_key", "if_match", "scope"];
/** Names the account of a request on every route, so a body's own schema does not have it. */
const OF_EVERY_ROUTE = ["account_id"];
/** Asked for by this name, and answered as `meeting`. */
const ASKED_FOR = ["conference"];

for (const [name, body] of Object.entries({ createEventFields, changeEventFields })) {
  const taken = Object.keys(body.shape);

  Deno.test(`${name} takes every field that an event is answered with`, () => {
    const known = [...taken, ...OF_EVERY_ROUTE];
    assertEquals(answered.filter((field) => !known.includes(field)), []);
  });

  Deno.test(`every field of an event that ${name} takes is answered`, () => {
    const notAnswered = taken.filter((field) => !answered.includes(field));
    const known = [...OF_THE_REQUEST, ...ASKED_FOR];
    assertEquals(notAnswered.filter((field) => !known.includes(field)), []);
  });
}

/** Two values for a plain field: the first is another than Google's default. */
function valuesOf(name: PlainName): [string, string] {
  const { values = ["", "2", "3"] } = PLAIN_FIELDS[name];
  return [values[1]!, values[2] ?? values[0]];
}

const EVENT = {
  summary: "Lecture 5",
  start_datetime: "2027-08-15T09:00:00Z",
  end_datetime: "2027-08-15T10:00:00Z",
};
const stored = (id: string) => stack.google.events(ADA).find((event) => event.id === id)!;

for (const name of PLAIN_NAMES) {
  const [first, second] = valuesOf(name);
  const { google } = PLAIN_FIELDS[name];

  Deno.test(`${name} is created, read, listed, kept, changed and cleared`, async () => {
    const created = await call("POST /create-calendar-event/users/me/calendar/events", {
      user: ada,
      body: { ...EVENT, [name]: first },
    });
    assertEquals([created.status, created.body[name]], [201, first]);
    const { id } = created.body;
    assertEquals(stored(id)[google as keyof ReturnType<typeof stored>], first);

    const route = `/calendar-events/users/me/${id}`;
    const read = await call(`GET ${route}`, { user: ada });
    assertEquals([read.status, read.body[name]], [200, first]);
    const span = "time_min=2027-08-01T00:00:00Z&time_max=2027-09-01T00:00:00Z";
    const { body: { events } } = await call(`GET /calendar-events/users/me?${span}`, { user: ada });
    const listed = events.find((event: { id: string }) => event.id === id);
    assertEquals(listed[name], first);

    stack.google.resetCalls();
    const kept = await call(`PATCH ${route}`, { user: ada, body: { [name]: first } });
    assertEquals([kept.body[name], stack.google.count("events.patch")], [first, 0]);
    const changed = await call(`PATCH ${route}`, { user: ada, body: { [name]: second } });
    const left = PLAIN_FIELDS[name].values?.[0];
    assertEquals([changed.status, changed.body[name] ?? left], [200, second]);
    await call(`PATCH ${route}`, { user: ada, body: { [name]: first } });
    const cleared = await call(`PATCH ${route}`, { user: ada, body: { [name]: null } });
    assertEquals([cleared.status, cleared.body[name] ?? left], [200, left]);
  });
}

closeAtEnd(stack);
