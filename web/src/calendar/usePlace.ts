/**
 * Opens a dialog beside the event that has the focus.
 *
 * @module
 */
import { useLayoutEffect, useRef } from "react";

/** Pixels between the dialog, the event and the edge of the screen. */
const GAP = 8;

type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom" | "width" | "height">;
type Size = Pick<Box, "width" | "height">;

/** Where a dialog is beside `anchor`: at its right, else its left, else below or above it. */
export function placeBeside(anchor: Box, { width, height }: Size, screen: Size) {
  const within = (at: number, size: number, whole: number) =>
    Math.max(GAP, Math.min(at, whole - size - GAP));
  const top = within(anchor.top, height, screen.height);
  if (anchor.right + 2 * GAP + width <= screen.width) return { left: anchor.right + GAP, top };
  if (anchor.left - 2 * GAP - width >= 0) return { left: anchor.left - GAP - width, top };
  const below = anchor.bottom + GAP;
  const fitsBelow = below + height + GAP <= screen.height;
  return {
    left: within(anchor.left + (anchor.width - width) / 2, width, screen.width),
    top: within(fitsBelow ? below : anchor.top - GAP - height, height, screen.height),
  };
}

/** A ref for a dialog. It is open while it is rendered, and gives the focus back afterwards. */
export function usePlace() {
  const ref = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = ref.current!;
    const opener = document.activeElement?.closest(".calendar-block, .calendar-row");
    const anchor = opener?.getBoundingClientRect();
    element.showModal();
    element.querySelector<HTMLElement>("h2")?.focus();
    // Without an opener the dialog is in the middle, as any dialog is.
    const place = () => {
      if (!anchor) return;
      const screen = { width: innerWidth, height: innerHeight };
      const { left, top } = placeBeside(anchor, element.getBoundingClientRect(), screen);
      element.style.setProperty("--left", `${left}px`);
      element.style.setProperty("--top", `${top}px`);
      element.classList.add("is-placed");
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    return () => {
      observer.disconnect();
      element.close();
    };
  }, []);
  return ref;
}
