/**
 * How the grants live and die. A client that stays in Testing loses each of them after 7 days, which
 * looks like a fault of the app; and a scope that the client does not ask for is missing from all.
 *
 * @module
 */
import { type Check, type Finding, ok, problem } from "./check.ts";
import type { Grant } from "./dataSource.ts";
import { lookInside } from "./lookInside.ts";

const ABOUT = "grants";
const HOUR = 3_600_000;
/** "A refresh token expiring in 7 days": https://developers.google.com/identity/protocols/oauth2#expiration */
const TESTING = 7 * 24 * HOUR;
/** An access token that was got before the end works for an hour more; calls come when they come. */
const SLACK = 36 * HOUR;

const span = (from: string | null, to: string | null) =>
  from && to ? Date.parse(to) - Date.parse(from) : 0;

/** Why the client seems to be in Testing; undefined if it does not. */
export function signOfTesting(grants: Grant[]): string | undefined {
  if (grants.some((grant) => span(grant.connected_at, grant.refreshed_at) > TESTING + HOUR)) {
    // One that works beyond: the client is published.
    return undefined;
  }
  const limited = grants.filter(({ connected_at, expires_at }) => {
    const life = span(connected_at, expires_at);
    return life > TESTING - HOUR && life < TESTING + HOUR;
  });
  if (limited.length > 0) {
    return `Google ends ${limited.length} grants 7 days after they were given`;
  }
  const dead = grants.filter(({ reason }) => reason === "revoked_or_expired");
  const lives = dead.map(({ connected_at, updated_at }) => span(connected_at, updated_at));
  const atSeven = lives.filter((life) => life > TESTING - HOUR && life < TESTING + SLACK).length;
  // One that died sooner was revoked by its user; most of them tell.
  return atSeven > 0 && atSeven * 2 > dead.length
    ? `${atSeven} of ${dead.length} dead grants died 7 days after they were given`
    : undefined;
}

function judge(grants: Grant[]): Finding[] {
  const found: Finding[] = [];
  const testing = signOfTesting(grants);
  if (testing) {
    found.push(
      problem(
        ABOUT,
        `${testing}: the client is in Testing`,
        "in Google Cloud, Google Auth Platform, Audience, press Publish app; then have the users connect once more",
      ),
    );
  }
  const lacking = grants.filter(({ reason }) => reason === "scope_missing").length;
  if (lacking > 0) {
    found.push(
      problem(
        ABOUT,
        `${lacking} of ${grants.length} lack the scope for events`,
        "in Google Cloud, Google Auth Platform, Data Access, see that .../auth/calendar.events is there; its users reconnect and leave its box ticked",
      ),
    );
  }
  if (found.length > 0) return found;
  const count = (status: string) => grants.filter((grant) => grant.status === status).length;
  return [ok(ABOUT, `${count("connected")} connected, ${count("needs_reconnect")} to reconnect`)];
}

export const checkGrants: Check = (subject) =>
  lookInside(subject, ABOUT, async (source) => judge(await source.grants()));
