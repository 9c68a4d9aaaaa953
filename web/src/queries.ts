/**
 * The cache of what the calendar page loads. Each key has the person's id, so that nobody sees the data of
 * another person.
 *
 * @module
 */
import { QueryClient } from "@tanstack/react-query";
import { onForget } from "./forget.ts";

/** Milliseconds. What nobody looks at is forgotten after this time. */
const KEPT = 30 * 60_000;

/**
 * Shows what was loaded before, and loads it again behind: when a component appears, when the tab becomes
 * visible and when the browser is online again. A failure is told at once, not after silent retries.
 */
export const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, gcTime: KEPT, refetchOnWindowFocus: "always" },
    // A person who saves while offline is told so. Nothing is sent later behind their back.
    mutations: { retry: false, networkMode: "always" },
  },
});

// It follows the tab's visibility and the network. A provider would do this too, but every caller names
// the cache itself, so that pages that load nothing do not load it.
queries.mount();
onForget(() => queries.clear());
