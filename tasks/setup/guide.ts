/**
 * What to do in the dashboards, and what is next.
 *
 * @module
 */
import { apiUrlOf } from "../doctor/subject.ts";
import type { Draft } from "./draft.ts";
import type { SetupOptions } from "./options.ts";

/** Stands for a project that does not exist yet. */
const NO_PROJECT = "https://<project-ref>.supabase.co";

/** The redirect address of the calendar, then that of signing in with Google. */
export function redirectsOf({ read, projectUrl }: Draft): string[] {
  const subject = { read, projectUrl, folder: ".", clientFile: undefined, dbUrl: undefined };
  const apiUrl = apiUrlOf({ ...subject, offline: true }) ?? NO_PROJECT;
  return [`${apiUrl}/functions/v1/oauth-callback`, `${apiUrl}/auth/v1/callback`];
}

/** The steps in Google Cloud, with the addresses to register. */
export function googleSteps(redirects: string[]): string {
  return `
In Google Cloud, https://console.cloud.google.com, in a project of yours:
  1. APIs & Services, Library: search for Google Calendar API, press Enable.
  2. Google Auth Platform, Branding: name and addresses of your app. Audience: External.
  3. Data Access, Add or remove scopes: openid, .../auth/userinfo.email, .../auth/calendar.events and
     .../auth/calendar.freebusy.
  4. Clients, Create client, type Web application. Authorized redirect URIs, exactly these, without a
     slash at the end:
${redirects.map((address) => `       ${address}`).join("\n")}
  5. Download JSON.
  6. Audience, Publish app.
`;
}

/** What to do if nothing was deployed. */
export function nextStep({ envFile, folder }: SetupOptions, ref: string | undefined): string {
  if (!ref) return "Next, when there is a project: deno task setup --project-ref <project-ref>";
  const where = folder === "." ? "" : ` --folder ${folder}`;
  return "Next: npx supabase@3.1.0 login, then " +
    `deno task deploy --env-file ${envFile} --project-ref ${ref}${where}`;
}
