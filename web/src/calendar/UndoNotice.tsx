/**
 * Announces a deletion and offers "Undo". The time does not run while the pointer or the focus is on
 * the notice.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { Button } from "../google-calendar/index.ts";
import "./undoNotice.css";
import { type Deletion, UNDO_WITHIN } from "./useDeletion.ts";

interface UndoNoticeProps {
  deletion: Deletion;
  onUndo: () => void;
  onFinish: () => void;
}

/** Takes the focus when it appears, because the pressed button disappears with the event. */
export function UndoNotice({ deletion, onUndo, onFinish }: UndoNoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  const [paused, setPaused] = useState(false);
  const [expired, setExpired] = useState(false);

  useEffect(() => element.current?.focus({ preventScroll: true }), [deletion]);
  useEffect(() => {
    if (paused || expired) return;
    const timer = setTimeout(() => {
      setExpired(true);
      onFinish();
    }, UNDO_WITHIN);
    return () => clearTimeout(timer);
  }, [deletion, paused, expired, onFinish]);

  return (
    <div
      ref={element}
      className="undo"
      role="status"
      tabIndex={-1}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
    >
      <p>“{deletion.title}” {expired ? "is being deleted." : "will be deleted in a moment."}</p>
      {!expired && (
        <Button
          look="plain"
          onClick={onUndo}
          onFocus={() => setPaused(true)}
          onBlur={() => setPaused(false)}
        >
          Undo
        </Button>
      )}
    </div>
  );
}
