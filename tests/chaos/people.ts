/**
 * The people of the chaos test's world and the calendars that are mirrored.
 *
 * @module
 */
import type { Person } from "../../local/google/mod.ts";
import type { Hand } from "./hand.ts";
import type { TestUser } from "../support/users.ts";

/** Three users, and a Google account that one of them connects instead now and then. */
export const PEOPLE: Person[] = [
  ["ada", "America/Los_Angeles"],
  ["grace", "Europe/London"],
  ["alan", "Australia/Lord_Howe"],
  ["spare", "Asia/Kolkata"],
].map(([name, time_zone], i) => ({
  sub: `50000000000000000000${i}`,
  email: `${name}@example.com`,
  name: name!,
  time_zone: time_zone!,
}));

/** Somebody who uses the app. */
export interface Member {
  /** The Google account that is their own. */
  email: string;
  user: TestUser;
  /** Whether the app may call Google for them, as far as the test knows. */
  connected: boolean;
  /** Grows when what was mirrored may rightly be gone. */
  era: number;
}

/** A calendar that is mirrored. */
export interface Kept {
  name: string;
  member: Member;
  /** Google's id of it. */
  googleId: string;
  /** Who changes it at Google. */
  hands: Hand[];
  /** The share of whole-day events. */
  allDay: number;
  /** Events that nobody ever touches. */
  pillars: string[];
  /**
   * By id of an event or a series: the newest version that a change of it can have, in microseconds. Infinity
   * while a change is under way.
   */
  touched: Map<string, number>;
  /** Changed and cancelled occurrences. */
  exceptions: Set<string>;
  /** Whether the member may see it. */
  shared: boolean;
  /** The zone that it was given in the walk. */
  zone: string | undefined;
}

/** Text that must never be in a log. */
export const MARK = "secretplan";
