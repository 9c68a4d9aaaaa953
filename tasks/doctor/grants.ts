/**
 * Checks how long grants live. A client in Testing loses each grant after 7 days, which looks like a
 * bug in the app, and a scope that the client does not request is missing from every grant.
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
/** An access token from before the end works for an hour more, and calls come at any time. */
const SLACK = 36 * HOUR;

const span = (from: string | null, to: string | null) =>
  from && to ? Date.parse(to) - Date.parse(from) : 0;

/** Returns why the client seems to be in Testing, or undefined. */
export function signOfTesting(grants: Grant[]): string | undefined {
  if (grants.some((grant) => span(grant.connected_at, grant.refreshed_at) > TESTING + HOUR)) {
    // A grant that works for longer shows that the client is published.
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
  // A grant that ended sooner was revoked by its user, so most of them must have ended at 7 days.
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
