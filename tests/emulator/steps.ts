/**
 * The same steps at either Google, and what of their answers can be compared: ids, tokens and links are
 * each one's own, and `emulate` has no scopes, and lets unknown access tokens in.
 *
 * @module
 */
import { useCalendar } from "./calendarSteps.ts";
import { ADA, type Party } from "./parties.ts";
import { connect, post, refusal, type Transcript } from "./signInSteps.ts";

/** Everything at one Google, the grant revoked at the end. */
export async function run(party: Party): Promise<Transcript> {
  const seen: Transcript = { person: ADA };
  const { accessToken, refresh, tokens } = await connect(party, seen);
  await useCalendar(party, accessToken, seen);
  const { status } = await post(party, party.revokePath, { token: tokens.refresh_token });
  seen["revoke"] = [status, refusal(await refresh(tokens.refresh_token))];
  return seen;
}
