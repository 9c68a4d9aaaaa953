import { assertEquals, assertThrows } from "@std/assert";
import { startGoogle } from "./mod.ts";
import { ADA, api, client, connect, GRACE, lecture, refresh, withGoogle } from "./testing.ts";
import { testingKey } from "./testingKey.ts";

const PATH = "/calendars/primary/events";
const NEW = "countess@example.com";

/** The claims of an ID token. */
function claimsOf(idToken: string) {
  const bytes = Uint8Array.fromBase64(idToken.split(".")[1]!, { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(bytes));
}

Deno.test(
  "a renamed account keeps its sub, its tokens and its calendar, and both addresses name it",
  withGoogle(async (google) => {
    const { access_token, refresh_token, id_token } = await connect(google);
    const body = { ...lecture, id: "lecture5" };
    await api(google, access_token, "POST", PATH, { body });
    google.rename(ADA, NEW);
    assertEquals((await refresh(google, refresh_token)).status, 200);
    for (const id of ["primary", NEW, ADA]) {
      const { status, json } = await api(
        google,
        access_token,
        "GET",
        `/calendars/${id}/events/lecture5`,
      );
      assertEquals(status, 200, id);
      assertEquals(json.organizer, { email: NEW, self: true });
      assertEquals(json.creator, { email: ADA, self: true });
    }
    assertEquals(google.events(ADA), google.events(NEW));
    const again = await connect(google, NEW);
    const [before, after] = [claimsOf(id_token), claimsOf(again.id_token)];
    assertEquals([after.sub, after.email], [before.sub, NEW]);
    const later = await api(google, access_token, "POST", PATH, { body: lecture });
    assertEquals(later.json.creator, { email: NEW, self: true });
  }),
);

Deno.test(
  "a renamed guest is the same guest, by either address",
  withGoogle(async (google) => {
    const [ada, grace] = [await connect(google), await connect(google, GRACE)];
    const body = { ...lecture, id: "lecture5", attendees: [{ email: ADA }, { email: GRACE }] };
    await api(google, ada.access_token, "POST", PATH, { body });
    google.rename(GRACE, NEW);
    const own = await api(google, grace.access_token, "GET", `${PATH}/lecture5`);
    assertEquals(own.json.attendees[1], {
      email: GRACE,
      responseStatus: "needsAction",
      self: true,
    });
    const answer = { attendees: [{ email: NEW, responseStatus: "accepted" }] };
    await api(google, grace.access_token, "PATCH", `${PATH}/lecture5`, { body: answer });
    const { json } = await api(google, ada.access_token, "GET", `${PATH}/lecture5`);
    assertEquals(json.attendees.length, 2);
    assertEquals(json.attendees[1].responseStatus, "accepted");
  }),
);

Deno.test(
  "an address cannot be taken from somebody else, and can be taken back",
  withGoogle((google) => {
    assertThrows(() => google.rename(ADA, GRACE), Error, "in use");
    google.rename(ADA, NEW);
    assertThrows(() => google.rename(GRACE, ADA), Error, "in use");
    google.rename(NEW, ADA);
    assertEquals(google.people[0]!.email, ADA);
    assertEquals(google.events(NEW), []);
    return Promise.resolve();
  }),
);

Deno.test("a renamed account is renamed after a restart, and in no other emulator", async () => {
  const folder = await Deno.makeTempDir();
  const options = { clients: [client], statePath: `${folder}/google.json`, signingKey: testingKey };
  const first = await startGoogle(options);
  first.rename(ADA, NEW);
  await first.close();
  const second = await startGoogle(options);
  const other = await startGoogle({ clients: [client], signingKey: testingKey });
  assertEquals([second.people[0]!.email, other.people[0]!.email], [NEW, ADA]);
  assertEquals(second.events(ADA), []);
  await second.close();
  await other.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test(
  "an event in a secondary calendar has the calendar as its organizer, and a creator who is not self",
  withGoogle(async (google) => {
    const { access_token } = await connect(google);
    const id = google.addCalendar(ADA, "Team");
    const path = `/calendars/${encodeURIComponent(id)}/events`;
    const { json } = await api(google, access_token, "POST", path, { body: lecture });
    assertEquals(json.creator, { email: ADA });
    assertEquals(json.organizer, { email: id, displayName: "Team", self: true });
  }),
);
