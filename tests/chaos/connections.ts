/**
 * Calls of the app's own routes by a user of the world, and how they connect and disconnect.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { confirmationIn } from "../support/accounts.ts";
import type { Member } from "./people.ts";
import { debug } from "./report.ts";
import type { World } from "./world.ts";

export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- each step knows the shape that it asks for
  body: any;
}

/** Calls `METHOD /function/path`. Status 0: no answer came, or the instance died. */
export async function call(
  { ground }: World,
  { user }: Member,
  route: string,
  body?: unknown,
): Promise<Answer> {
  const [method, path] = route.split(" ");
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${ground.gateway.url}/functions/v1${path}`, {
      method,
      redirect: "manual",
      headers: {
        authorization: `Bearer ${user.access_token}`,
        ...body !== undefined && { "content-type": "application/json" },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    text = await response.text();
  } catch {
    return { status: 0, body: undefined };
  }
  const { status, headers } = response;
  if (status === 546) return { status: 0, body: undefined };
  const json = text === "" ? undefined : JSON.parse(text);
  if (status >= 400) {
    assert(json.code && json.request_id, `${route} failed without a code: ${text}`);
    assertEquals(json.request_id, headers.get("x-request-id"));
  }
  return { status, body: json ?? headers.get("location") ?? undefined };
}

/** Connects the member with a Google account, by default their own. False if a fault prevented it. */
export async function connect(
  world: World,
  member: Member,
  email = member.email,
): Promise<boolean> {
  const start = await call(world, member, "POST /oauth-initiate", {});
  if (start.status !== 200) {
    debug(`initiate: ${JSON.stringify(start)}`);
    return false;
  }
  const back = await world.google.approve(start.body.authorization_url, { email });
  const { body: landed } = await call(world, member, `GET /oauth-callback${back.search}`);
  debug(`landed at ${landed}`);
  if (typeof landed !== "string") return false;
  const confirmation = confirmationIn(new URL(landed));
  if (confirmation === undefined) {
    member.connected = new URL(landed).searchParams.get("calendar") === "connected";
  } else {
    const route = "POST /oauth-callback/confirm";
    member.connected = (await call(world, member, route, { confirmation })).status === 200;
  }
  return member.connected;
}

/** Disconnects the member's calendar. False if it is not certain that it was. */
export async function disconnect(world: World, member: Member): Promise<boolean> {
  const { status } = await call(world, member, "DELETE /calendar-connection/users/me?all=true");
  if (status === 200) member.connected = false;
  return status === 200;
}
