/**
 * A real Chromium, in a temporary folder of its own that goes away with it. It needs nothing from the
 * system: the libraries come with it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/**
 * The package's own list is for AWS Lambda: one process, and web security off. Tests want CORS and
 * the content security policy to hold.
 */
const ARGS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"];

/** The package's own file names folders of AWS Lambda. Without a font, text takes no room and is not visible. */
const fontSettings = (folder: string) =>
  `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>
`;

/** Unpacks Chromium, its fonts and its libraries into the folder, which must be empty. */
async function unpack(folder: string): Promise<string> {
  const before = Deno.env.get("TMPDIR");
  // The package unpacks to the temporary folder, and takes whatever `chromium` it finds there.
  Deno.env.set("TMPDIR", folder);
  try {
    const libraries = new URL("../bin/al2023.tar.br", import.meta.resolve("@sparticuz/chromium"));
    await inflate(fileURLToPath(libraries));
    return await chromium.executablePath();
  } finally {
    if (before === undefined) Deno.env.delete("TMPDIR");
    else Deno.env.set("TMPDIR", before);
  }
}

export interface TestBrowser extends AsyncDisposable {
  browser: Browser;
  close(): Promise<void>;
}

/** Starts Chromium, with more arguments where a test needs them: 2 s. */
export async function startBrowser(args: string[] = []): Promise<TestBrowser> {
  const folder = await Deno.makeTempDir({ prefix: "chromium-" });
  const executablePath = await unpack(folder);
  await Deno.writeTextFile(`${folder}/fonts.conf`, fontSettings(folder));
  const browser = await playwright.launch({
    executablePath,
    args: [...ARGS, ...args],
    env: {
      ...Deno.env.toObject(),
      LD_LIBRARY_PATH: `${folder}/al2023/lib`,
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
