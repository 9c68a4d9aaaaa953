/**
 * What a person does after something was added or taken away.
 *
 * @module
 */
import { OWN_SETTINGS } from "../doctor/settings.ts";
import { HOME } from "./record.ts";

export const afterAdd = (folder: string): string => `
Next:
  1. See what came, in the app's folder: git diff
  2. From here: deno task setup --folder ${folder} --project-ref <ref>
     It adds what is missing to supabase/functions/.env there, and deploys after you have agreed.
     ${HOME}/.env.example explains each setting.
`;

export const beforeRemoval = `
Disconnect the users first, as long as the functions are deployed: DELETE calendar-connection?all=true
for each revokes the grants at Google. Afterwards the tokens are gone, and only the users can revoke
them (https://myaccount.google.com/connections), or you, if you delete the OAuth client in the Google
Cloud console: that ends all its grants.
`;

export const afterRemoval = (functions: string[]): string => `
Next, in the app's folder:
  1. Disconnect the users, or delete the OAuth client in the Google Cloud console, as said above.
  2. npx supabase functions delete <name> --project-ref <ref>, for each of:
     ${functions.join(" ")}
  3. If you scheduled touch-grants, in the SQL editor: select cron.unschedule('touch-grants');
     delete from vault.secrets where name = 'google_calendar_secret_key';
  4. npx supabase db push
     The migration fails as a whole, and drops nothing, if anything of the app depends on what goes.
  5. npx supabase secrets unset, for those of these that nothing else in your app reads:
     ${OWN_SETTINGS.join(" ")}
     Take them out of supabase/functions/.env, too.
`;
