import { assertEquals } from "@std/assert";
import type { Google } from "../mod.ts";
import { ADA, api, connect, GRACE, lecture, withGoogle } from "../testing.ts";

const PATH = "/calendars/primary/events";
const BO = "bo@elsewhere.example";
const CY = "cy@elsewhere.example";
type Send = (method: string, path: string, body?: unknown) => ReturnType<typeof api>;

const invitation = {
  ...lecture,
  id: "invitation",
  attendees: [
    { email: ADA },
    { email: GRACE },
    { email: BO },
    { email: "room@resource.calendar.google.com", resource: true },
  ],
};

function people(test: (ada: Send, grace: Send, google: Google) => Promise<void>) {
  return withGoogle(async (google) => {
    const as = async (email: string): Promise<Send> => {
      const { access_token } = await connect(google, email);
      return (method, path, body) => api(google, access_token, method, PATH + path, { body });
    };
    await test(await as(ADA), await as(GRACE), google);
  });
}

const told = (google: Google, from = 0) =>
  google.notifications("invitation").slice(from).map(({ to, about }) => `${to} ${about}`);

Deno.test(
  "guests are told what sendUpdates asks for, and nobody without it",
  people(async (ada, _grace, google) => {
    await ada("POST", "", invitation);
    await ada("PATCH", "/invitation?sendUpdates=none", { summary: "New" });
    assertEquals(told(google), []);
    await ada("PATCH", "/invitation?sendUpdates=externalOnly", { summary: "Newer" });
    assertEquals(told(google), [`${BO} changed`]);
    await ada("PATCH", "/invitation?sendUpdates=all", { summary: "Newest" });
    assertEquals(told(google, 1), [`${GRACE} changed`, `${BO} changed`]);
    await ada("DELETE", "/invitation?sendUpdates=all");
    assertEquals(told(google, 3), [`${GRACE} cancelled`, `${BO} cancelled`]);
    assertEquals(google.notifications().length, 5);
    assertEquals(google.notifications("another"), []);
  }),
);

Deno.test(
  "those who come are invited, those who go are told, and a repeated change tells again",
  people(async (ada, _grace, google) => {
    await ada("POST", "?sendUpdates=all", invitation);
    assertEquals(told(google), [`${GRACE} invited`, `${BO} invited`]);
    const attendees = [{ email: ADA }, { email: GRACE }, { email: CY }];
    await ada("PATCH", "/invitation?sendUpdates=all", { attendees });
    await ada("PATCH", "/invitation?sendUpdates=all", { attendees });
    assertEquals(told(google, 2), [`${CY} invited`, `${BO} cancelled`]);
    for (let i = 0; i < 2; i++) {
      await ada("PATCH", "/invitation?sendUpdates=all", { summary: "Same" });
    }
    assertEquals(told(google, 4), [
      ...[`${GRACE} changed`, `${CY} changed`],
      ...[`${GRACE} changed`, `${CY} changed`],
    ]);
  }),
);

Deno.test(
  "what is the organizer's own tells nobody, and neither does a refused write",
  people(async (ada, _grace, google) => {
    await ada("POST", "", invitation);
    const own = { colorId: "3", transparency: "transparent", reminders: { useDefault: true } };
    const properties = { private: { a: "b" } };
    await ada("PATCH", "/invitation?sendUpdates=all", { ...own, extendedProperties: properties });
    await ada("PATCH", "/invitation?sendUpdates=all", { summary: 5 });
    assertEquals(
      (await ada("PATCH", "/invitation?sendUpdates=some", { summary: "x" })).status,
      400,
    );
    assertEquals(told(google), []);
    await ada("PATCH", "/invitation?sendUpdates=all", {
      extendedProperties: { shared: { a: "b" } },
    });
    assertEquals(told(google).length, 2);
  }),
);

Deno.test(
  "a guest's answer tells the organizer alone",
  people(async (ada, grace, google) => {
    await ada("POST", "", invitation);
    const answer = { attendees: [{ email: GRACE, responseStatus: "accepted" }] };
    await grace("PATCH", "/invitation", answer);
    assertEquals(told(google), []);
    const other = { attendees: [{ email: GRACE, responseStatus: "tentative" }] };
    await grace("PATCH", "/invitation?sendUpdates=all", other);
    await grace("PATCH", "/invitation?sendUpdates=all", { colorId: "3" });
    assertEquals(told(google), [`${ADA} answered`]);
    await grace("DELETE", "/invitation?sendUpdates=all");
    assertEquals(told(google, 1), [`${ADA} answered`]);
  }),
);
