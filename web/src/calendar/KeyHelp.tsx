/**
 * The list of keys, and the switch that turns them off.
 *
 * @module
 */
import { Fragment, useEffect, useId, useRef } from "react";
import { Button } from "../google-calendar/index.ts";
import "./keyHelp.css";
import { SHORTCUTS } from "./shortcuts.ts";
import type { ShortcutsState } from "./useShortcuts.ts";
import { useTexts } from "./useTexts.ts";

/** How a key is written, if not as its name. */
const SIGNS: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

/** A button, and the dialog that it or `?` opens. */
export function KeyHelp({ isOn, turn, isHelpOpen, setHelpOpen }: ShortcutsState) {
  const { texts } = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (isHelpOpen) dialog.current!.showModal();
    else dialog.current!.close();
  }, [isHelpOpen]);
  return (
    <>
      <Button look="plain" className="key-help-open" onClick={() => setHelpOpen(true)}>
        {texts.keys}
      </Button>
      <dialog
        ref={dialog}
        className="gcal gc-dialog key-help"
        aria-labelledby={id}
        onClose={() => setHelpOpen(false)}
      >
        <h3 id={id}>{texts.keys}</h3>
        <dl>
          {SHORTCUTS.map(({ keys, text }) => (
            <div key={text}>
              <dt>
                {keys.map((key, index) => (
                  <Fragment key={key}>
                    {index > 0 && ` ${texts.or} `}
                    <kbd>{SIGNS[key] ?? key}</kbd>
                  </Fragment>
                ))}
              </dt>
              <dd>{texts[text]}</dd>
            </div>
          ))}
        </dl>
        <p className="gc-muted">{texts.keysNote}</p>
        <label className="check">
          <input
            type="checkbox"
            checked={isOn}
            onChange={(event) => turn(event.target.checked)}
          />
          {texts.keysOn}
        </label>
        <Button look="plain" onClick={() => setHelpOpen(false)}>{texts.close}</Button>
      </dialog>
    </>
  );
}
