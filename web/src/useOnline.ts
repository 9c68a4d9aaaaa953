/**
 * Tells whether the browser is online.
 *
 * @module
 */
import { useSyncExternalStore } from "react";

/** True while the browser is online, by its `online` and `offline` events. */
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
