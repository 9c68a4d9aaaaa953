/** Guests of an event: a guest who stays keeps everything that Google stores. */
import { assertEquals } from "@std/assert";
import { closeAtEnd } from "../support/closeAtEnd.ts";
import { startScenario } from "../support/scenario.ts";

const { stack, call, connect } = await startScenario();
const { google } = stack;
const ADA = "ada@example.com";
const ada = await stack.createUser({ google: { email: ADA } });
await connect(ada);

const EVENTS = "/calendar-events/users/me";
// deno-lint-ignore no-explicit-any -- an answer's body
type Json = any;

const GRACE = {
  email: "grace@example.com",
  displayName: "Grace",
  optional: true,
  comment: "By train",
  additionalGuests: 2,
  responseStatus: "accepted",
};
const ROOM = {
  email: "room@resource.calendar.google.com",
  displayName: "Room 1",
  resource: true,
  responseStatus: "accepted",
};
const BO = { email: "bo@elsewhere.example", responseStatus: "declined", comment: "Away" };
const ME = { email: ADA, responseStatus: "accepted" };

const plant = (attendees: Json[], more = {}) =>
  google.plant(ADA, {
    summary: "Lecture 5",
    start: { dateTime: "2027-03-01T09:00:00Z" },
    end: { dateTime: "2027-03-01T10:00:00Z" },
    attendees,
    ...more,
  });
const read = async (id: string) => (await call(`GET ${EVENTS}/${id}`, { user: ada })).body;
const patch = (id: string, body: unknown) => call(`PATCH ${EVENTS}/${id}`, { user: ada, body });

/** The guests as Google stores them, without the fields that depend on the reader. */
function guests(id: string): Json[] {
  const event = google.events(ADA).find((one) => one.id === id)!;
  return (event.attendees ?? []).map(({ self: _, organizer: __, ...guest }) => guest);
}
const pathsOf = ({ body }: { body: Json }) => body.details.map(({ path }: Json) => path);

/** A requested list, and what Google stores after it. */
const LISTS: Record<string, [asked: Json[] | null, then: Json[]]> = {
  "a guest is added": [
    [{ email: GRACE.email }, { email: ROOM.email }, { email: BO.email }, { email: ADA }, {
      email: "alan@example.com",
      optional: true,
    }],
    [GRACE, ROOM, BO, ME, {
      email: "alan@example.com",
      optional: true,
      responseStatus: "needsAction",
    }],
  ],
  "a guest is taken out": [
    [{ email: GRACE.email }, { email: ADA }, { email: ROOM.email }],
    [GRACE, ME, ROOM],
  ],
  "addresses are written otherwise": [
    [{ email: "GRACE@Example.com" }, { email: "Bo@ELSEWHERE.example" }],
    [GRACE, BO],
  ],
  "a name is cleared and a guest is needed": [
    [{ email: GRACE.email, display_name: null, optional: false }, { email: BO.email }],
    [
      (({ displayName: _, optional: __, ...guest }) => guest)(GRACE),
      BO,
    ],
  ],
  "a guest gets a name": [
    [{ email: GRACE.email }, { email: BO.email, display_name: "Bo", optional: null }],
    [GRACE, { ...BO, displayName: "Bo" }],
  ],
  "a guest is named twice": [
    [{ email: BO.email }, { email: "BO@elsewhere.example", display_name: "Bo" }, {
      email: "new@example.com",
    }, { email: "New@example.com", optional: true }],
    [
      { ...BO, displayName: "Bo" },
      { email: "new@example.com", optional: true, responseStatus: "needsAction" },
    ],
  ],
  "nobody is left": [[], []],
  "null takes everybody out": [null, []],
};

for (const [name, [asked, then]] of Object.entries(LISTS)) {
  Deno.test(`guests who stay keep what Google stores of them when ${name}`, async () => {
    const id = plant([ME, GRACE, ROOM, BO]);
    google.resetCalls();
    const { status, body } = await patch(id, { attendees: asked });
    assertEquals(status, 200, JSON.stringify(body));
    assertEquals(guests(id), then);
    assertEquals(google.calls.map(({ endpoint }) => endpoint), ["events.get", "events.patch"]);
  });
}

Deno.test("a list that was read before a guest answered does not take the answer back", async () => {
  const id = plant([ME, { ...GRACE, responseStatus: "needsAction", comment: undefined }]);
  const { attendees } = await read(id);
  google.plant(ADA, {
    ...google.events(ADA).find((event) => event.id === id)!,
    attendees: [ME, GRACE],
  });
  const { status, body } = await patch(id, {
    attendees: [...attendees, { email: "alan@example.com" }],
  });
  assertEquals(status, 200, JSON.stringify(body));
  assertEquals(guests(id).slice(0, 2), [ME, GRACE]);
});

Deno.test("a list that nobody changed is not sent, in whatever order it comes", async () => {
  const id = plant([ME, GRACE, ROOM, BO]);
  const { attendees } = await read(id);
  google.resetCalls();
  for (
    const list of [
      attendees,
      attendees.toReversed(),
      attendees.map(({ email }: Json) => ({ email })),
    ]
  ) {
    assertEquals((await patch(id, { attendees: list })).status, 200);
  }
  assertEquals(google.count("events.patch"), 0);
});

Deno.test("a field that only a guest or Google sets is refused by name if it differs from what was read", async () => {
  const id = plant([ME, GRACE, BO]);
  const { attendees } = await read(id);
  const at = (email: string) => attendees.findIndex((guest: Json) => guest.email === email);
  const wrong: [email: string, change: Json, name: string][] = [
    [BO.email, { response_status: "accepted" }, "response_status"],
    [GRACE.email, { comment: "By car" }, "comment"],
    [GRACE.email, { self: true }, "self"],
    [GRACE.email, { resource: true }, "resource"],
    [BO.email, { organizer: true }, "organizer"],
  ];
  google.resetCalls();
  for (const [email, change, name] of wrong) {
    const list = attendees.with(at(email), { ...attendees[at(email)], ...change });
    const answer = await patch(id, { attendees: list });
    assertEquals([answer.status, pathsOf(answer)], [422, [`attendees.${at(email)}.${name}`]]);
  }
  const stranger = { email: "new@example.com", response_status: "accepted" };
  const added = await patch(id, { attendees: [...attendees, stranger] });
  assertEquals(pathsOf(added), ["attendees.3.response_status"]);
  assertEquals(google.count("events.patch"), 0);
});

Deno.test("a guest list that Google cut is marked as such, and never written back", async () => {
  const id = plant([ME, GRACE, BO]);
  google.omitGuests(ADA, id, 1);
  const body = await read(id);
  assertEquals([body.attendees_omitted, body.attendees.length], [true, 2]);
  google.resetCalls();
  assertEquals((await patch(id, body)).status, 200);
  assertEquals(google.count("events.patch"), 0);
  assertEquals((await patch(id, { ...body, summary: "Lecture 6" })).status, 200);
  for (
    const list of [body.attendees.slice(1), [...body.attendees, { email: "x@y.example" }], null]
  ) {
    const answer = await patch(id, { attendees: list });
    assertEquals([answer.status, pathsOf(answer)], [422, ["attendees"]]);
  }
  google.omitGuests(ADA, id, Infinity);
  assertEquals(guests(id), [ME, GRACE, BO]);
});

Deno.test("at most 200 guests can be invited, and a longer list that exists already can stay", async () => {
  const crowd = (count: number) =>
    Array.from({ length: count }, (_, i) => ({
      email: `guest${i}@example.com`,
      responseStatus: "needsAction",
    }));
  const id = plant(crowd(220));
  const body = await read(id);
  assertEquals((await patch(id, { attendees: body.attendees, summary: "More" })).status, 200);
  assertEquals(guests(id).length, 220);
  const many = await patch(id, { attendees: body.attendees.slice(0, 201) });
  assertEquals([many.status, pathsOf(many)], [422, ["attendees"]]);
  assertEquals((await patch(id, { attendees: body.attendees.slice(0, 200) })).status, 200);
});

/** Addresses that are left to Google, and text that cannot be an address. */
const ADDRESSES = [
  "o&leary@example.com",
  "o'neil@example.com",
  "jürgen@bücher.example",
  "用户@例子.广告",
  "a@localhost",
  "x!#$%*/=?^_`{|}~-@example.com",
  `${"a".repeat(64)}@${"b".repeat(200)}.com`,
];
const NO_ADDRESSES = [
  "",
  "nobody",
  "@example.com",
  "a@",
  "a b@example.com",
  "a@b c",
  "a\n@b.example",
  "a@b.example\0",
  `${"a".repeat(320)}@b.example`,
  "\ud800@b.example",
];

Deno.test("only text that cannot be an e-mail address is refused; Google judges the rest", async () => {
  const create = (email: string) =>
    call("POST /create-calendar-event/users/me/calendar/events", {
      user: ada,
      body: {
        summary: "x",
        start_date: "2027-03-01",
        end_date: "2027-03-02",
        attendees: [{ email }],
      },
    });
  const id = plant([ME]);
  for (const email of ADDRESSES) {
    const { status, body } = await create(email);
    assertEquals([status, body.attendees?.[0].email], [201, email], JSON.stringify(body));
    assertEquals((await patch(id, { attendees: [{ email }] })).status, 200, email);
  }
  // A quoted local part can have any character. Google does not accept this one.
  const quoted = await create('"a b"@example.com');
  assertEquals([quoted.status, quoted.body.code], [400, "google_rejected_event"]);
  for (const email of NO_ADDRESSES) {
    for (const answer of [await create(email), await patch(id, { attendees: [{ email }] })]) {
      assertEquals([answer.status, pathsOf(answer)], [422, ["attendees.0.email"]], email);
    }
  }
});

closeAtEnd(stack);
