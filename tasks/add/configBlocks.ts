/**
 * Adds the functions' blocks at the end of `config.toml`. Everything else in the file, comments too,
 * stays as it is.
 *
 * @module
 */

function blockOf(name: string): string {
  return `[functions.${name}]\nverify_jwt = false\n`;
}

/** The block that an earlier version wrote, with one import map for all functions. */
function formerBlockOf(name: string, shared: string): string {
  return `${blockOf(name)}import_map = "./functions/${shared}/import_map.json"\n`;
}

const WHY =
  `# Google Calendar: every function checks the caller itself. The platform's own check does not know
# asymmetric signing keys, and Google's redirect to oauth-callback carries no session at all.
`;

/** Returns the text with a block for each function. Blocks of an earlier version are updated. */
export function withBlocks(
  config: string,
  present: Set<string>,
  functions: string[],
  shared: string,
): string {
  const updated = functions.reduce(
    (text, name) => text.replace(formerBlockOf(name, shared), blockOf(name)),
    config,
  );
  const missing = functions.filter((name) => !present.has(name));
  if (missing.length === 0) return updated;
  const blocks = missing.map(blockOf).join("\n");
  const why = updated.includes(WHY) ? "" : `${WHY}\n`;
  return `${updated.replace(/\n*$/, "\n")}\n${why}${blocks}`;
}
