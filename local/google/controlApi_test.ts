import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Google } from "./mod.ts";
import { ADA, api, connect, lecture, refresh, withGoogle } from "./testing.ts";

const PATH = "/calendars/primary/events";

async function post(google: Google, path: string, body: unknown, headers = {}) {
  const response = await fetch(google.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, text };
}

/** Presses a button of the emulator's own page. */
async function press(google: Google, form: Record<string, string>, headers = {}) {
  const response = await fetch(`${google.url}/control`, {
    method: "POST",
    headers,
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.status;
}

Deno.test(
  "control is refused to other sites and to names that are not loopback",
  withGoogle(async (google) => {
    const before = google.clock.now();
    const origin = { origin: "https://evil.example" };
    assertEquals(await press(google, { do: "hour" }, origin), 403);
    const body = { advance_seconds: 3600 };
    assertEquals((await post(google, "/emulator/clock", body, origin)).status, 403);
    assert(google.clock.now() - before < 60_000);
    const { port } = new URL(google.url);
    const connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
    const text = "GET /emulator/calls HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    await connection.write(new TextEncoder().encode(text));
    const answer = await new Response(connection.readable).text();
    assertStringIncludes(answer, "HTTP/1.1 403");
  }),
);

Deno.test(
  "control refuses what it does not understand",
  withGoogle(async (google) => {
    const refused: [string, unknown, number][] = [
      ["/emulator/clock", { advance_seconds: -1 }, 400],
      ["/emulator/clock", "nonsense", 400],
      ["/emulator/fail", { endpoint: "certs", fault: "noSuchFault" }, 400],
      ["/emulator/fail", { endpoint: "certs", fault: { typo: 1 } }, 400],
      ["/emulator/revoke", { email: "nobody@example.com" }, 404],
      ["/emulator/behaviour", { email: ADA, typo: true }, 400],
    ];
    for (const [path, body, status] of refused) {
      assertEquals((await post(google, path, body)).status, status, path);
    }
  }),
);

Deno.test(
  "another process moves the clock, counts calls and makes them fail",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await post(google, "/emulator/clock", { advance_seconds: 3600 });
    assertEquals((await api(google, access_token, "GET", PATH)).status, 401);
    const read = async (path: string) => (await fetch(google.url + path)).json();
    assertEquals((await read("/emulator/calls?endpoint=events.list")).count, 1);
    assertEquals((await read("/emulator/calls?endpoint=token")).count, 1);
    const cleared = await fetch(`${google.url}/emulator/calls`, { method: "DELETE" });
    assertEquals([cleared.status, google.calls.length], [204, 0]);

    await post(google, "/emulator/fail", {
      endpoint: "events",
      fault: "rateLimitExceeded",
      times: 2,
    });
    assertEquals((await api(google, access_token, "GET", PATH)).status, 403);
    const [waiting] = await read("/emulator/faults");
    assertEquals([waiting.endpoint, waiting.left], ["events", 1]);
    const healed = await fetch(`${google.url}/emulator/faults`, { method: "DELETE" });
    assertEquals([healed.status, (await read("/emulator/faults")).length], [204, 0]);
    await post(google, "/emulator/fail", {
      endpoint: "certs",
      fault: { status: 503, times: null },
    });
    assertEquals(await fetch(`${google.url}/oauth2/v3/certs`).then((r) => r.text()), "");
  }),
);

Deno.test(
  "another process revokes, expires and sets the behaviour",
  withGoogle(async (google) => {
    const { access_token, refresh_token } = await connect(google);
    const list = async (token: string) => (await api(google, token, "GET", PATH)).status;
    await post(google, "/emulator/expire", { email: ADA });
    assertEquals(await list(access_token), 401);
    assertEquals(await list((await refresh(google, refresh_token)).json.access_token), 200);
    await post(google, "/emulator/revoke", { email: ADA });
    assertEquals((await refresh(google, refresh_token)).json.error, "invalid_grant");
    await post(google, "/emulator/behaviour", { email: ADA, access_seconds: 600 });
    assertEquals((await connect(google)).refresh_token_expires_in, 600);
    const grants = await (await fetch(`${google.url}/emulator/grants?email=${ADA}`)).json();
    assertEquals(grants[0].refresh_token_count, 1);
    const events = await (await fetch(`${google.url}/emulator/events?email=${ADA}`)).json();
    assertEquals(events, []);
  }),
);

Deno.test(
  "another process plants events, cuts guest lists, sets reminders, renames, and reads who was told",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const attendees = [{ email: ADA }, { email: "bo@elsewhere.example" }];
    const event = { ...lecture, end: lecture.start, attendees };
    const planted = JSON.parse((await post(google, "/emulator/plant", { email: ADA, event })).text);
    await post(google, "/emulator/omit-guests", { email: ADA, event_id: planted.id });
    const reminders = [{ method: "email", minutes: 5 }];
    await post(google, "/emulator/default-reminders", { email: ADA, reminders });
    const { json } = await api(google, access_token, "GET", PATH);
    assertEquals(json.defaultReminders, reminders);
    assertEquals([json.items[0].attendees.length, json.items[0].attendeesOmitted], [1, true]);
    const path = `${PATH}/${planted.id}?sendUpdates=all`;
    await api(google, access_token, "PATCH", path, { body: { summary: "New" } });
    const address = `${google.url}/emulator/notifications?event_id=${planted.id}`;
    const [told, ...more] = await (await fetch(address)).json();
    assertEquals([told.to, told.about, more], ["bo@elsewhere.example", "changed", []]);
    const names = { email: ADA, new_email: "countess@example.com" };
    assertEquals((await post(google, "/emulator/rename", names)).status, 204);
    assertEquals(google.people[0]!.email, "countess@example.com");
    const refused: [path: string, body: unknown][] = [
      ["plant", { email: "countess@example.com", event: {} }],
      ["plant", { email: "countess@example.com", event: lecture, calendar_id: "none" }],
      ["omit-guests", { email: "countess@example.com", event_id: "none" }],
      ["rename", { email: "countess@example.com", new_email: "grace@example.com" }],
    ];
    for (const [name, body] of refused) {
      assertEquals((await post(google, `/emulator/${name}`, body)).status, 400, name);
    }
  }),
);

Deno.test(
  "the emulator's page shows people, grants, clock and calls, and its buttons work",
  withGoogle(async (google) => {
    const { access_token, refresh_token } = await connect(google);
    await api(google, access_token, "POST", PATH, { body: lecture });
    const page = await (await fetch(google.url)).text();
    for (
      const text of [
        "Google emulator, local",
        "Ada Lovelace",
        "calendar.events",
        "Calendar (1)",
        "events.insert",
      ]
    ) {
      assertStringIncludes(page, text);
    }
    const before = google.clock.now();
    assertEquals(await press(google, { do: "hour" }), 303);
    assert(google.clock.now() - before >= 3_600_000);
    await press(google, {
      do: "fail",
      endpoint: "events",
      fault: "userRateLimitExceeded",
      times: "2",
    });
    const { json } = await refresh(google, refresh_token);
    const status = async () => (await api(google, json.access_token, "GET", PATH)).status;
    assertEquals([await status(), await status(), await status()], [403, 403, 200]);
    await press(google, { do: "expire", email: ADA });
    assertEquals(await status(), 401);
    await press(google, { do: "boxes", email: ADA });
    assert(!(await connect(google)).scope.includes("calendar"));
    await press(google, { do: "revoke", email: ADA });
    assertEquals(google.grants(ADA), []);
  }),
);
