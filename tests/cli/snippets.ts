/**
 * What stands between fences in a page of the documentation.
 *
 * @module
 */

export interface Snippet {
  language: string;
  text: string;
}

/** In the page's order, without the indentation of the list that they stand in. */
export async function snippetsOf(path: string): Promise<Snippet[]> {
  const page = await Deno.readTextFile(path);
  return [...page.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].map(
    ([, indent, language, text]) => ({
      language: language!,
      text: text!.replace(new RegExp(`^${indent}`, "gm"), ""),
    }),
  );
}

/** The first snippet in this language that has these words in it. Throws if there is no such snippet. */
export async function snippet(path: string, language: string, words: string): Promise<string> {
  const found = (await snippetsOf(path))
    .find((one) => one.language === language && one.text.includes(words));
  if (!found) throw new Error(`${path} has no ${language} snippet with ${words}`);
  return found.text;
}
