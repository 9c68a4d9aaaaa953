/**
 * Handles every request: records it, applies the next fault for its endpoint, and saves the state before
 * it responds.
 *
 * @module
 */
import type { Hono } from "hono";
import { patched } from "./calendar/patch.ts";
import { endpointOf } from "./endpoints.ts";
import type { Fault, Faults } from "./faults/fault.ts";
import { corruptIdToken } from "./faults/idToken.ts";
import type { Call } from "./types.ts";
import type { Delivery } from "./transport.ts";
import type { World } from "./world.ts";

const MAX_CALLS = 10_000;

interface Parts {
  world: World;
  app: Hono;
  faults: Faults;
  calls: Call[];
  save(): void;
  /** Ends every wait when the emulator closes. */
  closing: AbortSignal;
}

function wait(millis: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => (clearTimeout(timer), resolve());
    const timer = setTimeout(end, millis);
    closing.addEventListener("abort", end, { once: true });
  });
}

async function handle({ app, save }: Parts, request: Request): Promise<Delivery> {
  const response = await app.fetch(request);
  const body = new Uint8Array(await response.arrayBuffer());
  save();
  return { status: response.status, headers: [...response.headers], body };
}

function faultResponse(fault: Fault): Delivery {
  const text = typeof fault.body === "string";
  const body = fault.body === undefined
    ? ""
    : text
    ? String(fault.body)
    : JSON.stringify(fault.body);
  const type = text ? "text/html; charset=utf-8" : "application/json; charset=utf-8";
  return {
    status: fault.status ?? 200,
    headers: [["content-type", type]],
    body: new TextEncoder().encode(body),
  };
}

async function alterResponse(world: World, delivery: Delivery, fault: Fault): Promise<Delivery> {
  if (!fault.mutate && !fault.patch && !fault.id_token) return delivery;
  let json = JSON.parse(new TextDecoder().decode(delivery.body));
  if (fault.id_token && json.id_token) {
    json = { ...json, id_token: await corruptIdToken(world, json.id_token, fault.id_token) };
  }
  if (fault.patch) json = patched(json, fault.patch);
  if (fault.mutate) json = fault.mutate(json);
  return { ...delivery, body: new TextEncoder().encode(JSON.stringify(json)) };
}

async function applyFault(parts: Parts, request: Request, fault: Fault): Promise<Delivery> {
  if (fault.delay_ms) await wait(fault.delay_ms, parts.closing);
  const replaced = fault.status !== undefined || fault.body !== undefined;
  const unanswered = fault.hang || fault.reset === "before";
  const carried = fault.after || !(replaced || unanswered)
    ? await alterResponse(parts.world, await handle(parts, request), fault)
    : undefined;
  const delivery = replaced || !carried ? faultResponse(fault) : carried;
  const own = new Headers(delivery.headers);
  for (const [name, value] of Object.entries(fault.headers ?? {})) own.set(name, value);
  const { hang, reset, trickle } = fault;
  return { ...delivery, headers: [...own], hang, reset, trickle };
}

/** Returns the handler of every request to the emulator. */
export function gateway(parts: Parts): (request: Request, body: string) => Promise<Delivery> {
  const { world, calls, faults } = parts;
  return async (request, body) => {
    const { pathname } = new URL(request.url);
    const endpoint = endpointOf(request.method, pathname, body);
    if (!endpoint) return handle(parts, request);

    const call: Call = {
      method: request.method,
      path: pathname,
      endpoint,
      status: null,
      at: world.clock.now(),
    };
    calls.push(call);
    if (calls.length > MAX_CALLS) calls.splice(0, calls.length - MAX_CALLS);
    const fault = faults.take(endpoint);
    const delivery = fault ? await applyFault(parts, request, fault) : await handle(parts, request);
    delivery.headers.push(["date", new Date(world.clock.now()).toUTCString()]);
    if (!delivery.hang && delivery.reset !== "before") call.status = delivery.status;
    return delivery;
  };
}
