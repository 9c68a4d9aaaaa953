/**
 * The layout of every page: the skip link, the navigation, the content, and the language.
 *
 * @module
 */
import { Link, NavLink, Outlet } from "react-router";
import { prefetchParts } from "../lazyPart.tsx";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { LanguagePicker } from "./LanguagePicker.tsx";

/** Who points at the link to the calendar soon needs its view. */
const prefetch = () => void prefetchParts();

/** Renders the current route below the navigation. */
export function Layout() {
  const { isExpected } = useSession();
  const texts = usePageTexts();
  return (
    <>
      <a className="skip-link" href="#main">{texts.skip}</a>
      <header className="site-header">
        <div className="site-header-inner">
          <Link to="/" className="brand">
            <img src="/favicon.svg" alt="" width="28" height="28" />
            <span>{texts.appName}</span>
          </Link>
          <nav aria-label={texts.mainNavigation}>
            {isExpected && (
              <ul className="site-nav">
                <li onPointerEnter={prefetch} onFocus={prefetch}>
                  <NavLink to="/calendar">{texts.calendar}</NavLink>
                </li>
                <li>
                  <NavLink to="/resources">{texts.resources}</NavLink>
                </li>
                <li>
                  <NavLink to="/profile">{texts.profile}</NavLink>
                </li>
              </ul>
            )}
          </nav>
        </div>
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="site-footer">
        <LanguagePicker />
      </footer>
    </>
  );
}
