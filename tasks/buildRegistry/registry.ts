/**
 * The registry of the shadcn CLI: which files of the web app another app copies, and to where.
 *
 * @module
 */

const ROOT = new URL("../../", import.meta.url).pathname;
const FOLDER = "web/src/google-calendar";

/**
 * Every file is a plain one with a place of its own, so the CLI needs no `components.json` and no
 * Tailwind, and changes nothing in them. It leaves an app's own version of React as it is.
 */
export function registry() {
  const names = [...Deno.readDirSync(ROOT + FOLDER)].map(({ name }) => name).sort();
  return {
    $schema: "https://ui.shadcn.com/schema/registry.json",
    name: "google-calendar-for-supabase",
    // The schema asks for an address.
    homepage: "https://supabase.com/docs/guides/functions",
    items: [{
      name: "google-calendar",
      type: "registry:item",
      title: "Google Calendar",
      description:
        "A typed client, a connection card and an event form for the calendar functions. Needs React 18 or 19.",
      dependencies: ["react"],
      files: names.map((name) => ({
        path: `${FOLDER}/${name}`,
        type: "registry:file",
        target: `src/google-calendar/${name}`,
      })),
      docs:
        'Wrap your pages in <GoogleCalendar client={createCalendarClient({ functions: supabase.functions })} userId={user.id}>, from "src/google-calendar".',
    }],
  };
}
