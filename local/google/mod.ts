/**
 * Starts the Google emulator: sign-in, consent, tokens, keys and Calendar v3 on loopback. It is as strict
 * as Google; tests move its clock and add faults.
 *
 * @module
 */
import { googleApp } from "./app.ts";
import { approve } from "./approve.ts";
import { ensurePrimary, existingCalendar } from "./calendar/manage.ts";
import { findEvent } from "./calendar/occurrences.ts";
import { plantEvent } from "./calendar/plant.ts";
import { renderEvent } from "./calendar/render.ts";
import { putEvent } from "./calendar/store.ts";
import { calendarControls } from "./calendarControls.ts";
import { controlRoutes } from "./controlApi.ts";
import { covers } from "./endpoints.ts";
import { faultQueue } from "./faults/fault.ts";
import { gateway } from "./gateway.ts";
import { grantsOf, revoke } from "./oauth/grants.ts";
import { signingKey } from "./oauth/signingKey.ts";
import { refreshTokensOf } from "./oauth/tokens.ts";
import { overviewPages } from "./pages/overview.ts";
import { expectedRows, expectedSeries } from "./oracle.ts";
import { defaultPeople } from "./people.ts";
import { summaries } from "./push/channel.ts";
import { deliverer } from "./push/deliverer.ts";
import { renamePerson } from "./rename.ts";
import { openState } from "./state.ts";
import { syncControls } from "./syncControls.ts";
import type { Call, Google, GoogleOptions } from "./types.ts";
import { listen } from "./transport.ts";
import { behaviourOf, movableClock, personOf, type World } from "./world.ts";

export { type Fault, type IdTokenFault, idTokenFaults } from "./faults/fault.ts";
export { faults } from "./faults/named.ts";
export type { PushPlan } from "./push/plan.ts";
export type { Role } from "./calendar/roles.ts";
export type { SyncSettings } from "./calendar/syncModel.ts";
export type { Behaviour } from "./state.ts";
export type * from "./types.ts";

/** Starts an emulator. Throws if the port is in use or the state file is invalid. */
export async function startGoogle(options: GoogleOptions): Promise<Google> {
  const { state, save: write } = openState(options.statePath);
  // Copies, because addresses can change. An address that changed in an earlier start is in the state.
  const people = (options.people ?? defaultPeople).map((person) => ({
    ...person,
    email: state.new_addresses.get(person.sub) ?? person.email,
  }));
  const world: World = {
    url: "",
    state,
    clients: options.clients,
    people,
    key: await signingKey(state, options.signingKey),
    clock: movableClock(state),
    notifications: [],
    changed: { calendars: new Set(), lists: new Set() },
    writes: new WeakMap(),
  };
  for (const { email } of people) ensurePrimary(world, email);
  const pushes = deliverer(world);
  /** Ends a call or an action: tells the channels what changed, and writes the state. */
  const save = () => {
    pushes.flush();
    write();
  };
  const calls: Call[] = [];
  const faults = faultQueue();
  const closing = new AbortController();
  /** Saves the state after a change from outside a request. */
  const kept = <T>(result: T): T => (save(), result);

  const calendarNamed = (email: string, calendarId = "primary") =>
    existingCalendar(world, calendarId, email);

  const google: Google = {
    url: "",
    people,
    clock: {
      now: world.clock.now,
      advance(seconds) {
        kept(world.clock.advance(seconds));
        pushes.wake();
      },
    },
    calls,
    count: (endpoint) => calls.filter((call) => covers(endpoint, call.endpoint)).length,
    resetCalls: () => void calls.splice(0),
    ...calendarControls(world, kept),
    ...syncControls(world, kept),
    events(email, calendarId) {
      const calendar = calendarNamed(email, calendarId);
      return [...calendar.events.values()]
        .filter((event) => event.status !== "cancelled")
        .map((event) => renderEvent(world, calendar, event));
    },
    expected: (email, calendarId, from, until) =>
      expectedRows(world, [email, calendarId], [from, until]),
    expectedSeries: (email, calendarId, from, until) =>
      expectedSeries(world, [email, calendarId], [from, until]),
    plant: (email, event, calendarId) =>
      kept(plantEvent(world, calendarNamed(email, calendarId), event)),
    omitGuests(email, eventId, others = 0, calendarId) {
      const calendar = calendarNamed(email, calendarId);
      const event = findEvent(calendar, eventId);
      if (!event) throw new Error(`No such event in the Google emulator: ${eventId}`);
      putEvent(world, calendar, { ...event, shown_guests: others });
      save();
    },
    notifications: (eventId) =>
      world.notifications.filter(({ event_id }) => eventId === undefined || event_id === eventId),
    rename: (email, newEmail) => kept(renamePerson(world, email, newEmail)),
    channels: () => summaries(world),
    pushes,
    grants: (email) =>
      grantsOf(world, personOf(world, email).sub).map(({ sub, client_id, scopes }) => ({
        client_id,
        scopes,
        refresh_token_count: refreshTokensOf(world, sub, client_id).length,
      })),
    revokeGrant: (email) => kept(revoke(world, personOf(world, email).sub)),
    expireAccessTokens(email) {
      const sub = email && personOf(world, email).sub;
      for (const [value, token] of state.access_tokens) {
        if (!sub || token.sub === sub) state.access_tokens.delete(value);
      }
      save();
    },
    setBehaviour(email, behaviour) {
      const { sub } = personOf(world, email);
      state.behaviours.set(sub, { ...behaviourOf(world, sub), ...behaviour });
      save();
    },
    fail: faults.add,
    approve: (authorizationUrl, choice) => approve(authorizationUrl, google.url, choice),
    close: async () => {
      closing.abort();
      await pushes.close();
      await server.close();
      save();
    },
  };

  const own = controlRoutes(google, faults).route("/", overviewPages(google, world, faults));
  const app = googleApp(world, pushes, own);
  const server = await listen(
    options.port ?? 0,
    gateway({ world, app, faults, calls, save, closing: closing.signal }),
  );
  google.url = world.url = server.url;
  save();
  return google;
}
