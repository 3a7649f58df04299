import { Suspense, useEffect, useRef } from "react";
import { Link, NavLink, Outlet, ScrollRestoration, useLocation } from "react-router";
import { Icon } from "../parts/Icon";
import { Loading } from "../parts/Shown";
import { ThemeButton } from "./ThemeButton";
import { Wordmark } from "./Wordmark";

const COMPOSE = "/merges/new";

export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const composing = pathname === COMPOSE;
  useEffect(() => {
    // The link that led here went with its page: reading goes on at the new one's beginning.
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      <header className="bar">
        <div className="bar-inside">
          <Link className="wordmark" to="/" aria-label="Graft, all models">
            <Wordmark />
          </Link>
          <nav aria-label="Graft">
            <NavLink to="/models">Models</NavLink>
            <NavLink to="/merges" end={composing}>
              Merges
            </NavLink>
            <NavLink className="bar-more" to={COMPOSE}>
              Compose
            </NavLink>
            <NavLink to="/releases">Releases</NavLink>
          </nav>
          <a className="bar-end" href="/api/v1/openapi">
            API
          </a>
          <Link className="icon-button" to="/you" aria-label="Who you are" title="Who you are">
            <Icon name="person" />
          </Link>
          <ThemeButton />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Suspense fallback={<Loading what="the page" />}>
          <Outlet />
        </Suspense>
      </main>
      <p id="announced" className="unseen" role="status" />
      <ScrollRestoration />
    </>
  );
}
