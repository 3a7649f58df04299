import type { Kind } from "../api";
import { KindBadge } from "../parts/Badges";

const ORDER: Kind[] = ["base", "adapter", "merged"];

export function Legend({ kinds }: { kinds: Kind[] }) {
  return (
    <div className="legend" aria-hidden="true">
      {ORDER.filter((kind) => kinds.includes(kind)).map((kind) => (
        <KindBadge key={kind} kind={kind} />
      ))}
    </div>
  );
}
