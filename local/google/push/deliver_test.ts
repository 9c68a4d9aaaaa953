import { assert, assertEquals } from "@std/assert";
import { ADA, GRACE } from "../testing.ts";
import { statesOf, steps, stop, watch, withReceiver } from "./steps.ts";

Deno.test(
  "a message has Google's headers and no body, and sync is number 1",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    const { json } = await watch(ground, ada, { id: "one", token: "secret" });
    await google.pushes.settle();
    await ada.add("event1");
    await google.pushes.settle();
    assertEquals(statesOf(receiver), ["sync", "exists"]);
    const [sync, exists] = receiver.received;
    assertEquals(sync!.number, 1);
    assertEquals(exists!.body, "");
    const of = (name: string) => exists!.headers.get(`x-goog-${name}`);
    assertEquals(
      [of("channel-id"), of("channel-token"), of("resource-id"), of("resource-uri")],
      ["one", "secret", json.resourceId, json.resourceUri],
    );
    assertEquals(of("channel-expiration"), new Date(Number(json.expiration)).toUTCString());
    assert(
      /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(of("channel-expiration")!),
    );
    assertEquals(exists!.headers.get("content-length"), "0");
  }),
);

Deno.test(
  "a channel without a token sends no header for it",
  withReceiver(async (ground) => {
    await watch(ground, ground.ada);
    await ground.google.pushes.settle();
    assertEquals(ground.receiver.received[0]!.headers.get("x-goog-channel-token"), null);
  }),
);

Deno.test(
  "message numbers grow and are not consecutive",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    await watch(ground, ada);
    for (const id of ["one11", "dos22", "three"]) await ada.add(id);
    await google.pushes.settle();
    const numbers = receiver.received.map(({ number }) => number);
    assertEquals(numbers.length, 4);
    numbers.slice(1).forEach((number, i) => assert(number > numbers[i]! + 1, String(numbers)));
  }),
);

Deno.test(
  "each change sends one message for each channel, and a read or a refused write sends none",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    await watch(ground, ada, { id: "a" });
    await watch(ground, ada, { id: "b" });
    await ada.series("drill");
    await ada.remove("drill_20270116T090000Z");
    await ada.list();
    await ada.patch("never", { summary: "x" });
    await ada.patch("drill", { start: { dateTime: "x" } });
    await ada.remove("drill");
    await google.pushes.settle();
    for (const channel of ["a", "b"]) {
      assertEquals(statesOf(receiver, channel), ["sync", "exists", "exists", "exists"]);
    }
  }),
);

Deno.test(
  "a change is told to the channels of its own calendar, of members and of guests",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    const team = google.addCalendar(ADA, "Team");
    google.shareCalendar(team, GRACE, "reader");
    const [grace, graceTeam] = [await steps(google, GRACE), await steps(google, GRACE, team)];
    await watch(ground, ada, { id: "ada" });
    await watch(ground, grace, { id: "grace" });
    await watch(ground, graceTeam, { id: "team" });
    await google.pushes.settle();
    receiver.received.splice(0);
    const arrived = async () => {
      await google.pushes.settle();
      return receiver.received.splice(0).map(({ channel }) => channel).sort();
    };
    await ada.add("alone1");
    assertEquals(await arrived(), ["ada"]);
    await ada.add("invite", 15, { attendees: [{ email: GRACE }] });
    assertEquals(await arrived(), ["ada", "grace"]);
    await grace.patch("invite", { colorId: "3" });
    assertEquals(new Set(await arrived()).has("grace"), true);
    google.plant(ADA, { start: { date: "2027-01-01" } }, team);
    assertEquals(await arrived(), ["team"]);
    google.shareCalendar(team, GRACE, "none");
    google.plant(ADA, { start: { date: "2027-01-02" } }, team);
    assertEquals(await arrived(), []);
  }),
);

Deno.test(
  "a deleted calendar is told as not_exists",
  withReceiver(async (ground) => {
    const { google, receiver } = ground;
    const team = google.addCalendar(ADA, "Team");
    await watch(ground, await steps(google, ADA, team));
    google.deleteCalendar(team);
    await google.pushes.settle();
    assertEquals(statesOf(receiver), ["sync", "not_exists"]);
  }),
);

Deno.test(
  "channels outlive a revoked grant, and end with their time",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    await watch(ground, ada);
    google.revokeGrant(ADA);
    google.plant(ADA, { start: { date: "2027-01-01" } });
    await google.pushes.settle();
    assertEquals(statesOf(receiver), ["sync", "exists"]);
    google.clock.advance(604_801);
    google.plant(ADA, { start: { date: "2027-01-02" } });
    await google.pushes.settle();
    assertEquals(receiver.received.length, 2);
    assertEquals(google.channels()[0]!.state, "expired");
  }),
);

Deno.test(
  "a message is repeated after 500, 502, 503 and 504, by the emulator's clock, with growing pauses",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    receiver.answers.push(500, 502, 503, 504, 200);
    await watch(ground, ada);
    await google.pushes.settle();
    for (const [seconds, tries] of [[1, 2], [2, 3], [4, 4], [8, 5]] as const) {
      google.clock.advance(seconds);
      await google.pushes.settle();
      assertEquals(receiver.received.length, tries);
    }
    google.clock.advance(1000);
    await google.pushes.settle();
    assertEquals(google.pushes.attempts.map(({ attempt, status }) => [attempt, status]), [
      [1, 500],
      [2, 502],
      [3, 503],
      [4, 504],
      [5, 200],
    ]);
    assertEquals(new Set(receiver.received.map(({ number }) => number)), new Set([1]));
  }),
);

for (const status of [301, 400, 401, 403, 404, 410, 429, 501]) {
  Deno.test(
    `a message is not repeated after ${status}`,
    withReceiver(async (ground) => {
      const { google, ada, receiver } = ground;
      receiver.answers.push(status);
      await watch(ground, ada);
      await google.pushes.settle();
      google.clock.advance(1000);
      await google.pushes.settle();
      assertEquals(google.pushes.attempts.map((each) => each.status), [status]);
      assertEquals(google.pushes.waiting(), []);
    }),
  );
}

Deno.test(
  "close ends what waits and what is under way",
  withReceiver(async (ground) => {
    const { google, ada } = ground;
    const [arrived, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<Response>()];
    await using slow = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, () => {
      arrived.resolve();
      return answer.promise;
    });
    await watch(ground, ada, { address: `http://127.0.0.1:${slow.addr.port}/` });
    await arrived.promise;
    google.pushes.plan({ delay: [60_000, 60_000] });
    await ada.add("event1");
    assertEquals(google.pushes.waiting().length, 1);
    // The test's sanitizer fails on a timer or a connection that is left.
    await google.close();
    answer.resolve(new Response());
  }),
);

Deno.test(
  "after a stop no message comes, or for some seconds more where the plan says so",
  withReceiver(async (ground) => {
    const { google, ada, receiver } = ground;
    const open = async (id: string) => {
      const { json } = await watch(ground, ada, { id });
      await google.pushes.settle();
      return { id, resourceId: json.resourceId };
    };
    await stop(ground, ada, await open("a"));
    await ada.add("event1");
    await google.pushes.settle();
    assertEquals(statesOf(receiver, "a"), ["sync"]);
    google.pushes.plan({ late_after_stop: 10 });
    await stop(ground, ada, await open("b"));
    await ada.add("event2");
    await google.pushes.settle();
    assertEquals(statesOf(receiver, "b"), ["sync", "exists"]);
    google.clock.advance(11);
    await ada.add("event3");
    await google.pushes.settle();
    assertEquals(statesOf(receiver, "b"), ["sync", "exists"]);
  }),
);
