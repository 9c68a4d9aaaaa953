/**
 * A page's title, in the tab and as the only `h1`. After a navigation the title gets the focus, so
 * that a screen reader announces the page.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";
import { fill } from "../google-calendar/index.ts";
import { usePageTexts } from "../translation.ts";

interface PageProps {
  title: string;
  /** The title of the tab, if it differs from the heading. */
  tabTitle?: string;
  /** As wide as the header, from the first paint on. */
  wide?: boolean;
  above?: ReactNode;
  intro?: ReactNode;
  children?: ReactNode;
}

/** The heading, an introduction and the content. */
export function Page({ title, tabTitle, wide = false, above, intro, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key, pathname } = useLocation();
  const how = useNavigationType();
  const texts = usePageTexts();

  useEffect(() => {
    document.title = fill(texts.tabTitle, { title: tabTitle ?? title, app: texts.appName });
  }, [title, tabTitle, texts]);

  useEffect(() => {
    if (key === "default") return; // the page was loaded, not navigated to
    if (how === "PUSH") scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
    // A page that changes its own query, as the calendar does, leaves the focus where it is.
  }, [pathname]);

  return (
    <>
      {above}
      <h1 ref={heading} className={wide ? "is-wide" : undefined} tabIndex={-1}>{title}</h1>
      {intro && <p className="intro">{intro}</p>}
      {children}
    </>
  );
}
