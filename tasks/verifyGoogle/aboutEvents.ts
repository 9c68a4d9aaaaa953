/**
 * Questions about ids, etags, cancelled events and an attendee's copy.
 *
 * @module
 */
import { anEvent, type Asked, events, fieldsOf, newId, type Question } from "./question.ts";
import { calendar, outcomeOf } from "./side.ts";

/** Creates an event and deletes it. */
async function deletedEvent(asked: Asked): Promise<string> {
  const id = newId();
  await events(asked, "POST /", { body: anEvent(id) });
  await events(asked, `DELETE /${id}`);
  return id;
}

/** Creates an event and returns it with an outdated etag. */
async function changedEvent(asked: Asked): Promise<{ id: string; stale: string }> {
  const id = newId();
  const { json } = await events(asked, "POST /", { body: anEvent(id) });
  await events(asked, `PATCH /${id}`, { body: { summary: "verify:google, changed" } });
  return { id, stale: json.etag };
}

/** Returns the id of an event that the organizer invited the attendee to. */
async function invitation(asked: Asked): Promise<string> {
  const id = newId();
  const attendees = [{ email: asked.attendee!.email }];
  await events(asked, "POST /", { body: { ...anEvent(id), attendees } });
  return id;
}

export const aboutEvents: Question[] = [
  {
    about: "an id that is taken",
    ask: async (asked) => {
      const body = anEvent(newId());
      await events(asked, "POST /", { body });
      return outcomeOf(await events(asked, "POST /", { body }));
    },
  },
  {
    about: "an id that is taken, after its event was deleted",
    ask: async (asked) =>
      outcomeOf(await events(asked, "POST /", { body: anEvent(await deletedEvent(asked)) })),
  },
  {
    about: "two creations with one id at once",
    ask: async (asked) => {
      const body = anEvent(newId());
      const answers = await Promise.all([1, 2].map(() => events(asked, "POST /", { body })));
      return answers.map(outcomeOf).sort().join(", ");
    },
  },
  {
    about: "a page token with another page size",
    ask: async (asked) => {
      for (let i = 0; i < 3; i++) await events(asked, "POST /", { body: anEvent(newId()) });
      const { json } = await events(asked, "GET /", { query: "singleEvents=true&maxResults=2" });
      const token = encodeURIComponent(json.nextPageToken);
      const answer = await events(asked, "GET /", {
        query: `singleEvents=true&maxResults=1&pageToken=${token}`,
      });
      return `${outcomeOf(answer)} ${answer.json.items?.length} items`;
    },
  },
  {
    about: "fields of a deleted event",
    ask: async (asked) => {
      const answer = await events(asked, `GET /${await deletedEvent(asked)}`);
      return `${outcomeOf(answer)} status=${answer.json.status} ${fieldsOf(answer.json)}`;
    },
  },
  {
    about: "deleting a deleted event",
    ask: async (asked) => outcomeOf(await events(asked, `DELETE /${await deletedEvent(asked)}`)),
  },
  {
    about: "If-Match with an old etag on a change",
    ask: async (asked) => {
      const { id, stale: etag } = await changedEvent(asked);
      return outcomeOf(await events(asked, `PATCH /${id}`, { body: { summary: "x" }, etag }));
    },
  },
  {
    about: "If-Match with an old etag on a deletion",
    ask: async (asked) => {
      const { id, stale: etag } = await changedEvent(asked);
      return outcomeOf(await events(asked, `DELETE /${id}`, { etag }));
    },
  },
  {
    about: "If-Match with the current etag on a change",
    ask: async (asked) => {
      const { id } = await changedEvent(asked);
      const { json: { etag } } = await events(asked, `GET /${id}`);
      return outcomeOf(await events(asked, `PATCH /${id}`, { body: { summary: "x" }, etag }));
    },
  },
  {
    about: "an attendee's copy by the organizer's id",
    ask: async (asked) => {
      if (!asked.attendee) return undefined;
      const id = await invitation(asked);
      const { accessToken } = asked.attendee;
      const copy = await calendar(
        asked.side,
        accessToken,
        `GET /calendars/primary/events/${id}`,
      );
      const { organizer, creator } = copy.json;
      const self = (who?: { self?: boolean }) => who?.self === true;
      return `${outcomeOf(copy)} organizer.self=${self(organizer)} creator.self=${self(creator)}`;
    },
  },
  {
    about: "an attendee's own event with the id of an invitation",
    ask: async (asked) => {
      if (!asked.attendee) return undefined;
      const body = anEvent(await invitation(asked));
      const route = "POST /calendars/primary/events?sendUpdates=none";
      return outcomeOf(await calendar(asked.side, asked.attendee.accessToken, route, { body }));
    },
  },
];
