/** What the README gives another app to copy. */
import { assertEquals } from "@std/assert";
import { createClient, type Session } from "@supabase/supabase-js";
import { snippet } from "./snippets.ts";

Deno.test("another app connects and adds by the README's lines, with supabase.functions and with fetch", async () => {
  const client = new URL("../../web/src/google-calendar/client.ts", import.meta.url).href;
  const start = "const calendar = createCalendarClient({ functions: supabase.functions });\n";
  const bySupabase = await snippet("README.md", "ts", start);
  const byFetch = bySupabase.replace(start, await snippet("README.md", "ts", "functionsUrl:"));
  for (const lines of [bySupabase, byFetch]) {
    const [, imports, code] = /^(import .*\n)([\s\S]*)$/.exec(lines)!;
    const names = "supabase, location, console, SUPABASE_URL, SUPABASE_PUBLISHABLE_KEY, fetch";
    const module = `${imports!.replace("./client.ts", client)}
      export default async function ({ ${names} }) {
        ${code!.replace("getAccessToken:", "fetch, getAccessToken:")}
      }`;
    const sent: string[] = [];
    const app = {
      fetch(input: string, init: RequestInit) {
        sent.push(`${init.method} ${input} ${new Headers(init.headers).get("authorization")}`);
        return Promise.resolve(
          Response.json({ authorization_url: "https://google.example/", html_link: "a link" }),
        );
      },
      said: [] as unknown[],
    };
    const url = "https://project.example";
    const auth = { persistSession: false, autoRefreshToken: false };
    const supabase = createClient(url, "sb_publishable_key", {
      auth,
      global: { fetch: app.fetch as typeof fetch },
    });
    // Not by signing in: there is no Auth here.
    const session = { access_token: "session" } as Session;
    supabase.auth.getSession = () => Promise.resolve({ data: { session }, error: null });
    const { default: run } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
    await run({
      supabase,
      location: { assign: (address: string) => app.said.push(address) },
      console: { log: (link: string) => app.said.push(link), error: assertEquals },
      SUPABASE_URL: url,
      SUPABASE_PUBLISHABLE_KEY: "sb_publishable_key",
      fetch: app.fetch,
    });
    assertEquals(app.said, ["https://google.example/", "a link"]);
    assertEquals(sent, [
      `POST ${url}/functions/v1/oauth-initiate Bearer session`,
      `POST ${url}/functions/v1/create-calendar-event/users/me/calendar/events Bearer session`,
    ]);
  }
});
