/**
 * Time passes, from a minute to nine days: channels end, windows move, checks come due.
 *
 * @module
 */
import type { Step } from "./step.ts";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In one walk at most, so that the pillars stay in the mirror and nobody's mirror falls asleep. */
export const LONGEST_WALK = 60 * DAY;

export const clock: Step = async ({ world, random, report }) => {
  const seconds = random.pick([
    MINUTE,
    ...[MINUTE, 20 * MINUTE, 2 * HOUR, 7 * HOUR],
    ...[DAY, 30 * HOUR, 5 * DAY, 9 * DAY],
  ]);
  if (report.total("seconds") + seconds > LONGEST_WALK) return undefined;
  report.count("seconds", seconds);
  await world.advance(seconds);
  return `clock + ${seconds} s`;
};

const ZONES = ["America/Los_Angeles", "Europe/London", "Pacific/Kiritimati", "America/St_Johns"];

/** A calendar gets another zone, in which its whole days begin and end. */
export const zone: Step = ({ world, random, kept }) => {
  const time_zone = random.pick(ZONES);
  kept.zone = time_zone;
  world.google.changeCalendar(kept.googleId, { time_zone });
  return Promise.resolve(`zone ${time_zone}`);
};
