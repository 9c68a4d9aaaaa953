/**
 * The request bodies of the emulator's own HTTP API.
 *
 * @module
 */
import { HTTPException } from "hono/http-exception";
import { z } from "zod";
import { COLOR_IDS } from "./calendar/colors.ts";
import { ROLES } from "./calendar/roles.ts";
import { MAX_LAG } from "./calendar/store.ts";
import { idTokenFaults } from "./faults/fault.ts";
import { type FaultName, faults as named } from "./faults/named.ts";

const fault = z.strictObject({
  times: z.number().positive().nullable(),
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()),
  body: z.unknown(),
  delay_ms: z.number().min(0),
  hang: z.boolean(),
  reset: z.enum(["before", "middle"]),
  trickle: z.union([
    z.number().positive(),
    z.strictObject({ bytes: z.int().positive(), every_ms: z.number().min(0) }),
  ]),
  after: z.boolean(),
  patch: z.record(z.string(), z.unknown()),
  id_token: z.enum(idTokenFaults),
}).partial();

const share = z.number().min(0).max(1);

const entry = {
  hidden: z.boolean().optional(),
  selected: z.boolean().optional(),
  deleted: z.boolean().optional(),
  summary_override: z.string().optional(),
  color_id: z.enum(COLOR_IDS).optional(),
  notifications: z.array(
    z.enum(["eventCreation", "eventChange", "eventCancellation", "eventResponse", "agenda"]),
  ).optional(),
};

export const bodies = {
  clock: z.strictObject({ advance_seconds: z.number().min(0) }),
  fail: z.strictObject({
    endpoint: z.string(),
    /** A name from `faults/named.ts`, or a fault as an object. */
    fault: z.union([z.enum(Object.keys(named) as [FaultName, ...FaultName[]]), fault]),
    /** Replaces the `times` of a named fault. */
    times: z.number().positive().nullable().optional(),
  }),
  plant: z.strictObject({
    email: z.string(),
    event: z.record(z.string(), z.unknown()),
    calendar_id: z.string().optional(),
  }),
  omitGuests: z.strictObject({
    email: z.string(),
    event_id: z.string(),
    others: z.int().min(0).optional(),
    calendar_id: z.string().optional(),
  }),
  defaultReminders: z.strictObject({
    email: z.string(),
    reminders: z.array(
      z.strictObject({ method: z.enum(["email", "popup"]), minutes: z.int().min(0) }),
    ),
    calendar_id: z.string().optional(),
  }),
  newCalendar: z.strictObject({
    email: z.string(),
    summary: z.string(),
    id: z.string().optional(),
    time_zone: z.string().optional(),
    description: z.string().optional(),
    location: z.string().optional(),
    conference_types: z.array(
      z.enum(["eventHangout", "eventNamedHangout", "hangoutsMeet"]),
    ).optional(),
    ...entry,
  }),
  share: z.strictObject({
    calendar_id: z.string(),
    email: z.string(),
    role: z.enum(["none", ...ROLES]),
  }),
  calendarEntry: z.strictObject({ email: z.string(), calendar_id: z.string(), ...entry }),
  calendar: z.strictObject({ calendar_id: z.string() }),
  changeCalendar: z.strictObject({
    calendar_id: z.string(),
    summary: z.string().optional(),
    time_zone: z.string().optional(),
  }),
  sync: z.strictObject({
    calendar_id: z.string().optional(),
    sync_tokens_expire: z.number().min(0).nullable().optional(),
    always_410: z.boolean().optional(),
    ragged_pages: z.boolean().optional(),
    lag_ms: z.number().min(0).max(MAX_LAG).optional(),
    page_tokens_die: z.boolean().optional(),
    deleted_details: z.boolean().optional(),
    bare_occurrences: z.boolean().optional(),
  }),
  pushPlan: z.strictObject({
    seed: z.int().optional(),
    delay: z.tuple([z.number().min(0), z.number().min(0)]).optional(),
    drop: share.optional(),
    duplicate: share.optional(),
    copies: z.int().positive().optional(),
    reorder: share.optional(),
    late_after_stop: z.number().min(0).optional(),
    before_answer: z.boolean().optional(),
    lifetime: z.number().positive().optional(),
  }),
  release: z.strictObject({ count: z.int().positive().optional() }),
  forge: z.strictObject({
    channel_id: z.string(),
    address: z.url().optional(),
    token: z.string().optional(),
    resource_id: z.string().optional(),
    resource_state: z.enum(["sync", "exists", "not_exists"]).optional(),
    message_number: z.int().optional(),
    expires_at: z.number().optional(),
  }),
  syncExpire: z.strictObject({ calendar_id: z.string().optional() }),
  undoException: z.strictObject({
    email: z.string(),
    event_id: z.string(),
    calendar_id: z.string().optional(),
  }),
  rename: z.strictObject({ email: z.string(), new_email: z.email() }),
  person: z.strictObject({ email: z.string() }),
  behaviour: z.strictObject({
    email: z.string(),
    boxes_unticked: z.boolean().optional(),
    access_seconds: z.number().positive().nullable().optional(),
    testing: z.boolean().optional(),
    rotate_refresh_tokens: z.boolean().optional(),
    long_tokens: z.boolean().optional(),
    meet: z.enum(["success", "pending", "failure"]).optional(),
  }),
};

/** Reads a request's JSON body. Answers 400 if it does not match the schema. */
export async function read<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const refuse = (message: string) =>
    new HTTPException(400, { res: Response.json({ error: message }, { status: 400 }) });
  let json: unknown;
  try {
    json = await request.json();
  } catch {
    throw refuse("The body is not JSON");
  }
  const result = schema.safeParse(json);
  if (!result.success) throw refuse(z.prettifyError(result.error));
  return result.data;
}
