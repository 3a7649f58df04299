import { Icon } from "../parts/Icon";

export function EnabledBadge({ enabled }: { enabled: boolean }) {
  return (
    <span className={`state state-${enabled ? "good" : "quiet"}`}>
      <Icon name={enabled ? "check" : "cross"} size={12} />
      {enabled ? "Enabled" : "Disabled"}
    </span>
  );
}
