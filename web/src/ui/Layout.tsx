/**
 * The layout of every page: the skip link, the navigation, the content, and the language.
 *
 * @module
 */
import { Link, NavLink, Outlet } from "react-router";
import { useSession } from "../session.tsx";
import { usePageTexts } from "../translation.ts";
import { LanguagePicker } from "./LanguagePicker.tsx";

/** Renders the current route below the navigation. */
export function Layout() {
  const { status } = useSession();
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
            {status === "signed_in" && (
              <ul className="site-nav">
                <li>
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
