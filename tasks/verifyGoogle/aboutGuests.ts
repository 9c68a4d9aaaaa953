/**
 * Questions about guests: replaced and cut lists, responses, and changes by a guest.
 *
 * @module
 */
import { anEvent, type Asked, changed, events, newId, type Question } from "./question.ts";
import { type Answer, calendar, outcomeOf } from "./side.ts";

const GUEST = { email: "verify-a@example.com" };
const GUESTS = [GUEST, { email: "verify-b@example.com" }];
const FULL = {
  ...GUEST,
  comment: "By train",
  additionalGuests: 2,
  responseStatus: "accepted",
};

interface Guest {
  email: string;
  comment?: string;
  additionalGuests?: number;
  responseStatus?: string;
}
const entry = (guest?: Guest) =>
  guest
    ? `${guest.responseStatus} ${guest.comment ?? "no comment"}, ${
      guest.additionalGuests ?? 0
    } more`
    : "no entry";
const of = (answer: Answer, email: string): Guest | undefined =>
  answer.json.attendees?.find((guest: Guest) => guest.email === email);

/** Returns the outcome of an attendee's change of their own copy, or undefined without an attendee. */
async function byGuest(
  asked: Asked,
  own: object,
  change: (event: Record<string, unknown>, email: string) => object,
): Promise<{ id: string; answer: Answer } | undefined> {
  if (!asked.attendee) return undefined;
  const { email, accessToken } = asked.attendee;
  const id = newId();
  const body = { ...anEvent(id), attendees: [{ email, ...own }, ...GUESTS] };
  await events(asked, "POST /", { body });
  const route = `/calendars/primary/events/${id}`;
  const answer = await calendar(
    asked.side,
    accessToken,
    `PATCH ${route}?sendUpdates=none`,
    { body: change(body, email) },
  );
  return { id, answer };
}

const guestChanges = (about: string, change: (event: Record<string, unknown>) => object) => ({
  about,
  ask: async (asked: Asked) => {
    const done = await byGuest(asked, {}, change);
    return done && outcomeOf(done.answer);
  },
});

export const aboutGuests: Question[] = [
  {
    about: "a guest written without their answer",
    ask: async (asked) => {
      const answer = await changed(asked, { attendees: [FULL] }, { attendees: GUESTS });
      return entry(of(answer, FULL.email));
    },
  },
  {
    about: "an organizer among the guests, without an answer",
    ask: async (asked) => {
      const { email } = asked.organizer;
      const answer = await changed(asked, {}, { attendees: [{ email }, ...GUESTS] });
      return entry(of(answer, email));
    },
  },
  {
    about: "a list of the organizer's with attendeesOmitted",
    ask: async (asked) => {
      const change = { attendees: GUESTS.slice(1), attendeesOmitted: true };
      const answer = await changed(asked, { attendees: [FULL] }, change);
      return `${outcomeOf(answer)} ${answer.json.attendees?.length} ${
        entry(of(answer, FULL.email))
      }`;
    },
  },
  {
    about: "two guests where one is asked for",
    ask: async (asked) => {
      const { json } = await changed(asked, { attendees: GUESTS }, {}, "maxAttendees=1");
      return `${json.attendees?.length ?? 0} attendeesOmitted=${json.attendeesOmitted}`;
    },
  },
  {
    about: "an answer with attendeesOmitted and without the stored comment",
    ask: async (asked) => {
      const done = await byGuest(asked, { comment: "By train" }, (_, email) => ({
        attendeesOmitted: true,
        attendees: [{ email, responseStatus: "accepted" }],
      }));
      if (!done) return undefined;
      const seen = await events(asked, `GET /${done.id}`);
      const guest = of(seen, asked.attendee!.email);
      return `${outcomeOf(done.answer)} ${seen.json.attendees?.length} ${entry(guest)}`;
    },
  },
  guestChanges("a guest who changes the title", () => ({ summary: "Mine" })),
  guestChanges("a guest who sends the title as it is", ({ summary }) => ({ summary })),
  guestChanges("a guest who changes the visibility", () => ({ visibility: "private" })),
  guestChanges("a guest who changes their colour", () => ({ colorId: "3" })),
];
