/**
 * What is in the built files.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { SERVER_SETTINGS } from "./builtApp.ts";

/** Bytes, gzipped: of all script that the first page loads. */
const FIRST_LOAD = 170_000;

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/** The script that the first page waits for; the calendar view is not in it. */
export async function firstLoad(folder: string) {
  const html = await Deno.readTextFile(`${folder}/index.html`);
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) =>
    path
  );
  let size = 0;
  for (const path of scripts) size += await gzipped(await Deno.readFile(folder + path));
  console.log(`First load: ${(size / 1000).toFixed(1)} kB of gzipped script`);
  assert(size > 0 && size <= FIRST_LOAD, `${size} bytes`);
  const all = [...Deno.readDirSync(`${folder}/assets`)].map(({ name }) => name);
  assert(all.some((name) => /^CalendarBoard.*\.js$/.test(name)), "the view is a file of its own");
  assert(!html.includes("CalendarBoard"), "it is not loaded with the first page");
}

/** Names of settings and things that only the server has; and their values, which the build was given. */
export async function noSecrets(folder: string) {
  const forbidden = [
    /GOOGLE_CLIENT|TOKEN_ENCRYPTION|SERVICE_ROLE|SUPABASE_SECRET|SUPABASE_JWKS|EMULATOR/,
    /service_role|google_refresh_token|google_access_token|oauth_states|client_secret/,
  ];
  for (const { name } of Deno.readDirSync(`${folder}/assets`)) {
    const text = await Deno.readTextFile(`${folder}/assets/${name}`);
    for (const pattern of forbidden) assertEquals(pattern.exec(text)?.[0], undefined, name);
    for (const value of Object.values(SERVER_SETTINGS)) assert(!text.includes(value), name);
  }
}
