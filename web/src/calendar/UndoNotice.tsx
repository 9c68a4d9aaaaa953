/**
 * Announces a deletion and offers "Undo". The time does not run while the pointer or the focus is on
 * the notice.
 *
 * @module
 */
import { useEffect, useRef, useState } from "react";
import { Button, fill } from "../google-calendar/index.ts";
import "./undoNotice.css";
import { type Deletion, UNDO_WITHIN } from "./useDeletion.ts";
import { useTexts } from "./useTexts.ts";

interface UndoNoticeProps {
  deletion: Deletion;
  onUndo: () => void;
  onFinish: () => void;
}

/** Takes the focus when it appears, because the pressed button disappears with the event. */
export function UndoNotice({ deletion, onUndo, onFinish }: UndoNoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  const { texts } = useTexts();
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
      <p>
        {fill(expired ? texts.isBeingDeleted : texts.willBeDeleted, { title: deletion.title })}
      </p>
      {!expired && (
        <Button
          look="plain"
          onClick={onUndo}
          onFocus={() => setPaused(true)}
          onBlur={() => setPaused(false)}
        >
          {texts.undo}
        </Button>
      )}
    </div>
  );
}
