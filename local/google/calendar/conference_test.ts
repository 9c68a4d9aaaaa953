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
    google.switch(ADA, { meet: "pending" });
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
    google.switch(ADA, { meet: "failure" });
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
