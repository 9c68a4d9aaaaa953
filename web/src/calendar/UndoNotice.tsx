/**
 * Says what is about to be deleted, and offers the way back. The time stands still while the pointer
 * or the focus is on it.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { Button } from "../google-calendar/index.ts";
import { type Deletion, UNDO_WITHIN } from "./useDeletion.ts";

interface UndoNoticeProps {
  deletion: Deletion;
  onUndo: () => void;
  onFinish: () => void;
}

/** Takes the focus as it appears: the button that was pressed is gone with the event. */
export function UndoNotice({ deletion, onUndo, onFinish }: UndoNoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState(false);
  const [over, setOver] = useState(false);

  useEffect(() => element.current?.focus({ preventScroll: true }), [deletion]);
  useEffect(() => {
    if (held || over) return;
    const timer = setTimeout(() => {
      setOver(true);
      onFinish();
    }, UNDO_WITHIN);
    return () => clearTimeout(timer);
  }, [deletion, held, over, onFinish]);

  return (
    <div
      ref={element}
      className="undo"
      role="status"
      tabIndex={-1}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <p>“{deletion.title}” {over ? "is being deleted." : "will be deleted in a moment."}</p>
      {!over && (
        <Button
          look="plain"
          onClick={onUndo}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          Undo
        </Button>
      )}
    </div>
  );
}
