import type { Withdrawn } from "../api";
import { Icon } from "../parts/Icon";
import { withdrawnText } from "./withdrawn";

export function WithdrawnBadge({ withdrawn }: { withdrawn: Withdrawn | null | undefined }) {
  if (!withdrawn) return null;
  return (
    <span className="state state-bad" title={withdrawn.reason}>
      <Icon name="warning" size={12} />
      {withdrawnText(withdrawn)}
    </span>
  );
}
