/**
 * Who is invited. Google overwrites the list as a whole, so a guest who stays is sent back with
 * everything that Google stores of them: the answer, its comment, their own guests.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Problem } from "../errors.ts";
import { toAttendee } from "./event.ts";
import { address, MAX_GUESTS } from "./eventFields.ts";
import { type AskedGuest, GUESTS_OWN } from "./readFields.ts";

type Guest = calendar_v3.Schema$EventAttendee;

/** The guests as Google stores them, and what is wrong with the list, by path. */
export interface GuestList {
  guests: Guest[];
  /** Whether anybody comes, goes, or is named otherwise. */
  changed: boolean;
  problems: Problem[];
}

/**
 * The same for every way to write one address. Google ignores case, and in its own mail domain dots.
 */
function keyOf(email: string): string {
  const whole = email.toLowerCase();
  const [, name, domain] = /^(.*)@([^@]*)$/.exec(whole) ?? [undefined, whole, ""];
  const own = domain === "gmail.com" || domain === "googlemail.com";
  return own ? `${name.replaceAll(".", "")}@gmail.com` : whole;
}

/** Other programs' events may have guests without an address: those go by their name. */
function isGuest(stored: Guest, asked: AskedGuest): boolean {
  if (stored.email && asked.email) return keyOf(stored.email) === keyOf(asked.email);
  return !stored.email && !asked.email &&
    (stored.displayName ?? null) === (asked.display_name ?? null);
}

/** The stored guest with what the caller says of them; the guest itself if that is nothing new. */
function named(stored: Guest, { optional, display_name }: AskedGuest): Guest {
  const before = toAttendee(stored);
  const isOptional = optional === undefined ? before.optional : optional ?? false;
  const name = display_name === undefined ? before.display_name : display_name || null;
  if (isOptional === before.optional && name === (before.display_name || null)) return stored;
  const { optional: _, displayName: __, ...rest } = stored;
  return {
    ...rest,
    ...isOptional ? { optional: true } : {},
    ...name === null ? {} : { displayName: name },
  };
}

/**
 * What is told of a guest and cannot be written. What says nothing passes: a list may have been read
 * before the guest answered.
 */
function foreign(asked: AskedGuest, stored: Guest | undefined, path: string): Problem[] {
  const before = stored && toAttendee(stored);
  return GUESTS_OWN.filter((name) => {
    const value = asked[name];
    return value && value !== "needs_action" && value !== before?.[name];
  }).map((name) => ({
    path: `${path}.${name}`,
    message: "cannot be changed, and is not what Google has",
  }));
}

/**
 * The list that the caller asks for, made of the stored one. Guests are the same if their addresses
 * are; one who is named twice is invited once, and what is said last of them counts.
 */
export function guestList(asked: AskedGuest[], stored: Guest[]): GuestList {
  const left = [...stored];
  const guests: Guest[] = [];
  const problems: Problem[] = [];
  let changed = false;
  for (const [i, guest] of asked.entries()) {
    const path = `attendees.${i}`;
    const at = left.findIndex((one) => isGuest(one, guest));
    const again = at < 0 ? guests.findIndex((one) => isGuest(one, guest)) : -1;
    const before = at >= 0 ? left.splice(at, 1)[0] : guests[again];
    problems.push(...foreign(guest, before, path));
    if (!before) {
      changed = true;
      problems.push(...addressProblems(guest.email, `${path}.email`));
      guests.push(named({ email: guest.email }, guest));
      continue;
    }
    const after = named(before, guest);
    changed ||= after !== before;
    if (again >= 0) guests[again] = after;
    else guests.push(after);
  }
  changed ||= left.length > 0;
  if (changed && guests.length > MAX_GUESTS) {
    problems.push({ path: "attendees", message: `must be at most ${MAX_GUESTS}` });
  }
  return { guests, changed, problems };
}

/**
 * The guests of an event to create. Answers belong to the event that they were read from, so they are
 * left out.
 */
export function newGuests(asked: AskedGuest[]): GuestList {
  return guestList(
    asked.map(({ email, optional, display_name }) => ({ email, optional, display_name })),
    [],
  );
}

function addressProblems(email: string | null | undefined, path: string): Problem[] {
  if (email == null) return [{ path, message: "is required" }];
  const { error } = address.safeParse(email);
  return error ? [{ path, message: error.issues[0].message }] : [];
}
