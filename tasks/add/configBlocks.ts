/**
 * The functions' blocks of `config.toml`, added at its end: everything else in it, comments too, stays
 * as it is.
 *
 * @module
 */

function blockOf(name: string): string {
  return `[functions.${name}]\nverify_jwt = false\n`;
}

/** What an earlier version added: one import map for all functions, which is there no more. */
function formerBlockOf(name: string, shared: string): string {
  return `${blockOf(name)}import_map = "./functions/${shared}/import_map.json"\n`;
}

const WHY =
  `# Google Calendar: every function checks the caller itself. The platform's own check does not know
# asymmetric signing keys, and Google's redirect to oauth-callback carries no session at all.
`;

/** Returns the text with a block for each function, in the present form if an earlier version wrote it. */
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
