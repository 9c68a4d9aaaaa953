import { assertEquals } from "@std/assert";
import { ADA, api, client, connect, GRACE, refresh, withGoogle } from "../testing.ts";

const revoke = async (url: string, body?: URLSearchParams) => {
  const response = await fetch(url, { method: "POST", ...(body ? { body } : {}) });
  return { status: response.status, json: await response.json() };
};

Deno.test(
  "revoke answers 400 invalid_token for an unknown token and for a revoked token",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google);
    const form = new URLSearchParams({ token: refresh_token });
    assertEquals((await revoke(`${google.url}/revoke`, form)).status, 200);
    const again = await revoke(`${google.url}/revoke`, form);
    assertEquals([again.status, again.json.error], [400, "invalid_token"]);
    const none = await revoke(`${google.url}/revoke`);
    assertEquals([none.status, none.json.error], [400, "invalid_request"]);
  }),
);

for (const kind of ["access_token", "refresh_token"] as const) {
  Deno.test(
    `revoking the ${kind} takes down everything the person granted, and nobody else's`,
    withGoogle(async (google) => {
      const [ada, more, grace] = [
        await connect(google),
        await connect(google),
        await connect(google, GRACE),
      ];
      const query = new URLSearchParams({ token: ada[kind] });
      assertEquals((await revoke(`${google.url}/revoke?${query}`)).status, 200);
      assertEquals(google.grants(ADA), []);
      for (const { access_token, refresh_token } of [ada, more]) {
        const list = await api(google, access_token, "GET", "/calendars/primary/events");
        assertEquals(list.status, 401);
        assertEquals((await refresh(google, refresh_token)).json.error, "invalid_grant");
      }
      assertEquals((await refresh(google, grace.refresh_token)).status, 200);
    }),
  );
}

Deno.test(
  "revoking reaches the other clients of the same Google Cloud project, and of no other",
  withGoogle(async (google) => {
    const sibling = await connect(google, ADA, { client_id: "1234-sibling" });
    const stranger = await connect(google, ADA, { client_id: "5678-stranger" });
    assertEquals([sibling.error, stranger.error], ["invalid_grant", "invalid_grant"]);
    const { refresh_token } = await connect(google);
    await revoke(`${google.url}/revoke`, new URLSearchParams({ token: refresh_token }));
    assertEquals(google.grants(ADA).map(({ client_id }) => client_id), ["5678-stranger"]);
  }, {
    clients: [
      client,
      { ...client, client_id: "1234-sibling" },
      { ...client, client_id: "5678-stranger" },
    ],
  }),
);

Deno.test(
  "a person takes all access away in their account's settings",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google);
    google.revokeGrant(ADA);
    assertEquals((await refresh(google, refresh_token)).json.error, "invalid_grant");
    const back = await connect(google, ADA, { prompt: undefined });
    assertEquals(typeof back.refresh_token, "string");
  }),
);
