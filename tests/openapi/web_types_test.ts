/**
 * The web app's own types, which another app may copy, against what the functions take and answer:
 * by the compiler (`deno task check`), and by the web app's client on the functions themselves.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { z } from "zod";
import type { initiateBody } from "../../supabase/functions/_shared/connect/schemas.ts";
import type {
  changeEventBody,
  changeEventFields,
} from "../../supabase/functions/_shared/events/changeSchema.ts";
import type {
  createEventBody,
  createEventFields,
} from "../../supabase/functions/_shared/events/createSchema.ts";
import type { ErrorCode } from "../../supabase/functions/_shared/errors.ts";
import type {
  freeTimeQuery,
  listQuery,
  removeQuery,
} from "../../supabase/functions/_shared/events/querySchemas.ts";
import type { responseBody } from "../../supabase/functions/_shared/events/responseSchema.ts";
import { type AnswerName, ANSWERS } from "../../tasks/openapi/answers.ts";
import { createCalendarClient } from "../../web/src/google-calendar/client.ts";
import type * as Web from "../../web/src/google-calendar/client.ts";
import { keepBackground } from "../support/background.ts";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";
import type { Equal, Expect, Fits, Flat } from "./equal.ts";

type Is<Name extends AnswerName, T> = Equal<Flat<z.output<typeof ANSWERS[Name]>>, Flat<T>>;
/** Each of a union's members alone, so that a field which only one of them has counts too. */
type Names<T> = T extends unknown ? keyof T : never;
/** What is in a query is text on its way, so only the names can be compared. */
type SameNames<A, B> = Equal<Names<A>, Names<B>>;

/** What every body and query of a user's calendar takes beside its own fields. `user_id` is for servers. */
type WithAccount<T> = T & { account_id?: string | null };

/** One entry each; an entry that is `false` does not compile. */
export type Checked = [
  Expect<Is<"Connection", Web.Connection>>,
  Expect<Is<"SignInStart", Web.ConnectStart>>,
  Expect<Is<"PendingConnection", Web.PendingConnection>>,
  Expect<Is<"Event", Web.CalendarEvent>>,
  Expect<Is<"EventPage", Web.EventPage>>,
  Expect<Is<"CalendarList", Web.CalendarList>>,
  Expect<Is<"FreeBusy", Web.FreeTime>>,
  Expect<Is<"Mirror", Web.Mirror>>,
  Expect<Is<"MirrorList", Web.MirrorList>>,
  Expect<Is<"AvailableCalendars", Web.AvailableCalendars>>,
  Expect<Is<"Resource", Web.Resource>>,
  // What an app may send is what the functions take, and every field of theirs can be sent.
  Expect<Fits<Web.NewEvent, WithAccount<z.input<typeof createEventBody>>>>,
  Expect<SameNames<Web.NewEvent, WithAccount<z.input<typeof createEventFields>>>>,
  Expect<Fits<Web.EventChange, WithAccount<z.input<typeof changeEventBody>>>>,
  Expect<SameNames<Web.EventChange, WithAccount<z.input<typeof changeEventFields>>>>,
  // An event that was read can be sent back.
  Expect<Fits<Web.CalendarEvent, Web.EventChange>>,
  Expect<Fits<Web.CalendarEvent, WithAccount<z.input<typeof changeEventBody>>>>,
  Expect<Equal<Web.ConnectOptions, z.input<typeof initiateBody>>>,
  Expect<Fits<Web.EventResponse, WithAccount<z.input<typeof responseBody>>>>,
  Expect<SameNames<Web.EventResponse, WithAccount<z.input<typeof responseBody>>>>,
  Expect<SameNames<Web.EventQuery, WithAccount<z.input<typeof listQuery>>>>,
  Expect<SameNames<Web.RemoveOptions, WithAccount<z.input<typeof removeQuery>>>>,
  Expect<SameNames<Web.FreeTimeQuery, WithAccount<z.input<typeof freeTimeQuery>>>>,
  Expect<Equal<typeof Web.ANSWER_CODES[number], ErrorCode>>,
];

const background = keepBackground();
const { stack, call, connect, createResource } = await startScenario();
const ada = await stack.createUser({ google: { email: "ada@example.com" } });
await connect(ada);

const client = createCalendarClient({
  functionsUrl: "http://functions.local",
  apikey: "publishable",
  getAccessToken: () => Promise.resolve(ada.access_token),
  // The web app's request, at the functions themselves.
  fetch: async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = await request.text();
    const { status, headers, body: json } = await call(`${request.method} ${pathname}${search}`, {
      headers: Object.fromEntries(request.headers),
      ...(body === "" ? {} : { body }),
    });
    return new Response(json === undefined ? null : JSON.stringify(json), { status, headers });
  },
});

/** Fails unless the answer is the documented one, to the last field. */
function is<Name extends AnswerName>(name: Name, answer: unknown): void {
  assertEquals(ANSWERS[name].parse(answer), answer as never);
}

/** A day that is mirrored. */
function tomorrow(): { time_min: string; time_max: string } {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  return { time_min: at(1), time_max: at(2) };
}

/** An invitation of Grace's, answered by Ada. */
async function invitation() {
  const grace = await stack.createUser({ google: { email: "grace@example.com" } });
  await connect(grace);
  const { body } = await call("POST /create-calendar-event/users/me/calendar/events", {
    user: grace,
    body: {
      summary: "Seminar",
      start_datetime: "2027-08-15T09:00:00",
      end_datetime: "2027-08-15T10:00:00",
      time_zone: "Europe/Berlin",
      recurrence: ["RRULE:FREQ=WEEKLY;COUNT=3"],
      attendees: [{ email: "ada@example.com" }],
    },
  });
  const answered = await client.respond(body.id, { response_status: "accepted", comment: "Yes" });
  assertEquals(answered.attendees!.find(({ self }) => self)!.response_status, "accepted");
  return answered;
}

Deno.test("the web app's client is answered as its types say, on every route", async () => {
  is("SignInStart", await client.connect({ return_to: "/profile" }));
  is("Connection", await client.connection());
  const timed = await client.createEvent({
    summary: "Lecture 5",
    start_datetime: "2026-08-15T09:00:00",
    end_datetime: "2026-08-15T10:00:00",
    time_zone: "Europe/Berlin",
    attendees: [{ email: "grace@example.com", optional: true }],
    reminders: { use_default: false, overrides: [{ method: "popup", minutes: 5 }] },
    conference: "google_meet",
  });
  is("Event", timed);
  const allDay = await client.createEvent({
    summary: "Holiday",
    start_date: "2026-08-16",
    end_date: "2026-08-18",
    recurrence: ["RRULE:FREQ=YEARLY;COUNT=2"],
  });
  is("Event", allDay);
  const span = { time_min: "2026-08-01T00:00:00Z", time_max: "2026-09-01T00:00:00Z" };
  const query = { ...span, limit: 1 };
  const page = await client.listEvents(query);
  is("EventPage", page);
  is("EventPage", await client.listEvents({ ...query, page_token: page.next_page_token! }));
  is("Event", await client.event(timed.id));
  const [later] = (await client.listEvents({
    time_min: "2027-01-01T00:00:00Z",
    time_max: "2028-01-01T00:00:00Z",
  })).events;
  const following = await client.updateEvent(later!.id, { summary: "Day off", scope: "following" });
  is("Event", following);
  await client.deleteEvent(following.id);
  const changed = await client.updateEvent(timed.id, { location: null, if_match: timed.etag! });
  is("Event", changed);
  is("Event", await invitation());
  is("FreeBusy", await client.findFreeTime({ ...span, calendar_id: ["primary"] }));
  is("AvailableCalendars", await client.availableMirrors());
  is("Mirror", await client.startMirror("primary"));
  await background.ended();
  is("MirrorList", await client.refreshMirrors({ calendar_id: "primary" }));
  is("MirrorList", await client.mirrors());
  await background.ended();
  is("FreeBusy", await client.findFreeTime({ ...tomorrow(), source: "mirror" }));
  await client.endMirror("primary");
  await client.deleteEvent(timed.id, { if_match: changed.etag!, send_updates: "none" });

  const { id } = await createResource(ada);
  is("Resource", await client.resource(id));
  is("Disconnected", await client.disconnect());
});

closeAtEnd(stack);
