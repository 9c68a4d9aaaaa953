/**
 * The signing key of the emulators in tests: making one takes a fifth of a second of the processor, so
 * the processes of a run share one.
 *
 * @module
 */
import type { JWK } from "jose";
import { newSigningKey } from "./oauth/signingKey.ts";

/** The variable that holds it, as JSON. */
export const VARIABLE = "TEST_GOOGLE_SIGNING_KEY";

const given = Deno.env.get(VARIABLE);

/** The run's; a new one where a test runs on its own. */
export const testingKey: JWK = given ? JSON.parse(given) : await newSigningKey();
