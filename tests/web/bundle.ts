/**
 * What is in the built files.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { figure } from "../support/figures.ts";
import { SERVER_SETTINGS } from "./builtApp.ts";

/** Bytes, gzipped: of all script that a page loads before it shows what it is for. */
const FIRST_LOAD = 130_000;

/** Bytes, gzipped: of what the calendar page loads beside that, under its skeleton. Most is FullCalendar. */
const CALENDAR_VIEW = 122_000;

/** What a page loads for who is signed in, by the start of the file's name. */
const PARTS = {
  "/profile": "ProfileParts",
  "/resources": "Classes",
  "/resources/:id": "ResourceParts",
  "/calendar": "CalendarParts",
};

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

/** The texts of these files and of all that they import, by name. */
async function withImports(folder: string, names: string[]): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const open = [...names];
  for (let name = open.pop(); name; name = open.pop()) {
    if (texts.has(name)) continue;
    const text = await Deno.readTextFile(`${folder}/assets/${name}`);
    texts.set(name, text);
    const imported = text.matchAll(/(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`]/g);
    open.push(...[...imported].map(([, file]) => file!));
  }
  return texts;
}

async function sizeOf(texts: Iterable<string>): Promise<number> {
  let size = 0;
  for (const text of texts) size += await gzipped(new TextEncoder().encode(text));
  return size;
}

/** The script of each page. Who is signed out has neither form nor calendar in it, on any page. */
export async function firstLoad(folder: string) {
  const html = await Deno.readTextFile(`${folder}/index.html`);
  const entry = [...html.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) =>
    name!
  );
  const all = [...Deno.readDirSync(`${folder}/assets`)].map(({ name }) => name);
  const fileOf = (start: string) => {
    const file = all.find((name) => name.startsWith(`${start}-`) && name.endsWith(".js"));
    assert(file, `${start} is a file of its own`);
    return file;
  };
  const signedOut = await withImports(folder, entry);
  const pages = new Map([["signed out", signedOut]]);
  for (const [path, part] of Object.entries(PARTS)) {
    pages.set(path, await withImports(folder, [...entry, fileOf(part)]));
  }
  for (const [page, texts] of pages) {
    const size = await sizeOf(texts.values());
    figure(`First load, ${page}: ${(size / 1000).toFixed(1)} kB of gzipped script`);
    assert(size > 50_000 && size <= FIRST_LOAD, `${page}: ${size} bytes`);
  }
  const loaded = pages.get("/calendar")!;
  const view = await withImports(folder, [fileOf("CalendarBoard")]);
  const more = [...view].filter(([name]) => !loaded.has(name)).map(([, text]) => text);
  const size = await sizeOf(more);
  figure(`The calendar's view: ${(size / 1000).toFixed(1)} kB more`);
  assert(size <= CALENDAR_VIEW, `${size} bytes`);
  // Classes of the form and of the calendar library say where these are.
  const words = { "gc-form": "/profile", "fc-": "view" };
  for (const [word, place] of Object.entries(words)) {
    const has = (texts: Map<string, string>) =>
      [...texts.values()].some((one) => one.includes(word));
    assert(has(place === "view" ? view : pages.get(place)!), `${word} is still in the ${place}`);
    assert(!has(signedOut), `${word} is not for who is signed out`);
  }
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
