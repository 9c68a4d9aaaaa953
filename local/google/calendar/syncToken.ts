/**
 * Sync tokens of events.list and calendarList.list. A token is bound to what was listed, to the person, to
 * their role and to the parameters of the list.
 * Source: Calendar API, guides/sync; reference, Events: list (syncToken). Google calls other parameters
 * than those of the first list undefined behaviour; here they answer 400. Assumed: the size of pages may
 * differ.
 *
 * @module
 */
import { calendarById, type World } from "../world.ts";
import { ApiError, badParameter } from "./apiError.ts";
import type { Calendar } from "./model.ts";
import { syncSettingsOf } from "./syncSettings.ts";

/** What a token is for: the events of a calendar, or a list of calendars. */
export interface Listed {
  sub: string;
  calendar?: Calendar;
  /** The person's role on the calendar. */
  role?: string;
}

interface Token {
  sub: string;
  calendar?: string;
  role?: string;
  parameters: string;
  /** The newest version that the client knows. */
  version: number;
  /** The time of issue, in milliseconds. */
  at: number;
  generation: number;
}

/** The parameters that may differ from those of the first list. `timeMin` and `timeMax` must go. */
const FREE = [
  ...["syncToken", "pageToken", "maxResults", "timeMin", "timeMax"],
  ...["alt", "key", "prettyPrint", "quotaUser", "userIp", "oauth_token"],
];

/** Returns the parameters in a form in which equal ones are equal. A flag that is false is absent. */
function boundParameters(parameters: URLSearchParams): string {
  const bound = [...parameters].filter(([name, value]) =>
    !FREE.includes(name) && value !== "false"
  );
  return JSON.stringify(bound.map(([name, value]) => `${name}=${value}`).sort());
}

const generationOf = ({ state }: World, calendar?: Calendar) =>
  state.sync_generation + (calendar?.sync_generation ?? 0);

/** Returns a token for what is newer than `version`. */
export function newSyncToken(
  world: World,
  { sub, calendar, role }: Listed,
  { parameters, version }: { parameters: URLSearchParams; version: number },
): string {
  const token: Token = {
    sub,
    calendar: calendar?.id,
    role,
    parameters: boundParameters(parameters),
    version,
    at: world.clock.now(),
    generation: generationOf(world, calendar),
  };
  return new TextEncoder().encode(JSON.stringify(token)).toBase64({ alphabet: "base64url" });
}

function decode(text: string): Token {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const token = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof token.version === "number") return token;
  } catch {
    // Not one of ours.
  }
  throw badParameter("syncToken", "Invalid sync token value.");
}

const expired = () =>
  new ApiError(
    410,
    "fullSyncRequired",
    "Sync token is no longer valid, a full sync is required.",
    { domain: "calendar", location: "syncToken", locationType: "parameter" },
  );

/** Throws 400 if a parameter cannot be given with a sync token. */
function checkParameters(parameters: URLSearchParams, restrictions: string[]): void {
  if (parameters.has("orderBy")) {
    throw badParameter("orderBy", "Sync token cannot be used with non default ordering.");
  }
  for (const name of restrictions) {
    if (!parameters.has(name)) continue;
    throw badParameter(name, "Sync token cannot be used with other request restrictions.");
  }
  for (const name of ["showDeleted", "showHidden"]) {
    if (parameters.get(name) !== "false") continue;
    throw badParameter(name, "Sync token cannot be used without deleted entries.");
  }
}

/**
 * Returns the version that the caller's sync token names, or undefined without a token. Throws 400 for a
 * token of another list and 410 if the token has expired. `restrictions` cannot be given with a token.
 */
export function readSyncToken(
  world: World,
  { sub, calendar, role }: Listed,
  { parameters, restrictions }: { parameters: URLSearchParams; restrictions: string[] },
): number | undefined {
  const text = parameters.get("syncToken");
  if (text === null) return undefined;
  checkParameters(parameters, restrictions);
  const token = decode(text);
  const named = token.calendar === undefined ? undefined : calendarById(world, token.calendar);
  if (token.sub !== sub || named?.id !== calendar?.id) {
    throw badParameter("syncToken", "Invalid sync token value.");
  }
  if (token.parameters !== boundParameters(parameters)) {
    throw badParameter("syncToken", "The parameters are not those of the first list.");
  }
  const { always_410, sync_tokens_expire } = syncSettingsOf(world, calendar);
  const age = (world.clock.now() - token.at) / 1000;
  const tooOld = sync_tokens_expire !== null && age >= sync_tokens_expire;
  const other = token.role !== role || token.generation !== generationOf(world, calendar);
  if (always_410 || tooOld || other) throw expired();
  return token.version;
}
