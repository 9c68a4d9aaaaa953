/**
 * Reads a page of events whatever its size: asks for fewer events until the page can be read.
 *
 * @module
 */
import { AnswerTooLarge } from "./fetch.ts";

/** The first page that is small enough to be read. Each try asks for half as many events as the last. */
export async function firstThatFits<Page>(
  longest: number,
  read: (maxResults: number) => Promise<Page>,
): Promise<{ page: Page; maxResults: number }> {
  for (let maxResults = longest;; maxResults = Math.ceil(maxResults / 2)) {
    try {
      return { page: await read(maxResults), maxResults };
    } catch (error) {
      if (!(error instanceof AnswerTooLarge) || maxResults === 1) throw error;
    }
  }
}
