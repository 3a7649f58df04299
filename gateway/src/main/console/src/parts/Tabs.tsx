import { NavLink } from "react-router";

interface Tab {
  to: string;
  text: string;
  count?: number | undefined;
}

/** Places within a page, each with an address of its own: links, so that they can be opened, kept and gone back to. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <NavLink key={tab.to} to={tab.to} end preventScrollReset>
          {tab.text}
          {tab.count !== undefined && <span className="count">{tab.count}</span>}
        </NavLink>
      ))}
    </nav>
  );
}
