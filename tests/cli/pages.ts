/**
 * The pages of the documentation, as a reader of GitHub gets them.
 *
 * @module
 */

/** Every page, by path. */
export const PAGES: string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "local/google/README.md",
  ...[...Deno.readDirSync("docs")].map(({ name }) => `docs/${name}`).sort(),
];

/** The page's text without what stands between fences. The lines keep their numbers. */
export function proseOf(text: string): string {
  return text.replace(
    /^( *)```[\s\S]*?^\1```$/gm,
    (block) => block.replace(/[^\n]/g, ""),
  );
}

/** The anchors of a page's headings, as GitHub makes them. */
export function anchorsOf(text: string): Set<string> {
  return new Set(
    [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!.trim().toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-")
    ),
  );
}

/** What the page's links and pictures lead to, except other sites: as written. */
export function targetsOf(text: string): string[] {
  return [...proseOf(text).matchAll(/\]\((?!https?:)([^)\s]+)\)|<img src="([^"]+)"/g)].map(
    ([, link, picture]) => link ?? picture!,
  );
}
