import { Link } from "react-router";
import { queryOf } from "../api";
import type { Kind } from "../api";
import { Icon } from "../parts/Icon";

const KINDS: { kind: Kind | undefined; text: string }[] = [
  { kind: undefined, text: "All" },
  { kind: "base", text: "Base models" },
  { kind: "adapter", text: "Adapters" },
  { kind: "merged", text: "Merged" },
];

export function KindTabs({ kind, q }: { kind: Kind | undefined; q: string }) {
  return (
    <nav className="tabs" aria-label="Kind">
      {KINDS.map((tab) => (
        <Link
          key={tab.text}
          to={{ search: queryOf({ kind: tab.kind, q }) }}
          aria-current={tab.kind === kind ? "page" : undefined}
          className={tab.kind && `kind-${tab.kind}`}
        >
          {tab.kind && <Icon name={tab.kind} size={14} />}
          {tab.text}
        </Link>
      ))}
    </nav>
  );
}
