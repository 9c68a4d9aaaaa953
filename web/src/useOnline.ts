/**
 * Whether the browser has a network.
 *
 * @module
 */
import { useSyncExternalStore } from "react";

/** Follows the browser's own `online` and `offline` events. */
export function useOnline(): boolean {
  return useSyncExternalStore(subscribe, () => navigator.onLine);
}

function subscribe(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}
