import { assert, assertEquals } from "@std/assert";
import { ADA } from "../testing.ts";
import { type Ground, statesOf, watch, withReceiver } from "./steps.ts";

/** Opens a channel, sets the plan and makes events. */
async function afterSync(ground: Ground, plan: Parameters<Ground["google"]["pushes"]["plan"]>[0]) {
  const { google, ada, receiver } = ground;
  await watch(ground, ada);
  await google.pushes.settle();
  receiver.received.splice(0);
  google.pushes.plan(plan);
  return async (count: number) => {
    for (let i = 0; i < count; i++) await ada.add(`event${i}`);
    await google.pushes.settle();
  };
}

Deno.test(
  "dropped messages never come, and a seed drops the same ones",
  withReceiver(async (ground) => {
    const { google, receiver } = ground;
    const add = await afterSync(ground, { drop: 0.5, seed: 7 });
    await add(20);
    const fates = () =>
      google.pushes.attempts.slice(-20).map((each) => Boolean(each.dropped)).sort();
    const first = fates();
    const dropped = first.filter(Boolean).length;
    assert(dropped > 3 && dropped < 17, String(dropped));
    assertEquals(receiver.received.length, 20 - dropped);
    google.pushes.plan({ seed: 7 });
    for (let i = 0; i < 20; i++) google.plant(ADA, { start: { date: "2027-01-01" } });
    await google.pushes.settle();
    assertEquals(fates(), first);
  }),
);

Deno.test(
  "duplicated messages come several times with one number",
  withReceiver(async (ground) => {
    const add = await afterSync(ground, { duplicate: 1, copies: 5 });
    await add(1);
    assertEquals(new Set(ground.receiver.received.map(({ number }) => number)).size, 1);
    assertEquals(ground.receiver.received.length, 5);
  }),
);

Deno.test(
  "delayed messages wait for the emulator's clock",
  withReceiver(async (ground) => {
    const { google, receiver } = ground;
    const add = await afterSync(ground, { delay: [600_000, 600_000] });
    await add(2);
    assertEquals(receiver.received.length, 0);
    assertEquals(google.pushes.waiting().length, 2);
    google.clock.advance(601);
    await google.pushes.settle();
    assertEquals(receiver.received.length, 2);
  }),
);

Deno.test(
  "reordered messages are overtaken",
  withReceiver(async (ground) => {
    const { google, receiver } = ground;
    const add = await afterSync(ground, { reorder: 0.5, seed: 3 });
    await add(10);
    google.clock.advance(10);
    await google.pushes.settle();
    const numbers = receiver.received.map(({ number }) => number);
    assertEquals(numbers.length, 10);
    assert(numbers.some((number, i) => number < (numbers[i - 1] ?? 0)), String(numbers));
  }),
);

Deno.test(
  "sync comes after the watch call's answer, or before it where the plan says so",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    await watch(ground, ada, { id: "after" });
    assertEquals(receiver.received, []);
    await google.pushes.settle();
    google.pushes.plan({ before_answer: true });
    await watch(ground, ada, { id: "before" });
    assertEquals(statesOf(receiver, "before"), ["sync"]);
  }),
);

Deno.test(
  "the plan sets the longest lifetime of a channel",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    google.pushes.plan({ lifetime: 3600 });
    const { json } = await watch(ground, ada);
    assert(Number(json.expiration) - google.clock.now() <= 3_600_000);
  }),
);

Deno.test(
  "held messages come one by one when they are released",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    google.pushes.hold();
    await watch(ground, ada);
    for (const id of ["event1", "event2", "event3"]) await ada.add(id);
    await google.pushes.settle();
    assertEquals(receiver.received, []);
    assertEquals(await google.pushes.release(1), 1);
    assertEquals(statesOf(receiver), ["sync"]);
    assertEquals(await google.pushes.release(2), 2);
    assertEquals(statesOf(receiver), ["sync", "exists", "exists"]);
    assertEquals(await google.pushes.release(), 1);
    await ada.add("event4");
    await google.pushes.settle();
    assertEquals(receiver.received.length, 5);
  }),
);

Deno.test(
  "pushes are watched, held, planned and forged from another process",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    const call = async (method: string, path: string, body?: unknown) => {
      const response = await fetch(`${google.url}/emulator/${path}`, {
        method,
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return text ? JSON.parse(text) : response.status;
    };
    assertEquals(await call("POST", "pushes/plan", { before_answer: true }), 204);
    const { json } = await watch(ground, ada, { id: "one", token: "secret" });
    assertEquals((await call("GET", "channels")).map(({ id }: { id: string }) => id), ["one"]);
    assertEquals(await call("POST", "pushes/hold"), 204);
    await ada.add("event1");
    const { waiting, attempts } = await call("GET", "pushes");
    assertEquals([waiting.length, attempts.length], [1, 1]);
    assertEquals([attempts[0].resource_state, attempts[0].status], ["sync", 200]);
    assertEquals(await call("POST", "pushes/release", {}), { sent: 1 });
    receiver.answers.push(404);
    const forged = { channel_id: "one", token: "guessed", message_number: 9 };
    assertEquals(await call("POST", "push", forged), { status: 404 });
    const { headers } = receiver.received.at(-1)!;
    assertEquals(
      ["token", "expiration"].map((name) => headers.get(`x-goog-channel-${name}`)),
      ["guessed", new Date(Number(json.expiration)).toUTCString()],
    );
    assertEquals(headers.get("x-goog-resource-id"), json.resourceId);
    assertEquals(await call("DELETE", "pushes"), 204);
    assertEquals((await call("GET", "pushes")).attempts, []);
    assertEquals(
      await call("POST", "pushes/plan", { drop: 2 }).then((body) => Boolean(body.error)),
      true,
    );
  }),
);
