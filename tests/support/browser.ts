/**
 * A real Chromium, with a temporary folder of its own that goes away with it. It needs nothing from
 * the system: the libraries come with it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { keptFolder } from "./keptFolder.ts";

/**
 * The package's own list is for AWS Lambda: one process, and web security off. Tests want CORS and
 * the content security policy to hold.
 */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--font-render-hinting=none",
  // A page that is left after a second has no use of what other threads compile for it: a fifth less.
  "--js-flags=--single-threaded",
];

/** The package's own file names folders of AWS Lambda. Without a font, text takes no room and is not visible. */
const fontSettings = (program: string, folder: string) =>
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${program}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;

const PLACE = new URL("../../.local/chromium", import.meta.url).pathname;

/** Unpacks Chromium, its fonts and its libraries into the folder, which must be empty. */
async function unpack(folder: string): Promise<void> {
  const before = Deno.env.get("TMPDIR");
  // The package unpacks to the temporary folder, and takes whatever `chromium` it finds there.
  Deno.env.set("TMPDIR", folder);
  try {
    const libraries = new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"));
    await inflate(fileURLToPath(libraries));
    await chromium.executablePath();
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
  }
}

/** The folder of the package's version, unpacked once for all tests: 2 s, later nothing. */
async function unpacked(): Promise<string> {
  const manifest = new URL("../package.json", import.meta.resolve("@sparticuz/chromium"));
  const { version } = JSON.parse(await Deno.readTextFile(manifest));
  return await keptFolder(PLACE, version, unpack);
}

export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  close(): Promise<void>;
}

/** Starts Chromium, with more arguments where a test needs them. */
export async function startBrowser(args: string[] = []): Promise<TestBrowser> {
  const program = await unpacked();
  const folder = await Deno.makeTempDir({ prefix: "chromium-" });
  await Deno.writeTextFile(`${folder}/fonts.conf`, fontSettings(program, folder));
  const browser = await playwright.launch({
    executablePath: `${program}/chromium`,
    args: [...ARGS, ...args],
    env: {
      ...Deno.env.toObject(),
      LD_LIBRARY_PATH: `${program}/al2023/lib`,
      FONTCONFIG_FILE: `${folder}/fonts.conf`,
      HOME: folder,
    },
    // The test's process decides when the browser ends.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const close = async () => {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  };
  return { browser, close, [Symbol.asyncDispose]: close };
}
