/**
 * Checks that the mirror can follow Google: the address that Google posts to, what calls the syncs, what
 * Realtime publishes, and how the mirrored calendars and their channels stand.
 *
 * @module
 */
import { type Check, type Finding, ok, problem, skipped } from "./check.ts";
import type { MirrorHealth } from "./dataSource.ts";
import { lookInside } from "./lookInside.ts";
import { isLoopback, mirrorSettingsOf, type Subject } from "./subject.ts";

const PAGE = "docs/mirror.md";

/** Whether Google can post to `calendar-push`. */
export const checkPushAddress: Check = (subject) => {
  const about = "push address";
  const settings = mirrorSettingsOf(subject);
  if (!settings) return [skipped(about, "give --project-ref or --project-url to know it")];
  const { allowed, atConnect, pushAddress } = settings;
  if (!allowed) return [ok(about, "not needed: MIRROR is off")];
  if (pushAddress) return [ok(about, pushAddress)];
  const text = "Google posts to https addresses alone, so calendars are asked from time to time";
  return atConnect
    ? [problem(about, text, "set API_URL to the project's https address")]
    : [ok(about, text)];
};

/** How the mirror stands in the database. */
export const checkMirror: Check = (subject) =>
  lookInside(subject, "mirror", async (source) => {
    const health = await source.mirrorHealth();
    const settings = mirrorSettingsOf(subject);
    const published = publicationOf(health);
    if (health.calendars === 0 && !settings?.atConnect) {
      return [...published, ok("mirror", "no calendar is mirrored")];
    }
    return [
      ...published,
      ...schedulesOf(health, subject),
      calendarsOf(health),
      channelsOf(health, settings?.pushAddress),
    ];
  });

/** The rows of events must not be published: Realtime checks no policy for deleted ones. */
function publicationOf({ published }: MirrorHealth): Finding[] {
  const about = "publication";
  if (published === null) return [ok(about, "there is no supabase_realtime: pages ask for news")];
  const open = published.filter((table) => table !== "google_calendars");
  if (open.length > 0) {
    return [problem(
      about,
      `supabase_realtime has ${
        open.join(" and ")
      }: every subscriber is told the ids of deleted events`,
      open.map((table) => `alter publication supabase_realtime drop table public.${table};`)
        .join(" "),
    )];
  }
  if (published.length > 0) return [ok(about, "google_calendars alone is in supabase_realtime")];
  return [problem(
    about,
    "supabase_realtime lacks google_calendars: no open page hears of a change",
    "alter publication supabase_realtime add table public.google_calendars;",
  )];
}

/** What must be there so that pg_cron calls the syncs. */
function schedulesOf(health: MirrorHealth, { projectUrl }: Subject): Finding[] {
  const about = "mirror schedule";
  if (projectUrl && isLoopback(projectUrl) && !health.has_cron) {
    return [ok(about, "the local stack calls sync-calendars itself")];
  }
  const missing = (what: string) =>
    problem(about, what, `run the statements of ${PAGE}, "Set it up", in the SQL editor`);
  if (!health.has_cron) {
    return [missing("pg_cron is not enabled: nothing calls sync-calendars by itself")];
  }
  if (!health.tick_scheduled) return [missing("pg_cron has no line for google_calendar.sync_tick")];
  if (!health.has_net) return [missing("pg_net is not enabled: pg_cron cannot call functions")];
  const lacking = ["google_calendar_url", "google_calendar_secret_key"]
    .filter((name) => !health.secrets?.includes(name));
  if (lacking.length > 0) return [missing(`Vault has no ${lacking.join(" and no ")}`)];
  if (!health.prune_scheduled) {
    return [missing("pg_cron has no line for google_calendar.prune_events: old events stay")];
  }
  return [ok(about, "syncs and cleaning are scheduled")];
}

/** How many calendars follow Google, and which do not. */
function calendarsOf(health: MirrorHealth): Finding {
  const about = "mirror";
  const { calendars, live, failed, failing, overdue, overdue_for, paused_for } = health;
  const all = `${live} of ${calendars} are live`;
  if (paused_for !== null) {
    return problem(
      about,
      `${all}; Google has refused calls as too many, and none is made for ${span(paused_for)}`,
      "it goes on by itself. If this comes again, lower MIRROR_CALLS_PER_DAY, or ask Google for more",
    );
  }
  if (failing > 0) {
    return problem(
      about,
      `${all}; ${failing} have failed three times in a row (${health.last_error ?? "no reason"})`,
      "the log of sync-calendars says why: dashboard, Edge Functions, Logs",
    );
  }
  if (overdue > 0) {
    return problem(
      about,
      `${all}; ${overdue} wait for a sync, for ${span(overdue_for ?? 0)}`,
      "see in its log if sync-calendars is called and answers 200; 401 means that Vault's google_calendar_secret_key is not the project's. If MIRROR_CALLS_PER_DAY is used up, it goes on tomorrow",
    );
  }
  return ok(
    about,
    `${all}${
      failed > 0 ? `, ${failed} cannot be read` : ""
    }; ${health.calls_today} calls to Google today`,
  );
}

/** Whether Google tells of changes, and for how long it has. */
function channelsOf(health: MirrorHealth, pushAddress: string | undefined): Finding {
  const about = "mirror channels";
  const { live, pushed, channels, oldest_channel, channels_overdue } = health;
  if (!pushAddress) return ok(about, "none: Google cannot post here, and is asked instead");
  if (channels_overdue > 0) {
    return problem(
      about,
      `${channels_overdue} calendars wait for a channel for more than an hour`,
      "the log of sync-calendars says what Google answers to events.watch; the address must be https, with a valid certificate",
    );
  }
  if (live > 0 && pushed === 0) {
    return ok(about, "none yet: Google tells of no calendar's changes, and is asked instead");
  }
  const age = oldest_channel === null ? "" : `, the oldest since ${span(oldest_channel)}`;
  return ok(about, `${channels} open${age}; Google tells of changes of ${pushed} calendars`);
}

/** Seconds in words. */
function span(seconds: number): string {
  if (seconds >= 172_800) return `${Math.round(seconds / 86_400)} days`;
  if (seconds >= 7_200) return `${Math.round(seconds / 3_600)} hours`;
  return `${Math.max(1, Math.round(seconds / 60))} minutes`;
}
