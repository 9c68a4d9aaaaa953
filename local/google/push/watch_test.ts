import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { startGoogle } from "../mod.ts";
import {
  ADA,
  api,
  CALENDAR_LIST,
  client,
  connect,
  EVENTS,
  FREE_BUSY,
  GRACE,
  reasonOf,
} from "../testing.ts";
import { testingKey } from "../testingKey.ts";
import { steps, stop, watch, withReceiver } from "./steps.ts";

Deno.test(
  "watch answers the channel, with a lifetime of a week",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const { status, json } = await watch(ground, ada, { id: "one", token: "secret" });
    assertEquals(status, 200);
    const { resourceId, expiration, ...rest } = json;
    assertEquals(rest, {
      kind: "api#channel",
      id: "one",
      resourceUri: `${google.url}/calendar/v3/calendars/${encodeURIComponent(ADA)}/events?alt=json`,
      token: "secret",
    });
    assert(/^[\w-]{20,}$/.test(resourceId));
    const seconds = (Number(expiration) - google.clock.now()) / 1000;
    assert(seconds > 604_790 && seconds <= 604_800, String(seconds));
    assertEquals(google.count("events.watch"), 1);
  }),
);

const lifetimes: [
  about: string,
  more: (now: number) => Record<string, unknown>,
  seconds: number,
][] = [
  ["ttl", () => ({ params: { ttl: "3600" } }), 3600],
  ["expiration", (now) => ({ expiration: now + 3_600_000 }), 3600],
  ["expiration as text", (now) => ({ expiration: String(now + 3_600_000) }), 3600],
  ["thirty days", () => ({ params: { ttl: "2592000" } }), 604_800],
];
for (const [about, more, wanted] of lifetimes) {
  Deno.test(
    `watch takes ${about}, up to the longest lifetime`,
    withReceiver(async (ground) => {
      const now = ground.google.clock.now();
      const { json } = await watch(ground, ground.ada, more(now));
      const seconds = (Number(json.expiration) - now) / 1000;
      assert(Math.abs(seconds - wanted) < 5, String(seconds));
    }),
  );
}

const refused: [about: string, more: Record<string, unknown>, reason: string][] = [
  ["no id", { id: undefined }, "required"],
  ["an id of 65 characters", { id: "a".repeat(65) }, "invalid"],
  ["an id with a space", { id: "a b" }, "invalid"],
  ["another type", { type: "email" }, "push.channelTypeNotSupported"],
  ["no address", { address: undefined }, "required"],
  ["an address without TLS", { address: "http://example.com/push" }, "push.webhookUrlNotHttps"],
  ["a word that is not an address", { address: "push" }, "invalid"],
  ["an end that is past", { expiration: 1 }, "invalid"],
  ["a token of 257 characters", { token: "a".repeat(257) }, "invalid"],
];
for (const [about, more, reason] of refused) {
  Deno.test(
    `watch refuses ${about}`,
    withReceiver(async (ground) => {
      const { status, json } = await watch(ground, ground.ada, more);
      assertEquals([status, reasonOf(json)], [400, reason]);
      assertEquals(ground.google.channels(), []);
    }),
  );
}

Deno.test(
  "watch takes an address on another machine if it is HTTPS, and sends nothing there",
  withReceiver(async (ground) => {
    const address = "https://ref.supabase.co/functions/v1/calendar-push";
    assertEquals((await watch(ground, ground.ada, { address })).status, 200);
    await ground.google.pushes.release(1);
    assertEquals(ground.google.pushes.attempts.map(({ status }) => status), [null]);
  }),
);

Deno.test(
  "a channel's id is used once, also after its end and by somebody else",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const grace = await steps(google, GRACE);
    const { json } = await watch(ground, ada, { id: "one" });
    await stop(ground, ada, { id: "one", resourceId: json.resourceId });
    for (const person of [ada, grace]) {
      const again = await watch(ground, person, { id: "one" });
      assertEquals([again.status, reasonOf(again.json)], [400, "channelIdNotUnique"]);
    }
  }),
);

Deno.test(
  "a resource id belongs to a calendar and a person",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const team = google.addCalendar(ADA, "Team");
    google.shareCalendar(team, GRACE, "reader");
    const [adas, graces] = [await steps(google, ADA, team), await steps(google, GRACE, team)];
    const idOf = async (person: typeof ada) => (await watch(ground, person)).json.resourceId;
    const [one, two] = [await idOf(ada), await idOf(ada)];
    assertEquals(one, two);
    const [third, fourth] = [await idOf(adas), await idOf(graces)];
    assertEquals(new Set([one, third, fourth]).size, 3);
    assertNotEquals(third, fourth);
    assertEquals(google.channels().length, 4);
  }),
);

Deno.test(
  "watch needs a token, a scope, a role and a calendar that can be watched",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const answer = async (person: typeof ada) => {
      const { status, json } = await watch(ground, person);
      return `${status} ${reasonOf(json)}`;
    };
    const holidays = "en.uk#holiday@group.v.calendar.google.com";
    google.addCalendar(ADA, { id: holidays, summary: "Holidays" });
    const list = await steps(google, GRACE, "primary", CALENDAR_LIST);
    const busy = await steps(google, "alan@example.com", "primary", FREE_BUSY);
    assertEquals(await answer(list), "403 insufficientPermissions");
    assertEquals(await answer(busy), "403 insufficientPermissions");
    assertEquals(await answer(await steps(google, ADA, GRACE)), "404 notFound");
    assertEquals(
      await answer(await steps(google, ADA, holidays)),
      "400 pushNotSupportedForRequestedResource",
    );
    google.expireAccessTokens(ADA);
    assertEquals(await answer(ada), "401 authError");
  }),
);

Deno.test(
  "stop ends a channel, once, and only for who opened it",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const { json } = await watch(ground, ada, { id: "one" });
    const body = { id: "one", resourceId: json.resourceId };
    const grace = await steps(google, GRACE);
    assertEquals((await stop(ground, grace, body)).status, 404);
    assertEquals((await stop(ground, ada, { ...body, resourceId: "other" })).status, 404);
    assertEquals((await stop(ground, ada, { id: "one" })).status, 400);
    assertEquals(google.channels()[0]?.state, "open");
    assertEquals((await stop(ground, ada, body)).status, 204);
    assertEquals(google.channels()[0]?.state, "stopped");
    assertEquals((await stop(ground, ada, body)).status, 404);
    assertEquals(google.count("channels.stop"), 5);
    const busy = await steps(google, ADA, "primary", FREE_BUSY);
    assertEquals((await stop(ground, busy, body)).status, 403);
  }),
);

Deno.test(
  "the list of calendars is watched with a scope of its own",
  withReceiver(async (ground) => {
    const { google, receiver } = ground;
    const body = { id: "list", type: "web_hook", address: receiver.address };
    const open = ({ token }: { token: string }) =>
      api(google, token, "POST", "/users/me/calendarList/watch", { body });
    assertEquals((await open(await steps(google, GRACE))).status, 403);
    const ada = await steps(google, ADA, "primary", `${EVENTS} ${CALENDAR_LIST}`);
    const { status, json } = await open(ada);
    assertEquals([status, json.resourceUri], [
      200,
      `${google.url}/calendar/v3/users/me/calendarList?alt=json`,
    ]);
    google.addCalendar(ADA, "Team");
    google.addCalendar(GRACE, "Hers");
    await google.pushes.settle();
    assertEquals(receiver.received.map(({ state }) => state), ["sync", "exists"]);
  }),
);

Deno.test("channels survive a restart", async () => {
  const folder = await Deno.makeTempDir();
  const options = { clients: [client], statePath: `${folder}/google.json`, signingKey: testingKey };
  const first = await startGoogle(options);
  const { access_token } = await connect(first);
  const body = { id: "one", type: "web_hook", address: "http://127.0.0.1:9/push" };
  await api(first, access_token, "POST", "/calendars/primary/events/watch", { body });
  const before = first.channels();
  await first.close();
  const second = await startGoogle(options);
  assertEquals(second.channels(), before);
  await second.close();
  await Deno.remove(folder, { recursive: true });
});
