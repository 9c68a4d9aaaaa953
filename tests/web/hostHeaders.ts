/**
 * The headers that docs/set-up.md gives for hosts of static files, as such a host would read them.
 *
 * @module
 */
import { snippet } from "../cli/snippets.ts";

const PAGE = "docs/set-up.md";

type Headers = [name: string, value: string][];

/** What `vercel.json` says, for every path. */
export async function vercelHeaders(): Promise<Headers> {
  const { headers: [{ source, headers }] } = JSON.parse(await snippet(PAGE, "json", "frame-"));
  if (source !== "/(.*)") throw new Error(`vercel.json has headers for ${source}`);
  return headers.map(({ key, value }: { key: string; value: string }) => [key, value]);
}

/** What nginx sends with every answer, also an error. */
export async function nginxHeaders(): Promise<Headers> {
  const text = await snippet(PAGE, "nginx", "frame-");
  return [...text.matchAll(/^\s*add_header (\S+) "(.*)" always;$/gm)].map(([, name, value]) => [
    name!,
    value!,
  ]);
}

/** The headers for a project at this address, as somebody fills in their own. */
export function forProject(headers: Headers, apiUrl: string): Record<string, string> {
  const address = new URL(apiUrl).origin;
  return Object.fromEntries(
    headers.map(([name, value]) => [
      name,
      value.replaceAll("https://<project-ref>.supabase.co", address)
        .replaceAll("wss://<project-ref>.supabase.co", address.replace("http", "ws")),
    ]),
  );
}
