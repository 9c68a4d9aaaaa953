/**
 * Creates Google Meet conferences. A `createRequest` with `conferenceDataVersion=1` succeeds at once, later
 * or never, depending on the person's `meet` behaviour.
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

/** The fields that a conference needs to be copied from another event. */
function checkCopy({ conferenceSolution, entryPoints }: Conference): void {
  if (!conferenceSolution || !entryPoints?.length) {
    throw invalid("Conference data needs a solution and an entry point, or a create request.");
  }
}

/**
 * Returns the conference after a write. Without the version it is unchanged. A new request makes a
 * conference, a repeated request is ignored, and a complete conference of another event is copied. Throws
 * 400 for a type other than Meet and for an incomplete conference.
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
  // Another id together with a request that has succeeded is a copy of another event's conference.
  const other = asked.conferenceId !== kept?.conferenceId;
  if (!request || (other && request.status?.statusCode === "success")) {
    checkCopy(asked);
    return { conferenceData: { ...asked } };
  }
  const { requestId } = request;
  if (!requestId) throw invalid("Missing conference request id.");
  const type = request.conferenceSolutionKey?.type ?? "hangoutsMeet";
  const allowed: string[] = calendar.conference_types;
  if (type !== "hangoutsMeet" || !allowed.includes(type)) {
    throw invalid("Invalid conference type value.");
  }
  if (calendar.conference_requests.includes(requestId)) return unchanged;

  calendar.conference_requests.push(requestId);
  const { meet } = behaviourOf(world, calendar.owner ?? "");
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

/** Conference types whose link Google repeats as `hangoutLink`. */
const HANGOUTS = ["hangoutsMeet", "eventHangout", "eventNamedHangout"];

/**
 * Returns the link of a Google conference, or undefined for another provider or a conference
 * without video.
 */
export function hangoutLinkOf(conference: Conference | undefined): string | undefined {
  if (!HANGOUTS.includes(conference?.conferenceSolution?.key?.type ?? "")) return undefined;
  const video = conference?.entryPoints?.find((point) => point.entryPointType === "video");
  return video?.uri ?? undefined;
}

/** Returns the conference with its status now: a pending conference becomes ready in time. */
export function renderConference(world: World, event: StoredEvent): Conference | undefined {
  const kept = event.content.conferenceData as Conference | undefined;
  const readyAt = event.conference_ready_at;
  const requestId = kept?.createRequest?.requestId;
  if (!requestId || readyAt === undefined || readyAt > world.clock.now()) return kept;
  return ready(requestId, requestId);
}
