/**
 * Fills in the names in braces of a message.
 *
 * @module
 */

/** The message with the values in it. A name without a value stays as it is. */
export function fill(message: string, values: Record<string, string>): string {
  return partsOf(message).map((part) => typeof part === "string" ? part : valueOf(values, part))
    .join("");
}

/** The parts of a message in order: its text, and `{ name }` for each name in braces. */
export function partsOf(message: string): (string | { name: string })[] {
  return message.split(/(\{\w+\})/).filter((part) => part !== "")
    .map((part) => /^\{\w+\}$/.test(part) ? { name: part.slice(1, -1) } : part);
}

function valueOf(values: Record<string, string>, { name }: { name: string }): string {
  return values[name] ?? `{${name}}`;
}
