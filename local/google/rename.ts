/**
 * Changes an account's e-mail address. The `sub` stays, the primary calendar gets the new address, and the
 * old address remains an alias. The `creator` of old events does not change: Google's behaviour is unknown.
 *
 * @module
 */
import { findPerson, personOf, type World } from "./world.ts";

/** Changes the address. Throws if another account has, or had, the new address. */
export function renamePerson(world: World, email: string, newEmail: string): void {
  const { state } = world;
  const person = personOf(world, email);
  const [old, wanted] = [person.email, newEmail.toLowerCase()];
  const holder = findPerson(world, wanted);
  if (holder && holder !== person) throw new Error(`The address is in use: ${newEmail}`);
  if (wanted === old) return;

  person.email = wanted;
  state.old_addresses.delete(wanted);
  state.old_addresses.set(old, person.sub);
  state.new_addresses.set(person.sub, wanted);
  const primary = state.calendars.get(old)!;
  state.calendars.delete(old);
  state.calendars.set(wanted, primary);
  primary.id = wanted;
  if (primary.summary === old) primary.summary = wanted;
  for (const { events } of state.calendars.values()) {
    for (const event of events.values()) if (event.organizer === old) event.organizer = wanted;
  }
}
