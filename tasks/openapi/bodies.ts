/**
 * The request bodies as JSON Schemas, made from the schemas that check them. What those say in code
 * (a series needs a zone, timed and all-day cannot be mixed) is said here in shape.
 *
 * @module
 */
import { z } from "zod";
import {
  confirmationBody,
  initiateBody,
} from "../../supabase/functions/_shared/connect/schemas.ts";
import { defaultBody } from "../../supabase/functions/_shared/accounts/answers.ts";
import { refreshBody } from "../../supabase/functions/_shared/mirror/answers.ts";
import { timeFields } from "../../supabase/functions/_shared/events/eventFields.ts";
import { changeEventFields } from "../../supabase/functions/_shared/events/changeSchema.ts";
import { createEventFields } from "../../supabase/functions/_shared/events/createSchema.ts";
import { responseBody } from "../../supabase/functions/_shared/events/responseSchema.ts";
import { FIELDS } from "./fields.ts";

/** A JSON Schema, 2020-12. */
export type JsonSchema = Record<string, unknown>;
type Properties = Record<string, JsonSchema>;

/** The schema of what callers send, without `$schema`. */
export function inputSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}

/** The properties of a body, each with its description. Throws for a field that has none. */
function described(schema: z.ZodObject): Properties {
  const { properties } = inputSchema(schema) as { properties: Properties };
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const field = FIELDS[name as keyof typeof FIELDS];
      if (!field) throw new Error(`tasks/openapi/fields.ts does not describe ${name}`);
      return [name, { ...property, ...field }];
    }),
  );
}

const ALL_TIMES = Object.keys(timeFields);
const TIMED = ["start_datetime", "end_datetime"];
const ALL_DAY = ["start_date", "end_date"];

/** A property that must be there as such. */
function withoutNull({ type, ...rest }: JsonSchema): JsonSchema {
  return { ...rest, type: [type].flat().find((one) => one !== "null") };
}

/** A body that takes these of the time fields, and all others. */
function variant(
  properties: Properties,
  { times, required, more }: { times: string[]; required: string[]; more?: JsonSchema },
): JsonSchema {
  const kept = Object.entries(properties).flatMap(([name, property]): [string, JsonSchema][] => {
    if (!ALL_TIMES.includes(name)) return [[name, property]];
    if (required.includes(name)) return [[name, withoutNull(property)]];
    if (times.includes(name)) return [[name, property]];
    // The other kind of time is null in an event that was read.
    return times.length > 0 ? [[name, { type: "null" }]] : [];
  });
  return {
    type: "object",
    properties: Object.fromEntries(kept),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
    ...more,
  };
}

/** Without a zone nobody knows when the next occurrence is after the clocks have changed. */
const SERIES_NEEDS_ZONE = {
  anyOf: [
    { required: ["time_zone"], properties: { time_zone: { type: "string" } } },
    { properties: { recurrence: { anyOf: [{ type: "null" }, { type: "array", maxItems: 0 }] } } },
  ],
};
const ZONES = ["time_zone", "end_time_zone"];

/** What every body of a user's calendar takes beside its own fields. */
const CALLER: Properties = {
  user_id: { type: "string", ...FIELDS.user_id },
  account_id: { type: ["string", "null"], ...FIELDS.account_id },
};

const create = { ...described(createEventFields), ...CALLER };
const change = { ...described(changeEventFields), ...CALLER };
const oneOf = (...names: string[]) => ({
  oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
});

/** By their names in the document. */
export const BODIES: Record<string, JsonSchema> = {
  SignInOptions: variant(described(initiateBody), { times: [], required: [] }),
  Confirmation: variant(described(confirmationBody), { times: [], required: ["confirmation"] }),
  DefaultAccount: variant({
    ...described(defaultBody),
    ...CALLER,
    account_id: { type: "string", ...FIELDS.account_id },
  }, {
    times: [],
    required: ["account_id", "is_default"],
  }),
  NewEvent: oneOf("NewTimedEvent", "NewAllDayEvent"),
  NewTimedEvent: variant(create, {
    times: [...TIMED, ...ZONES],
    required: ["summary", ...TIMED],
    more: SERIES_NEEDS_ZONE,
  }),
  NewAllDayEvent: variant(create, {
    times: [...ALL_DAY, ...ZONES],
    required: ["summary", ...ALL_DAY],
  }),
  MirrorRefresh: variant({ ...described(refreshBody), ...CALLER }, { times: [], required: [] }),
  EventResponse: variant({ ...described(responseBody), ...CALLER }, {
    times: [],
    required: ["response_status"],
  }),
  EventChange: oneOf("EventChangeSameTime", "EventChangeTimed", "EventChangeAllDay"),
  EventChangeSameTime: variant(change, { times: [], required: [] }),
  EventChangeTimed: variant(change, { times: [...TIMED, ...ZONES], required: TIMED }),
  EventChangeAllDay: variant(change, { times: [...ALL_DAY, ...ZONES], required: ALL_DAY }),
};
