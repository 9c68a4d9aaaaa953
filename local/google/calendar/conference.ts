/**
 * Google Meet: a conference is asked for by `createRequest`, with `conferenceDataVersion=1`, and is
 * there at once, after a while, or not at all, as the person's `meet` behaviour says.
 * Source: Calendar v3 reference, Events (conferenceData); guides/create-events#conferencing.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import { behaviourOf, type World } from "../world.ts";
import { invalid } from "./apiError.ts";
import { sameJson } from "./sameJson.ts";
import type { Calendar, Content, StoredEvent } from "./model.ts";

type Conference = calendar_v3.Schema$ConferenceData;
const PENDING_MILLIS = 10_000;

const letters = (id: string) =>
  [...id].map((letter) => String.fromCharCode(97 + (letter.codePointAt(0)! % 26))).join("");

function ready(requestId: string, name: string): Conference {
  const tail = letters(name).padEnd(10, "a").slice(-10);
  const code = `${tail.slice(0, 3)}-${tail.slice(3, 7)}-${tail.slice(7)}`;
  return {
    createRequest: {
      requestId,
      conferenceSolutionKey: { type: "hangoutsMeet" },
      status: { statusCode: "success" },
    },
    entryPoints: [{
      entryPointType: "video",
      uri: `https://meet.google.com/${code}`,
      label: `meet.google.com/${code}`,
    }],
    conferenceSolution: { key: { type: "hangoutsMeet" }, name: "Google Meet" },
    conferenceId: code,
  };
}

/** What another event's conference must have to be copied. */
function checkCopy({ conferenceSolution, entryPoints }: Conference): void {
  if (!conferenceSolution || !entryPoints?.length) {
    throw invalid("Conference data needs a solution and an entry point, or a create request.");
  }
}

/**
 * What becomes of the conference in a write: untouched without the version, made for a new request,
 * ignored for a repeated one, taken as it is if it was copied from another event. Throws 400 for a kind
 * that is not Meet, and for less than a conference.
 */
export function settleConference(
  world: World,
  calendar: Calendar,
  { version, before, content }: {
    version: string | undefined;
    before?: StoredEvent;
    content: Content;
  },
): { conferenceData?: Content["conferenceData"]; readyAt?: number } {
  const unchanged = {
    conferenceData: before?.content.conferenceData,
    readyAt: before?.conference_ready_at,
  };
  if (version !== "1") return unchanged;
  const asked = content.conferenceData as Conference | undefined;
  if (!asked) return {};
  const kept = before?.content.conferenceData as Conference | undefined;
  if (sameJson(asked, kept)) return unchanged;
  const request = asked.createRequest;
  // A new request is laid over what is there: the conference's id tells it from a copy.
  const other = asked.conferenceId !== kept?.conferenceId;
  if (!request || (other && request.status?.statusCode === "success")) {
    checkCopy(asked);
    return { conferenceData: { ...asked } };
  }
  const { requestId } = request;
  if (!requestId) throw invalid("Missing conference request id.");
  const type = request.conferenceSolutionKey?.type ?? "hangoutsMeet";
  if (type !== "hangoutsMeet") throw invalid("Invalid conference type value.");
  if (calendar.conference_requests.includes(requestId)) return unchanged;

  calendar.conference_requests.push(requestId);
  const { meet } = behaviourOf(world, calendar.owner);
  if (meet === "success") return { conferenceData: { ...ready(requestId, requestId) } };
  const createRequest = {
    requestId,
    conferenceSolutionKey: { type },
    status: { statusCode: meet },
  };
  return {
    conferenceData: { createRequest },
    ...(meet === "pending" ? { readyAt: world.clock.now() + PENDING_MILLIS } : {}),
  };
}

/** Kinds whose link Google repeats as `hangoutLink`. */
const HANGOUTS = ["hangoutsMeet", "eventHangout", "eventNamedHangout"];

/** The link of a conference of Google's own; one that is joined otherwise, or elsewhere, has none. */
export function hangoutLinkOf(conference: Conference | undefined): string | undefined {
  if (!HANGOUTS.includes(conference?.conferenceSolution?.key?.type ?? "")) return undefined;
  const video = conference?.entryPoints?.find((point) => point.entryPointType === "video");
  return video?.uri ?? undefined;
}

/** The conference as it is now: a pending one becomes ready when its time has come. */
export function renderConference(world: World, event: StoredEvent): Conference | undefined {
  const kept = event.content.conferenceData as Conference | undefined;
  const readyAt = event.conference_ready_at;
  const requestId = kept?.createRequest?.requestId;
  if (!requestId || readyAt === undefined || readyAt > world.clock.now()) return kept;
  return ready(requestId, requestId);
}
