import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, lecture, reasonOf, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;
type Send = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: Json }>;

function asAda(test: (send: Send, google: Google) => Promise<void>) {
  return withGoogle(async (google) => {
    const { access_token } = await connect(google);
    await test(
      (method, path, body) => api(google, access_token, method, PATH + path, { body }),
      google,
    );
  });
}

const meet = (requestId?: string, type = "hangoutsMeet") => ({
  ...lecture,
  conferenceData: { createRequest: { requestId, conferenceSolutionKey: { type } } },
});
const VERSION = "?conferenceDataVersion=1";

Deno.test(
  "a conference is refused without a request id, and of a kind that is not Meet",
  asAda(async (send) => {
    for (const body of [meet(), meet("one", "eventHangout")]) {
      const { status, json } = await send("POST", VERSION, body);
      assertEquals([status, reasonOf(json)], [400, "invalid"]);
    }
  }),
);

Deno.test(
  "conference data is ignored without conferenceDataVersion=1",
  asAda(async (send) => {
    for (const query of ["", "?conferenceDataVersion=0"]) {
      const { status, json } = await send("POST", query, meet("one"));
      assertEquals([status, "conferenceData" in json], [200, false]);
    }
  }),
);

Deno.test(
  "a repeated request id is ignored",
  asAda(async (send) => {
    assert("conferenceData" in (await send("POST", VERSION, meet("one"))).json);
    assert(!("conferenceData" in (await send("POST", VERSION, meet("one"))).json));
    assert("conferenceData" in (await send("POST", VERSION, meet("two"))).json);
  }),
);

Deno.test(
  "a conference is there at once, with a link",
  asAda(async (send) => {
    const { json } = await send("POST", VERSION, meet("one"));
    assertEquals(json.conferenceData.createRequest.status.statusCode, "success");
    assertMatch(json.hangoutLink, /^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    assertEquals(json.conferenceData.entryPoints[0].uri, json.hangoutLink);
  }),
);

Deno.test(
  "a pending conference has no link, and has one ten seconds later",
  asAda(async (send, google) => {
    google.setBehaviour(ADA, { meet: "pending" });
    const { json } = await send("POST", VERSION, meet("one"));
    assertEquals(json.conferenceData.createRequest.status.statusCode, "pending");
    assertEquals("hangoutLink" in json, false);
    google.clock.advance(10);
    const later = (await send("GET", `/${json.id}`)).json;
    assertEquals(later.conferenceData.createRequest.status.statusCode, "success");
    assertEquals(typeof later.hangoutLink, "string");
  }),
);

Deno.test(
  "a conference can fail",
  asAda(async (send, google) => {
    google.setBehaviour(ADA, { meet: "failure" });
    const { json } = await send("POST", VERSION, meet("one"));
    assertEquals(json.conferenceData.createRequest.status.statusCode, "failure");
    assertEquals("hangoutLink" in json, false);
  }),
);

Deno.test(
  "a patch without the version leaves the conference, and null with it takes it away",
  asAda(async (send) => {
    const { json } = await send("POST", VERSION, meet("one"));
    const kept = await send("PATCH", `/${json.id}`, { summary: "New", conferenceData: null });
    assertEquals(kept.json.hangoutLink, json.hangoutLink);
    const gone = await send("PATCH", `/${json.id}${VERSION}`, { conferenceData: null });
    assertEquals("conferenceData" in gone.json, false);
  }),
);

const byPhone = {
  entryPoints: [
    {
      entryPointType: "phone",
      uri: "tel:+1-555-0100",
      label: "+1 555-0100",
      pin: "1234",
      regionCode: "US",
    },
    { entryPointType: "sip", uri: "sip:1234@meet.example.com", meetingCode: "1234", passcode: "9" },
    { entryPointType: "more", uri: "https://tel.meet.example.com/1234?pin=1234", pin: "1234" },
  ],
  conferenceSolution: { key: { type: "addOn" }, name: "Phone bridge" },
  conferenceId: "1234",
  notes: "Dial in",
};

Deno.test(
  "a conference by phone alone keeps every way to join, and has no link",
  asAda(async (send, google) => {
    const id = google.plant(ADA, { ...lecture, conferenceData: byPhone });
    const { json } = await send("GET", `/${id}`);
    assertEquals([json.conferenceData, "hangoutLink" in json], [byPhone, false]);
    const changed = await send("PATCH", `/${id}${VERSION}`, { summary: "New" });
    assertEquals(changed.json.conferenceData, byPhone);
  }),
);

Deno.test(
  "a conference is copied into another event with the version, and ignored without it",
  asAda(async (send) => {
    const { json: { conferenceData } } = await send("POST", VERSION, meet("one"));
    for (const copied of [conferenceData, byPhone]) {
      const body = { ...lecture, conferenceData: copied };
      const { status, json } = await send("POST", VERSION, body);
      assertEquals([status, json.conferenceData], [200, copied]);
      assertEquals("conferenceData" in (await send("POST", "", body)).json, false);
      const { json: { id } } = await send("POST", "", lecture);
      const patched = await send("PATCH", `/${id}${VERSION}`, { conferenceData: copied });
      assertEquals(patched.json.conferenceData, copied);
    }
    const less = { ...lecture, conferenceData: { conferenceId: "1234" } };
    assertEquals((await send("POST", VERSION, less)).status, 400);
  }),
);

Deno.test(
  "a new request replaces a conference",
  asAda(async (send) => {
    const { json } = await send("POST", VERSION, meet("one"));
    const { conferenceData: { createRequest } } = meet("another");
    const path = `/${json.id}${VERSION}`;
    const patched = await send("PATCH", path, { conferenceData: { createRequest } });
    assert(patched.json.hangoutLink !== json.hangoutLink);
    assertEquals(patched.json.conferenceData.createRequest.requestId, "another");
  }),
);

Deno.test(
  "a link can stand without a conference",
  asAda(async (send, google) => {
    const hangoutLink = "https://meet.google.com/abc-defg-hij";
    const id = google.plant(ADA, { ...lecture, hangoutLink });
    const { json } = await send("PATCH", `/${id}${VERSION}`, { summary: "New" });
    assertEquals([json.hangoutLink, "conferenceData" in json], [hangoutLink, false]);
  }),
);

Deno.test(
  "a conference of Meet can be planted pending or failed, and another asked for in its place",
  asAda(async (send, google) => {
    for (const statusCode of ["pending", "failure"]) {
      const createRequest = { requestId: statusCode, status: { statusCode } };
      const id = google.plant(ADA, { ...lecture, conferenceData: { createRequest } });
      const { json } = await send("GET", `/${id}`);
      assertEquals(json.conferenceData.createRequest.status.statusCode, statusCode);
      const again = await send("PATCH", `/${id}${VERSION}`, meet(`${statusCode} again`));
      assertEquals(typeof again.json.hangoutLink, "string");
    }
  }),
);
