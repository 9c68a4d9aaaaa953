/**
 * Notes that Google or other programs wrote as HTML, as plain text to read, with its links.
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
  return notes.search(TAG) < 0 ? notes : withoutTags(notes);
}

function withoutTags(html: string): string {
  return html
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

/** A piece of text; with `href`, a link to a page or an e-mail address. */
export interface NotePart {
  text: string;
  href?: string;
}

const ANCHOR = /<a\b[^<>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^<>]*>([^]*?)<\/a\s*>/gi;
const ADDRESS = /\bhttps?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]]/g;
// Characters that no text has (Unicode, private use) mark the links while the tags are taken away.
const [OPEN, MIDDLE, CLOSE] = ["\uE000", "\uE001", "\uE002"];

/** The readable text in pieces. Only addresses of pages and e-mail become links. */
export function linkedNotes(notes: string): NotePart[] {
  const targets: string[] = [];
  const marked = notes.replace(/[\uE000-\uE002]/g, "").replace(
    ANCHOR,
    (_anchor, double: string | undefined, single: string | undefined, text: string) => {
      const href = (double ?? single ?? "").replaceAll("&amp;", "&").trim();
      if (!/^(https?:\/\/|mailto:)/i.test(href)) return text;
      return `${OPEN}${targets.push(href) - 1}${MIDDLE}${text}${CLOSE}`;
    },
  );
  const text = notes.search(TAG) < 0 ? marked : withoutTags(marked);
  return text.split(/(\uE000\d+\uE001[^\uE002]*\uE002)/).flatMap((piece) => {
    const [, index, inner] = /^\uE000(\d+)\uE001([^]*)\uE002$/.exec(piece) ?? [];
    if (index === undefined) return linkedText(piece);
    const href = targets[Number(index)]!;
    return [{ text: inner || href, href }];
  });
}

function linkedText(text: string): NotePart[] {
  const parts: NotePart[] = [];
  let from = 0;
  for (const { 0: address, index } of text.matchAll(ADDRESS)) {
    if (index > from) parts.push({ text: text.slice(from, index) });
    parts.push({ text: address, href: address });
    from = index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
