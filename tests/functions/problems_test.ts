/** The problems of a request: in this project's words, about what is wrong, and no more than a page of them. */
import { assert, assertEquals, assertNotMatch } from "@std/assert";
import fc from "fast-check";
import type { z } from "zod";
import * as connectSchemas from "../../supabase/functions/_shared/connect/schemas.ts";
import { ApiError, type Problem } from "../../supabase/functions/_shared/errors.ts";
import * as changeSchema from "../../supabase/functions/_shared/events/changeSchema.ts";
import * as createSchema from "../../supabase/functions/_shared/events/createSchema.ts";
import * as querySchemas from "../../supabase/functions/_shared/events/querySchemas.ts";
import { validate } from "../../supabase/functions/_shared/http/validation.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { PROPERTY_RUNS } from "../support/propertyRuns.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const SCHEMAS = Object.fromEntries(
  [connectSchemas, changeSchema, createSchema, querySchemas].flatMap((module) =>
    Object.entries(module)
  )
    .filter(([, value]) => typeof value === "object" && "_zod" in value),
) as Record<string, z.ZodType>;

/** How zod's own texts read. */
const ZODS_WORDS =
  /invalid (input|option|string|email|uuid|key|element)|expected|received|too (big|small)|unrecognized|^invalid/i;

function problemsOf(schema: z.ZodType, value: unknown): Problem[] {
  try {
    validate(schema, value);
    return [];
  } catch (error) {
    assert(error instanceof ApiError);
    return error.details as Problem[];
  }
}

/** The names of a schema's fields, whatever it is wrapped in. */
function fieldsOf(schema: z.ZodType): string[] {
  const { def } = schema._zod as unknown as { def: { in?: z.ZodType; shape?: object } };
  return def.shape ? Object.keys(def.shape) : def.in ? fieldsOf(def.in) : [];
}

function assertOurs(name: string, value: unknown, problems: Problem[]) {
  for (const { path, message } of problems) {
    assertNotMatch(message, ZODS_WORDS, `${name} ${JSON.stringify(value)} ${path}: ${message}`);
    assert(message.length > 0 && path.length <= 100);
  }
  assert(problems.length <= 50);
}

const ODD: unknown[] = [
  ...[undefined, null, true, false, 0, 1.5, -1, 1e300, "", "x", "a".repeat(9000), "\0", "\ud800"],
  ...[[], {}, [null], [[]], [{}], ["x"], [1], { x: 1 }, { __proto__: null, use_default: 1 }],
  ...[{ use_default: true, overrides: [{ method: "x", minutes: 1.5 }] }, { overrides: null }],
  ...[Array(300).fill("x"), Array(300).fill({}), [{ email: "x", optional: 1, display_name: [] }]],
];

Deno.test("every schema is looked at, and each has fields", () => {
  assert(Object.keys(SCHEMAS).length >= 8, Object.keys(SCHEMAS).join());
  for (const [name, schema] of Object.entries(SCHEMAS)) assert(fieldsOf(schema).length > 0, name);
});

for (const [name, schema] of Object.entries(SCHEMAS)) {
  Deno.test(`${name} says what is wrong in our words, for every field and every kind of value`, () => {
    for (const value of ODD) {
      assertOurs(name, value, problemsOf(schema, value));
      for (const field of fieldsOf(schema)) {
        const given = { [field]: value };
        assertOurs(name, given, problemsOf(schema, given));
      }
    }
  });

  Deno.test(`${name} says what is wrong in our words, whatever JSON it is given`, () => {
    const field = fc.constantFrom(...fieldsOf(schema));
    const value = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(field, fc.jsonValue()),
      fc.constantFrom(...ODD),
    );
    fc.assert(
      fc.property(fc.oneof(value, fc.dictionary(field, value)), (given) => {
        assertOurs(name, given, problemsOf(schema, given));
      }),
      { numRuns: Math.ceil(PROPERTY_RUNS / 10) },
    );
  });
}

const CREATE = "POST /create-calendar-event/users/me/calendar/events";
const BODIES = [
  CREATE,
  "PATCH /calendar-events/users/me/abc",
  "POST /oauth-initiate",
  "POST /oauth-callback/pending",
  "POST /oauth-callback/confirm",
];

Deno.test("a body that is no object is one problem with the whole of it", async () => {
  for (const route of BODIES) {
    for (const body of ["[]", '"x"', "1", "null", "true", "[{}]"]) {
      const answer = await call(route, { user: ada, body });
      assertEquals([answer.status, answer.body.code], [422, "invalid_request"], `${route} ${body}`);
      assertEquals(answer.body.details, [{ path: "", message: "must be a JSON object" }], route);
    }
  }
});

Deno.test("a field that is left out is required, and one of the wrong type says which it must be", async () => {
  const { body } = await call(CREATE, { user: ada, body: { description: 1, attendees: "x" } });
  assertEquals(
    new Map(body.details.map((one: Problem) => [one.path, one.message])),
    new Map([
      ["summary", "is required"],
      ["description", "must be a string"],
      ["attendees", "must be a list"],
    ]),
  );
  const missing = await call("POST /oauth-callback/confirm", { user: ada, body: {} });
  assertEquals(missing.body.details, [{ path: "confirmation", message: "is required" }]);
});

Deno.test("thousands of unknown fields, or one with a long name, are answered in a few kilobytes", async () => {
  const many = Object.fromEntries(Array.from({ length: 6000 }, (_, i) => [`k${i}`, 1]));
  const long = { ["k".repeat(60_000)]: 1 };
  // The cut falls into the middle of a character.
  const wide = { [`x${"😀".repeat(10_000)}`]: 1 };
  const deep = { attendees: [{ email: "a@example.com", ["k".repeat(50_000)]: 1 }] };
  for (const route of BODIES) {
    for (const body of [many, long, wide, deep]) {
      const answer = await call(route, { user: ada, body });
      assertEquals([answer.status, answer.body.code], [422, "invalid_request"], route);
      const text = JSON.stringify(answer.body);
      assert(text.length < 10_000, `${text.length}`);
      assert(answer.body.details.length <= 50);
      assert(text.isWellFormed() && !/\\ud[89a-f]/i.test(text), "half a character");
    }
  }
  const answer = await call(CREATE, { user: ada, body: many });
  assertEquals(answer.body.details.at(-1).message, "5952 more problems");
});

Deno.test("a query of many or long unknown parameters is answered in a few kilobytes", async () => {
  const names = Array.from({ length: 2000 }, (_, i) => `k${i}=1`).join("&");
  for (const query of [names, `${names}&${names}`, `${"k".repeat(30_000)}=1`]) {
    const { status, body } = await call(`GET /calendar-events/users/me?${query}`, { user: ada });
    assertEquals(status, 422);
    assert(JSON.stringify(body).length < 10_000);
  }
});

closeAtEnd(stack);
