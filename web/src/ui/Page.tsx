/**
 * A page's title, in the tab and as its one `h1`. On coming from another page the focus moves to
 * it, so that a screen reader says where one is.
 *
 * @module
 */
import { type ReactNode, useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

const APP_NAME = "Calendar for Supabase";

interface PageProps {
  title: string;
  /** For the tab, where it should differ from the heading. */
  tabTitle?: string;
  above?: ReactNode;
  intro?: ReactNode;
  children?: ReactNode;
}

/** The heading and what follows it. */
export function Page({ title, tabTitle, above, intro, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { key } = useLocation();
  const how = useNavigationType();

  useEffect(() => {
    document.title = `${tabTitle ?? title} · ${APP_NAME}`;
  }, [title, tabTitle]);

  useEffect(() => {
    if (key === "default") return; // the page was loaded, not navigated to
    if (how === "PUSH") scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [key, how]);

  return (
    <>
      {above}
      <h1 ref={heading} tabIndex={-1}>{title}</h1>
      {intro && <p className="intro">{intro}</p>}
      {children}
    </>
  );
}
