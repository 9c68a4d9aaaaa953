/**
 * Names the caller's parameters that Google rejected, if Google answers 400 to a read. Google's message is
 * not passed on, because it is about Google's own parameters.
 *
 * @module
 */
import type { Problem } from "../errors.ts";

/** Google's parameters, and the caller's parameter for each. */
const CALLERS_NAMES = {
  timeMin: "time_min",
  timeMax: "time_max",
  timeZone: "time_zone",
  q: "q",
  pageToken: "page_token",
  maxResults: "limit",
  singleEvents: "single_events",
  orderBy: "single_events",
  eventTypes: "event_type",
  privateExtendedProperty: "resource_id",
  sharedExtendedProperty: "resource_id",
  calendarId: "calendar_id",
  items: "calendar_id",
  eventId: "event_id",
};

/** One of Google's parameters. */
type Parameter = keyof typeof CALLERS_NAMES;

function isParameter(name: string): name is Parameter {
  return Object.hasOwn(CALLERS_NAMES, name);
}

/** Phrases in Google's message that imply a parameter which the message does not name. */
const IN_WORDS: [words: RegExp, google: Parameter][] = [
  [/page token/i, "pageToken"],
  [/time ?zone/i, "timeZone"],
  [/time range/i, "timeMax"],
];

/** Parameters that always have a value, whether or not the caller gave one. */
const HAVE_DEFAULTS: ReadonlySet<Parameter> = new Set<Parameter>([
  "maxResults",
  "singleEvents",
  "orderBy",
]);

/** One entry of `error.errors`. */
export interface GoogleErrorItem {
  reason?: string;
  message?: string;
  /** The parameter's name, for instance `timeMin` or `items[0].id`. */
  location?: string;
}

function nameIn(text: unknown): Parameter | undefined {
  if (typeof text !== "string") return undefined;
  return text.split(/[^A-Za-z]+/).find(isParameter);
}

/** The parameter that this entry is about, by Google's name. */
function parameterOf({ reason, message, location }: GoogleErrorItem): Parameter | undefined {
  const named = nameIn(location);
  if (named) return named;
  if (reason === "timeRangeEmpty") return "timeMax";
  // `q` alone may be any single letter of the message.
  const word = nameIn(message);
  return (word === "q" ? undefined : word) ??
    IN_WORDS.find(([words]) => words.test(String(message)))?.[1];
}

function messageFor(google: Parameter, reason: string | undefined): string {
  if (google === "pageToken") {
    return "is not accepted by Google Calendar: it belongs to another request, or is too old";
  }
  if (reason === "timeRangeEmpty") return "must be after time_min";
  return "is not accepted by Google Calendar";
}

/**
 * One problem for each parameter that Google names. If Google names none, one problem for each parameter
 * that the caller gave, because any of them may be the reason. `sent` has the parameters by Google's
 * names.
 */
export function refusedParameters(
  items: GoogleErrorItem[],
  sent: Record<string, unknown>,
): Problem[] {
  const named = items.flatMap((item): Problem[] => {
    const google = parameterOf(item);
    if (!google) return [];
    return [{ path: CALLERS_NAMES[google], message: messageFor(google, item.reason) }];
  });
  if (named.length > 0) return [...new Map(named.map((one) => [one.path, one])).values()];
  const chosen = Object.keys(sent).filter(isParameter).filter((google) =>
    !HAVE_DEFAULTS.has(google) &&
    sent[google] !== undefined && !(google === "calendarId" && sent[google] === "primary")
  );
  return (chosen.length > 0 ? chosen : ["calendarId" as const]).map((google) => ({
    path: CALLERS_NAMES[google],
    message: chosen.length > 1
      ? "is not accepted by Google Calendar, or another parameter is not: it does not say which"
      : messageFor(google, undefined),
  }));
}
