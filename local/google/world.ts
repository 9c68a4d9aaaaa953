/**
 * The `World` that every handler gets: state, clock, people and clients. Handlers read the time from
 * `clock` only.
 *
 * @module
 */
import type { Calendar, Written } from "./calendar/model.ts";
import type { SigningKey } from "./oauth/signingKey.ts";
import { type Behaviour, defaultBehaviour, type State } from "./state.ts";
import type { Client, Notification, Person } from "./types.ts";

export interface World {
  /** The emulator's address, set once it listens. */
  url: string;
  state: State;
  clients: Client[];
  people: Person[];
  key: SigningKey;
  /** Every e-mail about an event, oldest first. */
  notifications: Notification[];
  /** What changed since the last push messages: calendars, and by `sub` lists of calendars. */
  changed: { calendars: Set<Calendar>; lists: Set<string> };
  /** The last writes of each calendar, oldest first. */
  writes: WeakMap<Calendar, Written[]>;
  clock: { now(): number; advance(seconds: number): void };
}

/** Returns the person with this e-mail address or `sub`, or undefined. A former address works too. */
export function findPerson(world: World, emailOrSub: string): Person | undefined {
  const wanted = emailOrSub.toLowerCase();
  const sub = world.state.old_addresses.get(wanted) ?? wanted;
  return world.people.find((person) => person.email === wanted) ??
    world.people.find((person) => person.sub === sub);
}

/**
 * Returns the calendar with this id, or undefined. A former address names its account's primary
 * calendar.
 */
export function calendarById(world: World, id: string): Calendar | undefined {
  const { calendars } = world.state;
  return calendars.get(id) ?? calendars.get(findPerson(world, id)?.email ?? "");
}

/** True if the calendar is its owner's primary one. */
export function isPrimary(world: World, { id, owner }: Calendar): boolean {
  return owner !== null && findPerson(world, owner)?.email === id;
}

/** Returns the person with this e-mail address or `sub`. Throws if there is none. */
export function personOf(world: World, emailOrSub: string): Person {
  const person = findPerson(world, emailOrSub);
  if (!person) throw new Error(`No such person in the Google emulator: ${emailOrSub}`);
  return person;
}

/** Returns how Google treats the account with this `sub`. */
export function behaviourOf(world: World, sub: string): Behaviour {
  return { ...defaultBehaviour, ...world.state.behaviours.get(sub) };
}

/** Returns a clock that is `clock_offset_ms` ahead of the machine's and can move forward. */
export function movableClock(state: State): World["clock"] {
  return {
    now: () => Date.now() + state.clock_offset_ms,
    advance(seconds) {
      if (!Number.isFinite(seconds) || seconds < 0) {
        throw new Error(`Cannot move the clock by ${seconds} s: it only goes forward`);
      }
      state.clock_offset_ms += Math.round(seconds * 1000);
    },
  };
}
