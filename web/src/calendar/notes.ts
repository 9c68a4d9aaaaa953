/**
 * Notes that Google or other programs wrote as HTML, as plain text to read.
 *
 * @module
 */

const TAG = /<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/gi;
const ENDS_LINE = new Set(["br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3"]);
const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  nbsp: "\u00a0",
};

/** The text of the notes. Notes without HTML are returned unchanged. */
export function readableNotes(notes: string): string {
  if (notes.search(TAG) < 0) return notes;
  return notes
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(TAG, (_tag, closing: string, name: string) => {
      const ends = ENDS_LINE.has(name.toLowerCase()) && (closing !== "" || /^br$/i.test(name));
      return ends ? "\n" : "";
    })
    .replace(/&(#39|[a-z]+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
