/**
 * Adds the functions' blocks at the end of `config.toml`, and takes them away. Everything else in the
 * file, comments too, stays as it is.
 *
 * @module
 */
import { isDeepStrictEqual } from "node:util";
import { parse } from "smol-toml";

const WHY =
  `# Google Calendar: every function checks the caller itself. The platform's own check does not know
# asymmetric signing keys, and Google's redirect to oauth-callback carries no session at all.
`;

const blockOf = (name: string) => `[functions.${name}]\nverify_jwt = false\n`;

/** Returns the text with a block for each function that has none. */
export function withBlocks(config: string, present: Set<string>, functions: string[]): string {
  const missing = functions.filter((name) => !present.has(name));
  if (missing.length === 0) return config;
  const blocks = missing.map(blockOf).join("\n");
  const why = config.includes(WHY) ? "" : `${WHY}\n`;
  return `${config.replace(/\n*$/, "\n")}\n${why}${blocks}`;
}

/** The lines of a block: from its header to the next table, without the comments before that. */
const blockPattern = (name: string) =>
  new RegExp(`^\\[functions\\.(?:"${name}"|${name})\\].*\\n(?:(?![ \\t]*[\\[#]).*\\n?)*`, "m");

/** What is set, without these functions. */
function settingsOf(config: string, without: string[]): unknown {
  const settings = parse(config) as { functions?: { [name: string]: unknown } };
  for (const name of without) delete settings.functions?.[name];
  if (Object.keys(settings.functions ?? {}).length === 0) delete settings.functions;
  return settings;
}

/**
 * Returns the text without the functions' blocks, whatever settings they have got, or undefined if that
 * would change anything else. `all`: these are the last ones, so the comment above them goes, too.
 */
export function withoutBlocks(
  config: string,
  functions: string[],
  all = false,
): string | undefined {
  const rest = functions.reduce((text, name) => text.replace(blockPattern(name), ""), config);
  const text = (all ? rest.replace(`${WHY}\n`, "") : rest).replace(/\n*$/, "\n");
  const isSame = isDeepStrictEqual(settingsOf(text, []), settingsOf(config, functions));
  return isSame ? text : undefined;
}
