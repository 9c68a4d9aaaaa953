/**
 * Questions about push channels. Messages are counted where the side has an address that leads back here.
 *
 * @module
 */
import type { Account } from "./account.ts";
import { anEvent, type Asked, events, newId, type Question } from "./question.ts";
import { type Answer, calendar, outcomeOf, revoke, type Side } from "./side.ts";

const DAY_SECONDS = 86_400;
const OWN = "/calendars/primary/events/watch";
/** A calendar of Google's own. */
const HOLIDAYS = "/calendars/en.uk%23holiday%40group.v.calendar.google.com/events/watch";

interface Watch {
  id: string;
  address: string;
  path?: string;
  more?: Record<string, unknown>;
}

function watch(side: Side, { accessToken }: Account, { id, address, path = OWN, more }: Watch) {
  const body = { id, type: "web_hook", address, ...more };
  return calendar(side, accessToken, `POST ${path}`, { body });
}

const stop = (side: Side, { accessToken }: Account, { json }: Answer) =>
  calendar(side, accessToken, "POST /channels/stop", {
    body: { id: json.id, resourceId: json.resourceId },
  });

/** Any address that the side takes. */
const addressOf = ({ pushes, supabaseAddress }: Side) => pushes?.address ?? supabaseAddress;

/** Opens a channel, reads the answer, and closes it. Not asked without an address. */
function watching(
  about: string,
  address: (side: Side) => string | undefined,
  read: (answer: Answer, asked: Asked) => string | Promise<string>,
  options: Pick<Watch, "path" | "more"> = {},
): Question {
  return {
    about,
    ask: async (asked) => {
      const { side, organizer } = asked;
      const to = address(side);
      if (to === undefined) return undefined;
      const id = crypto.randomUUID();
      const answer = await watch(side, organizer, { id, address: to, ...options });
      try {
        return `${outcomeOf(answer)} ${await read(answer, asked)}`.trim();
      } finally {
        if (answer.status === 200) await stop(side, organizer, answer);
      }
    },
  };
}

/** Changes the organizer's calendar, and the attendee's too if invited. */
function change(asked: Asked, attendee?: Account) {
  const attendees = attendee ? [{ email: attendee.email }] : undefined;
  return events(asked, "POST /", { body: { ...anEvent(newId()), attendees } });
}

export const aboutPush: Question[] = [
  watching(
    "the lifetime of a channel for which 30 days are asked",
    addressOf,
    ({ json }) => {
      const seconds = (Number(json.expiration) - Date.now()) / 1000;
      return `${Math.round(seconds / DAY_SECONDS)} days`;
    },
    { more: { params: { ttl: String(30 * DAY_SECONDS) } } },
  ),
  watching(
    "the lifetime of a channel for which none is asked",
    addressOf,
    ({ json }) => {
      const seconds = (Number(json.expiration) - Date.now()) / 1000;
      return `${Math.round(seconds / DAY_SECONDS)} days`;
    },
  ),
  watching(
    "a channel to a function on supabase.co",
    ({ supabaseAddress }) => supabaseAddress,
    () => "",
  ),
  watching("a channel to an address without TLS", () => "http://example.com/push", () => ""),
  watching("a channel of a holiday calendar", addressOf, () => "", { path: HOLIDAYS }),
  watching(
    "a channel with the id of another",
    addressOf,
    async ({ json }, { side, organizer }) => {
      const again = { id: json.id, address: addressOf(side)! };
      return outcomeOf(await watch(side, organizer, again));
    },
  ),
  watching(
    "two channels of one calendar, and whether they have one resource",
    addressOf,
    async ({ json }, { side, organizer }) => {
      const second = await watch(side, organizer, {
        id: crypto.randomUUID(),
        address: addressOf(side)!,
      });
      await stop(side, organizer, second);
      return String(second.json.resourceId === json.resourceId);
    },
  ),
  {
    about: "stopping a channel twice",
    ask: async ({ side, organizer }) => {
      const address = addressOf(side);
      if (address === undefined) return undefined;
      const answer = await watch(side, organizer, { id: crypto.randomUUID(), address });
      const first = await stop(side, organizer, answer);
      return `${outcomeOf(first)} ${outcomeOf(await stop(side, organizer, answer))}`;
    },
  },
  watching(
    "the messages of one change",
    ({ pushes }) => pushes?.address,
    async ({ json }, asked) => {
      const { states, patience } = asked.side.pushes!;
      await patience();
      await change(asked);
      await patience();
      return states(json.id).join(" ");
    },
  ),
  {
    about: "messages of a change after the channel was stopped",
    ask: async (asked) => {
      const { side, organizer } = asked;
      if (!side.pushes) return undefined;
      const { address, states, patience } = side.pushes;
      const answer = await watch(side, organizer, { id: crypto.randomUUID(), address });
      await patience();
      await stop(side, organizer, answer);
      const before = states(answer.json.id).length;
      await change(asked);
      await patience();
      return `${states(answer.json.id).length - before}`;
    },
  },
  // The last question: it takes the attendee's grant.
  {
    about: "messages of a change after the grant was revoked",
    ask: async (asked) => {
      const { side, attendee } = asked;
      if (!side.pushes || !attendee) return undefined;
      const { address, states, patience } = side.pushes;
      const answer = await watch(side, attendee, { id: crypto.randomUUID(), address });
      await patience();
      await revoke(side, attendee.refreshToken);
      const before = states(answer.json.id).length;
      await change(asked, attendee);
      await patience();
      return `${states(answer.json.id).length - before}`;
    },
  },
];
