/**
 * The emulator as one side of the comparison. It is started for the report.
 *
 * @module
 */
import { type Google, startGoogle } from "../../local/google/mod.ts";
import { defaultPeople } from "../../local/google/people.ts";
import { receivePushes } from "./receivedPushes.ts";
import { type Side, supabaseAddress } from "./side.ts";

const OLD_ADDRESS = "ada.before@example.com";
const HOLIDAYS = "en.uk#holiday@group.v.calendar.google.com";
const PEOPLE = { organizer: "ada@example.com", attendee: "grace@example.com" };

/** Starts the emulator. `prepare` can change its behaviour first. */
export async function emulatorSide(prepare: (google: Google) => void = () => {}): Promise<Side> {
  const client = { clientId: "verify-local", clientSecret: crypto.randomUUID() };
  const redirectUri = "http://127.0.0.1:9/back";
  const google = await startGoogle({
    clients: [{
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: [redirectUri],
    }],
    people: defaultPeople.map((person) =>
      person.email === PEOPLE.organizer ? { ...person, email: OLD_ADDRESS } : person
    ),
  });
  google.addCalendar(OLD_ADDRESS, { id: HOLIDAYS, summary: "Holidays" });
  const pushes = receivePushes({ port: 0, patience: google.pushes.settle });
  google.rename(OLD_ADDRESS, PEOPLE.organizer);
  prepare(google);
  return {
    name: "Emulator",
    client,
    redirectUri,
    endpoints: {
      authorize: `${google.url}/o/oauth2/v2/auth`,
      token: `${google.url}/token`,
      revoke: `${google.url}/revoke`,
      calendar: `${google.url}/calendar/v3`,
    },
    hasAttendee: true,
    secondCalendar: google.addCalendar(PEOPLE.organizer, "Second"),
    oldAddress: OLD_ADDRESS,
    agree: (url, who) => google.approve(url, { email: PEOPLE[who] }),
    pushes,
    supabaseAddress: supabaseAddress("verify-local"),
    async [Symbol.asyncDispose]() {
      await google.close();
      await pushes[Symbol.asyncDispose]();
    },
  };
}
