/**
 * All checks, in the order in which a person fixes what they find.
 *
 * @module
 */
import type { Check, Finding } from "./check.ts";
import { checkConfigToml } from "./configToml.ts";
import { checkConnectPage } from "./connectPage.ts";
import { checkDeployedFunctions } from "./deployedFunctions.ts";
import { checkGrants } from "./grants.ts";
import { checkSealedTokens } from "./keys.ts";
import { checkMirror, checkPushAddress } from "./mirror.ts";
import { checkMigrations } from "./migrations.ts";
import { checkOAuthClient } from "./oauthClient.ts";
import { checkRedirectAddress } from "./redirectAddress.ts";
import { settingsChecks } from "./settings.ts";
import type { Subject } from "./subject.ts";
import { checkTables } from "./tables.ts";

const OFFLINE: Check[] = [
  ...settingsChecks,
  checkConfigToml,
  checkRedirectAddress,
  checkPushAddress,
];

const ONLINE: Check[] = [
  checkOAuthClient,
  checkMigrations,
  checkDeployedFunctions,
  checkConnectPage,
  checkTables,
  checkSealedTokens,
  checkGrants,
  checkMirror,
];

/** Runs the checks one after the other and yields each finding. */
export async function* examine(subject: Subject): AsyncGenerator<Finding> {
  for (const check of subject.offline ? OFFLINE : [...OFFLINE, ...ONLINE]) {
    yield* await check(subject);
  }
}
