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
  3. To mirror calendars, and to keep unused grants alive, in the SQL editor, once Cron and pg_net are
     enabled there: the statements of docs/mirror.md and docs/set-up.md.
`;

export const beforeRemoval = `
Disconnect the users first, as long as the functions are deployed: DELETE calendar-connection?all=true
for each revokes the grants at Google. Afterwards the tokens are gone, and only the users can revoke
them (https://myaccount.google.com/connections), or you, if you delete the OAuth client in the Google
Cloud console: that ends all its grants.
`;

export const afterRemoval = (functions: string[]): string => `
Next, in the app's folder, with the project's reference for <ref>:
  1. Disconnect the users, or delete the OAuth client in the Google Cloud console, as said above.
  2. Delete the deployed functions:
${functions.map((name) => `     npx supabase functions delete ${name} --remote=<ref>`).join("\n")}
  3. What you scheduled, in the SQL editor:
     select cron.unschedule(jobname) from cron.job
       where jobname in ('touch-grants', 'sync-calendars', 'prune-google-events');
     delete from vault.secrets where name in ('google_calendar_secret_key', 'google_calendar_url');
  4. Drop the tables. If anything of the app depends on what goes, this fails as a whole:
     npx supabase db push --remote=<ref>
  5. Unset those of these secrets that nothing else in your app reads, and take them out of
     supabase/functions/.env, too:
     npx supabase secrets unset --remote=<ref> ${OWN_SETTINGS.join(" ")}
`;
