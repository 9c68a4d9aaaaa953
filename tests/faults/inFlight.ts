/**
 * Does something while an authorization is on its way: between its parts.
 *
 * @module
 */
import { assert } from "@std/assert";
import type { Scenario } from "../support/scenario.ts";
import { Trip, watchCalls } from "./walk/hold.ts";

/** Follows the callback's address, and runs `meanwhile` at some moment of it. */
export type InFlight = (address: URL, meanwhile: () => Promise<void>) => Promise<URL>;

export function inFlightOf({ stack, follow }: Scenario): {
  /** The state is taken, and the code not yet exchanged. */
  duringExchange: InFlight;
  /** Google has given the grant, and nothing is saved yet. */
  duringSave: InFlight;
} {
  const { google } = stack;

  /** Holds the callback before its call of this path until `meanwhile` is done. */
  const heldBefore = (path: string): InFlight => async (address, meanwhile) => {
    google.resetCalls();
    const unwatch = watchCalls(google.url);
    const trip = new Trip(path);
    try {
      return await trip.run(() => follow(address), meanwhile);
    } finally {
      unwatch();
      assert(trip.wasHeld, `${path} was not called`);
    }
  };

  return {
    duringExchange: heldBefore("/token"),
    duringSave: heldBefore("_save_connection"),
  };
}
