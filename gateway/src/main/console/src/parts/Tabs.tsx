import { useEffect, useRef } from "react";
import { NavLink, useLocation } from "react-router";

interface Tab {
  to: string;
  text: string;
  count?: number | undefined;
}

/** Places within a page, each with an address of its own: links, so that they can be opened, kept and gone back to. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => bringIntoSight(nav.current), [pathname]);
  return (
    <nav ref={nav} className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end preventScrollReset>
          {tab.text}
          {tab.count !== undefined && <span className="count">{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}

/** On a phone there is no room for all: the one that is open is among those in sight. */
function bringIntoSight(nav: HTMLElement | null) {
  const current = nav?.querySelector<HTMLElement>("[aria-current]");
  if (nav && current) nav.scrollLeft = current.offsetLeft - nav.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
}
