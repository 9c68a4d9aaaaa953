/**
 * The functions' blocks of `config.toml`, added at its end: everything else in it, comments too, stays
 * as it is.
 *
 * @module
 */

function blockOf(name: string, shared: string): string {
  return [
    `[functions.${name}]`,
    "verify_jwt = false",
    `import_map = "./functions/${shared}/import_map.json"`,
    "",
  ].join("\n");
}

const WHY =
  `# Google Calendar: every function checks the caller itself. The platform's own check does not know
# asymmetric signing keys, and Google's redirect to oauth-callback carries no session at all.
`;

/** The text with blocks for those functions that have none. */
export function withBlocks(
  config: string,
  present: Set<string>,
  functions: string[],
  shared: string,
): string {
  const missing = functions.filter((name) => !present.has(name));
  if (missing.length === 0) return config;
  const blocks = missing.map((name) => blockOf(name, shared)).join("\n");
  const why = config.includes(WHY) ? "" : `${WHY}\n`;
  return `${config.replace(/\n*$/, "\n")}\n${why}${blocks}`;
}
