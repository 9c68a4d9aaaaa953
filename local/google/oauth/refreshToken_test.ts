import { assert, assertEquals } from "@std/assert";
import { ADA, connect, EVENTS, FREE_BUSY, refresh, token, withGoogle } from "../testing.ts";

const DAY = 24 * 60 * 60;

Deno.test(
  "token endpoint answers a refresh without a refresh token, and with a new access token",
  withGoogle(async (google) => {
    const first = await connect(google);
    const { status, json } = await refresh(google, first.refresh_token);
    assertEquals(status, 200);
    assertEquals(Object.keys(json).sort(), ["access_token", "expires_in", "scope", "token_type"]);
    assert(json.access_token !== first.access_token);
    assertEquals(json.scope, first.scope);
  }),
);

Deno.test(
  "a refresh can ask for fewer scopes, and not for more",
  withGoogle(async (google) => {
    const { refresh_token } = await connect(google, ADA, { scope: `openid ${EVENTS}` });
    const form = { grant_type: "refresh_token", refresh_token };
    assertEquals((await token(google, { ...form, scope: EVENTS })).json.scope, EVENTS);
    assertEquals((await token(google, { ...form, scope: FREE_BUSY })).json.error, "invalid_scope");
  }),
);

Deno.test(
  "the oldest of more than a hundred refresh tokens dies silently",
  withGoogle(async (google) => {
    const tokens: string[] = [];
    for (let i = 0; i < 101; i++) tokens.push((await connect(google)).refresh_token);
    const { status, json } = await refresh(google, tokens[0]!);
    assertEquals([status, json.error], [400, "invalid_grant"]);
    assertEquals((await refresh(google, tokens[1]!)).status, 200);
    assertEquals(google.grants(ADA)[0]!.refresh_token_count, 100);
  }),
);

Deno.test(
  "a refresh token dies after six months unused, and lives on when used",
  withGoogle(async (google) => {
    const used = await connect(google);
    const unused = await connect(google);
    google.clock.advance(100 * DAY);
    assertEquals((await refresh(google, used.refresh_token)).status, 200);
    google.clock.advance(100 * DAY);
    assertEquals((await refresh(google, used.refresh_token)).status, 200);
    assertEquals((await refresh(google, unused.refresh_token)).json.error, "invalid_grant");
  }),
);

Deno.test(
  "a client in testing loses its refresh tokens after seven days, unless for identity only",
  withGoogle(async (google) => {
    google.setBehaviour(ADA, { testing: true });
    const events = await connect(google);
    const identity = await connect(google, ADA, { scope: "openid email" });
    assert(!("refresh_token_expires_in" in events));
    google.clock.advance(7 * DAY);
    assertEquals((await refresh(google, events.refresh_token)).json.error, "invalid_grant");
    assertEquals((await refresh(google, identity.refresh_token)).status, 200);
  }),
);

Deno.test(
  "time-limited access says how long it lasts, and ends then",
  withGoogle(async (google) => {
    google.setBehaviour(ADA, { access_seconds: 2 * DAY });
    const { refresh_token, refresh_token_expires_in } = await connect(google);
    assertEquals(refresh_token_expires_in, 2 * DAY);
    google.clock.advance(DAY);
    const { json } = await refresh(google, refresh_token);
    assert(json.refresh_token_expires_in <= DAY && json.refresh_token_expires_in > DAY - 60);
    google.clock.advance(DAY);
    assertEquals((await refresh(google, refresh_token)).json.error, "invalid_grant");
  }),
);

Deno.test(
  "refresh tokens rotate if that is set, and both work",
  withGoogle(async (google) => {
    google.setBehaviour(ADA, { rotate_refresh_tokens: true });
    const { refresh_token } = await connect(google);
    const rotated = (await refresh(google, refresh_token)).json.refresh_token;
    assert(rotated && rotated !== refresh_token);
    assertEquals((await refresh(google, rotated)).status, 200);
    assertEquals((await refresh(google, refresh_token)).status, 200);
  }),
);
