/** `openapi.json` against reality: requests made from it, sent through the functions. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Fault, faults } from "../../local/google/mod.ts";
import { figure, tally } from "../support/figures.ts";
import { startScenario } from "../support/scenario.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { ROUTES } from "../../tasks/routes.ts";
import { operations, problemsOf, undocumented } from "./contract.ts";
import { addressOf, type GeneratedRequest, requestsTo, type Seen } from "./requests.ts";

const scenario = await startScenario();
const { stack, call, connect } = scenario;
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
const grace = await stack.createUser({ google: { email: "grace@example.com" } });

const SEEDS = [1, 3];
const REQUESTS = 140;

const { rateLimitExceeded, tooManyRequests, quotaExceeded, dailyLimitExceeded } = faults;
const { accessNotConfigured, requiredAccessLevel, forbiddenForNonOrganizer, authError } = faults;
const { calendarNotFound, duplicate, deleted, conditionNotMet, noId } = faults;
const { html200, emptyObject, redirect } = faults;
/** Those of Google's failures that cost no time. */
const QUICK: Fault[] = [
  ...[rateLimitExceeded, tooManyRequests, quotaExceeded, dailyLimitExceeded],
  ...[accessNotConfigured, requiredAccessLevel, forbiddenForNonOrganizer, authError],
  ...[calendarNotFound, duplicate, deleted, conditionNotMet, noId],
  ...[html200, emptyObject, redirect],
  { status: 200, body: [] },
  { status: 200, body: { items: {}, calendars: [], id: "odd", attendees: {} } },
  { status: 200, body: { items: [null], calendars: { primary: { busy: [null] } } } },
];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What programs call. Google's own notifications need a channel, and have tests of their own. */
const KEYS = [...operations.keys()].filter((key) => ROUTES[key]!.caller !== "google");
const CREATE = KEYS.filter((key) => key.startsWith("POST /create-calendar-event"));
const EVENTS = KEYS.filter((key) => key.includes("/calendar-events/"));
/** What events are made by, and made of, comes more often. */
const keys = fc.constantFrom(
  ...KEYS,
  ...KEYS,
  ...EVENTS,
  ...EVENTS,
  ...Array(8).fill(CREATE).flat(),
);
const fault = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constantFrom(...QUICK) },
);
const requests = keys.chain((key) => fc.record({ request: requestsTo(key), fault }));

async function send(request: GeneratedRequest, route: string, headers: Record<string, string>) {
  const takes = (scheme: string) =>
    operations.get(request.key)!.security.some((one) => scheme in one);
  const isServer = request.caller === "server" ||
    (request.caller === "connected" && !takes("session"));
  if (isServer && takes("secretKey")) headers.apikey = secretKey();
  return await call(route, {
    user: { connected: ada, unconnected: grace, server: undefined, nobody: undefined }[
      request.caller
    ],
    body: request.body,
    headers,
  });
}

/** The request with `user_id` as its caller must give it: the server Ada's, a session none. One in a few stays as it is. */
function named(request: GeneratedRequest): GeneratedRequest {
  const { key, query, body, caller } = request;
  const inBody = operations.get(key)!.requestBody !== undefined;
  const holder = inBody ? body : query;
  if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return request;
  const { user_id, ...others } = holder as Record<string, unknown>;
  if (String(user_id).startsWith("0")) return request;
  const fields = caller === "server" ? { ...others, user_id: ada.id } : others;
  return inBody ? { ...request, body: fields } : { ...request, query: fields };
}

/** The request with Ada's account, if it names any. One in a few names one that does not exist. */
function withAccount(request: GeneratedRequest): GeneratedRequest {
  const { body, query, known } = request;
  const named = (holder: unknown) =>
    known !== undefined && typeof holder === "object" && holder !== null &&
      UUID.test(String((holder as Record<string, unknown>).account_id))
      ? { ...holder, account_id: ada.id }
      : holder;
  return { ...request, body: named(body), query: named(query) as Record<string, unknown> };
}

function secretKey(): string {
  const { SUPABASE_SECRET_KEYS, SUPABASE_SERVICE_ROLE_KEY } = stack.env;
  return SUPABASE_SERVICE_ROLE_KEY ?? JSON.parse(SUPABASE_SECRET_KEYS!).default;
}

/** Whether the document itself refuses the body. */
function refused({ key, body }: GeneratedRequest): boolean {
  const described = operations.get(key)!.requestBody;
  if (!described || (body === undefined && !described.required)) return false;
  return problemsOf(described.content["application/json"].schema, body) !== undefined;
}

/** `METHOD path status` of every answer. */
const answers: string[] = [];

for (const seed of SEEDS) {
  Deno.test(`every answer is as openapi.json says, and none is a failure of our own (seed ${seed})`, async () => {
    let seen: Seen[] = [];
    await connect(ada);
    const property = fc.asyncProperty(requests, async ({ request: generated, fault }) => {
      const request = withAccount(named(generated));
      const stop = fault && stack.google.fail("*", fault);
      const { route, headers } = addressOf(request, seen);
      const answer = await send(request, route, headers);
      stop?.();
      const { status, body } = answer;
      answers.push(`${request.key} ${status}`);
      assertEquals(undocumented(request.key, answer), undefined);
      assert(
        body?.code !== "internal_error" && body?.code !== "misconfigured",
        `${request.key} ${body?.code}`,
      );
      if (refused(request)) {
        assert(status >= 400, `${request.key} took ${Deno.inspect(request.body)}`);
      }
      if (status === 204) seen = seen.filter(({ id }) => !route.includes(id));
      if (body?.etag) seen.push({ id: body.id, etag: body.etag });
      const gone = request.key.startsWith("DELETE /calendar-connection") && status === 200;
      if (gone || body?.code === "reconnect_required") await connect(ada);
    });
    await fc.assert(property, { seed, numRuns: REQUESTS, endOnFailure: true });

    figure(tally(answers.slice(-REQUESTS).map((one) => one.split(" ").at(-1))));
  });
}

Deno.test("among these answers is a success of nearly every operation", () => {
  for (const key of KEYS) {
    // What waits to be confirmed, a resource that exists, and an invitation have tests of their own.
    if (/pending|confirm|get-resource|\/response/.test(key)) continue;
    assert(
      answers.some((one) => one.startsWith(`${key} 2`) || one === `${key} 303`),
      `${key} was never answered well`,
    );
  }
});

closeAtEnd(stack);
