/**
 * The layout of every page: the skip link, the navigation and the content.
 *
 * @module
 */
import { Link, NavLink, Outlet } from "react-router";
import { prefetchParts } from "../lazyPart.tsx";
import { useSession } from "../session.tsx";

/** Who points at the link to the calendar soon needs its view. */
const prefetch = () => void prefetchParts();

/** Renders the current route below the navigation. */
export function Layout() {
  const { isExpected } = useSession();
  return (
    <>
      <a className="skip-link" href="#main">Skip to content</a>
      <header className="site-header">
        <div className="site-header-inner">
          <Link to="/" className="brand">
            <img src="/favicon.svg" alt="" width="28" height="28" />
            <span>Calendar for Supabase</span>
          </Link>
          <nav aria-label="Main">
            {isExpected && (
              <ul className="site-nav">
                <li onPointerEnter={prefetch} onFocus={prefetch}>
                  <NavLink to="/calendar">Calendar</NavLink>
                </li>
                <li>
                  <NavLink to="/resources">Resources</NavLink>
                </li>
                <li>
                  <NavLink to="/profile">Profile</NavLink>
                </li>
              </ul>
            )}
          </nav>
        </div>
      </header>
      <main id="main" className="page" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
