/**
 * Another app's code: a supabase-js client with a session of its own, and the one client file.
 *
 * @module
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createClient } from "@supabase/supabase-js";
import { CalendarError, createCalendarClient } from "../../../web/src/google-calendar/client.ts";
import { secretsOf, type StartedStack } from "../../support/startedStack.ts";

interface Session {
  access_token: string;
  refresh_token: string;
}

/** Creates, repeats, lists and deletes an event through `supabase.functions`, and is refused. */
export async function throughSupabaseFunctions(stack: StartedStack, session: Session) {
  const { keys } = await secretsOf(stack);
  const auth = { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false };
  const app = () => createClient(stack.apiUrl, keys.publishableKey, { auth });
  const supabase = app();
  assertEquals((await supabase.auth.setSession(session)).error, null);
  const client = createCalendarClient({ functions: supabase.functions });

  const { status, google_email } = await client.connection();
  assertEquals([status, google_email], ["connected", "ada@example.com"]);

  const event = {
    summary: "From supabase-js",
    start_datetime: "2027-03-17T09:00:00Z",
    end_datetime: "2027-03-17T10:00:00Z",
    idempotency_key: "lecture-7",
  };
  const created = await client.createEvent(event);
  assertEquals([created.summary, created.replayed], [event.summary, false]);
  const again = await client.createEvent(event);
  assertEquals([again.id, again.replayed], [created.id, true]);
  const found = () =>
    client.listEvents({
      time_min: "2027-03-17T00:00:00+01:00",
      time_max: "2027-03-18T00:00:00+01:00",
      q: "From supabase-js",
    });
  assertEquals((await found()).events.map(({ id }) => id), [created.id]);
  const moved = await client.updateEvent(created.id, { location: "Room 7", if_match: again.etag! });
  assertEquals(moved.location, "Room 7");
  assertEquals(await client.deleteEvent(created.id, { if_match: moved.etag! }), undefined);
  assertEquals((await found()).events, []);

  const wrong = await assertRejects(
    () => client.createEvent({ ...event, end_datetime: event.start_datetime }),
    CalendarError,
  );
  assertEquals([wrong.code, wrong.status], ["invalid_request", 422]);
  const [{ path, message }] = wrong.details as [{ path: string; message: string }];
  assert(path && message && wrong.request_id, JSON.stringify(wrong));

  const stranger = createCalendarClient({ functions: app().functions });
  const refused = await assertRejects(() => stranger.connection(), CalendarError);
  assertEquals([refused.code, refused.status], ["unauthenticated", 401]);
  assert(refused.request_id);
}
