/**
 * The signing key of the emulators in tests. The processes of a test run share one key, because making a
 * key takes 0.2 s of CPU time.
 *
 * @module
 */
import type { JWK } from "jose";
import { newSigningKey } from "./oauth/signingKey.ts";

/** The variable that holds it, as JSON. */
export const VARIABLE = "TEST_GOOGLE_SIGNING_KEY";

const given = Deno.env.get(VARIABLE);

/** The key of the test run, or a new key if a test runs on its own. */
export const testingKey: JWK = given ? JSON.parse(given) : await newSigningKey();
