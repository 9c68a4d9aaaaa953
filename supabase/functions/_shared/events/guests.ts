/**
 * Makes the guest list that Google gets. Google overwrites the list as a whole, so a guest who stays is
 * sent back with everything that Google stores of the guest: the answer, its comment, additional guests.
 *
 * @module
 */
import type { calendar_v3 } from "@googleapis/calendar";
import type { Problem } from "../errors.ts";
import { toAttendee } from "./event.ts";
import { address, MAX_GUESTS } from "./eventFields.ts";
import { type AskedGuest, GUESTS_OWN } from "./readFields.ts";

type Guest = calendar_v3.Schema$EventAttendee;

/** The guests as Google stores them, and what is wrong with the caller's list, by path. */
export interface GuestList {
  guests: Guest[];
  /** True if a guest comes or goes, or has another name or role. */
  changed: boolean;
  problems: Problem[];
}

/**
 * The list that the caller asks for, made of the stored one. A guest who is named twice is invited once,
 * as named last.
 */
export function guestList(asked: AskedGuest[], stored: Guest[]): GuestList {
  // Two guests of other programs' events can have the same key.
  const left = Map.groupBy(stored, ({ email, displayName }) => guestKey(email, displayName));
  const places = new Map<string, number>();
  const guests: Guest[] = [];
  const problems: Problem[] = [];
  let changed = false;
  for (const [i, guest] of asked.entries()) {
    const path = `attendees.${i}`;
    const key = guestKey(guest.email, guest.display_name);
    const known = left.get(key)?.shift();
    const place = known ? undefined : places.get(key);
    const before = known ?? (place === undefined ? undefined : guests[place]);
    problems.push(...readOnlyProblems(guest, before, path));
    if (!before) problems.push(...addressProblems(guest.email, `${path}.email`));
    const after = renamed(before ?? { email: guest.email }, guest);
    changed ||= after !== before;
    if (place !== undefined) guests[place] = after;
    else places.set(key, guests.push(after) - 1);
  }
  changed ||= [...left.values()].some((others) => others.length > 0);
  if (changed && guests.length > MAX_GUESTS) {
    problems.push({ path: "attendees", message: `must be at most ${MAX_GUESTS}` });
  }
  return { guests, changed, problems };
}

/**
 * The guests of an event to create. An answer belongs to the event that it was read from, so it is left
 * out.
 */
export function newGuests(asked: AskedGuest[]): GuestList {
  return guestList(
    asked.map(({ email, optional, display_name }) => ({ email, optional, display_name })),
    [],
  );
}

/**
 * Equal for two entries of one guest. Google ignores the case of an address, and dots in its own mail
 * domain. Other programs' events may have guests without an address, which only a name tells apart.
 */
function guestKey(email: string | null | undefined, name: string | null | undefined): string {
  if (!email) return `name ${name ?? ""}`;
  const whole = email.toLowerCase();
  const [, user, domain] = /^(.*)@([^@]*)$/.exec(whole) ?? [undefined, whole, ""];
  const isGoogles = domain === "gmail.com" || domain === "googlemail.com";
  return `address ${isGoogles ? `${user.replaceAll(".", "")}@gmail.com` : whole}`;
}

/** The stored guest with the caller's name and role; the same object if neither differs. */
function renamed(stored: Guest, { optional, display_name }: AskedGuest): Guest {
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
 * What the caller says of a guest and cannot set. `needs_action` and empty values pass: the list may
 * have been read before the guest answered.
 */
function readOnlyProblems(asked: AskedGuest, stored: Guest | undefined, path: string): Problem[] {
  const before = stored && toAttendee(stored);
  return GUESTS_OWN.filter((name) => {
    const value = asked[name];
    return value && value !== "needs_action" && value !== before?.[name];
  }).map((name) => ({
    path: `${path}.${name}`,
    message: "cannot be changed, and is not what Google has",
  }));
}

function addressProblems(email: string | null | undefined, path: string): Problem[] {
  if (email == null) return [{ path, message: "is required" }];
  const { error } = address.safeParse(email);
  return error ? [{ path, message: error.issues[0]!.message }] : [];
}
