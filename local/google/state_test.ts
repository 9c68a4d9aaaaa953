import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { startGoogle } from "./mod.ts";
import { ADA, api, client, connect, lecture, refresh, withGoogle } from "./testing.ts";
import { testingKey } from "./testingKey.ts";

/** Runs a test with the path of a state file that is not there yet. */
function withFile(test: (statePath: string) => Promise<void>) {
  return async () => {
    const folder = await Deno.makeTempDir();
    try {
      await test(`${folder}/google.json`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  };
}

Deno.test(
  "an invalid state file is refused and stays unchanged",
  withFile(async (statePath) => {
    await Deno.writeTextFile(statePath, "{");
    await assertRejects(() => startGoogle({ clients: [client], statePath }), Error, "state");
    assertEquals(await Deno.readTextFile(statePath), "{");
  }),
);

Deno.test(
  "a port in use is refused",
  withGoogle(async (google) => {
    const port = Number(new URL(google.url).port);
    await assertRejects(() => startGoogle({ clients: [client], port, signingKey: testingKey }));
  }),
);

Deno.test(
  "the clock does not go back",
  withGoogle((google) => {
    const before = google.clock.now();
    assertThrows(() => google.clock.advance(-1), Error, "only goes forward");
    assert(google.clock.now() >= before);
    return Promise.resolve();
  }),
);

Deno.test(
  "grants, events, clock, behaviour and signing key survive a restart",
  withFile(async (statePath) => {
    const keys = async (url: string) => (await fetch(`${url}/oauth2/v3/certs`)).json();
    const first = await startGoogle({ clients: [client], statePath });
    const { access_token, refresh_token } = await connect(first);
    const path = "/calendars/primary/events";
    await api(first, access_token, "POST", path, { body: { ...lecture, id: "lecture5" } });
    first.clock.advance(600);
    first.setBehaviour(ADA, { access_seconds: 60 });
    const [key, events, now] = [await keys(first.url), first.events(ADA), first.clock.now()];
    // What a kill would leave: the file as it is while the emulator still runs.
    const file = await Deno.readTextFile(statePath);
    await first.close();
    await Deno.writeTextFile(statePath, file);

    const second = await startGoogle({ clients: [client], statePath });
    assertEquals(await keys(second.url), key);
    const withoutLink = (all: typeof events) => all.map(({ htmlLink: _, ...event }) => event);
    assertEquals(withoutLink(second.events(ADA)), withoutLink(events));
    assert(second.clock.now() - now < 60_000 && second.clock.now() >= now);
    assertEquals((await api(second, access_token, "GET", path)).status, 200);
    assertEquals((await refresh(second, refresh_token)).status, 200);
    assertEquals((await connect(second)).refresh_token_expires_in, 60);
    await second.close();
  }),
);
