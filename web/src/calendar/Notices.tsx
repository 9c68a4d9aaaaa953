/**
 * Announces what the person did and offers "Undo". The time does not run while the pointer or the focus
 * is on a notice.
 *
 * @module
 */
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "../google-calendar/index.ts";
import "./notices.css";
import type { Notice } from "./useNotices.ts";
import { useTexts } from "./useTexts.ts";

/** Milliseconds, enough to read the message and to reach its button by keyboard. */
export const UNDO_WITHIN = 10_000;

interface NoticesProps {
  notices: Notice[];
  onRemove: (id: number) => void;
}

/** A screen reader announces each new notice. */
export function Notices({ notices, onRemove }: NoticesProps) {
  return (
    <div className="notices" aria-live="polite">
      {notices.map((notice) => <OneNotice key={notice.id} notice={notice} onRemove={onRemove} />)}
    </div>
  );
}

function OneNotice({ notice, onRemove }: { notice: Notice; onRemove: (id: number) => void }) {
  const { id, text, onUndo, onExpire, isTimed, takesFocus } = notice;
  const { texts } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const textId = useId();
  const [paused, setPaused] = useState(false);
  const latestExpire = useRef(onExpire);
  latestExpire.current = onExpire;

  useEffect(() => {
    if (takesFocus) element.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  useEffect(() => {
    if (paused || !isTimed) return;
    const timer = setTimeout(() => {
      if (latestExpire.current) latestExpire.current();
      else onRemove(id);
    }, UNDO_WITHIN);
    return () => clearTimeout(timer);
  }, [id, paused, isTimed, onRemove]);

  return (
    <div
      ref={element}
      className="notice"
      tabIndex={-1}
      onPointerEnter={() => setPaused(true)}
      onPointerLeave={() => setPaused(false)}
    >
      <p id={textId}>{text}</p>
      {onUndo && (
        <Button
          look="plain"
          aria-describedby={textId}
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
