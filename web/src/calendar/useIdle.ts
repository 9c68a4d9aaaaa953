/**
 * Tells when there is time for what nobody looks at yet.
 *
 * @module
 */
import { useEffect, useState } from "react";
import { whenIdle } from "../whenIdle.ts";

/** False at first. True once the browser is idle, or after `hurry`. */
export function useIdle(): { isIdle: boolean; hurry: () => void } {
  const [isIdle, setIdle] = useState(false);
  const hurry = () => setIdle(true);
  useEffect(() => whenIdle(hurry), []);
  return { isIdle, hurry };
}
