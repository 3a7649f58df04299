import type { Kind, MergeState, VersionState } from "../api";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export const KIND_NAMES: Record<Kind, string> = { base: "Base model", adapter: "Adapter", merged: "Merged" };

export function KindBadge({ kind }: { kind: Kind }) {
  return (
    <span className={`kind kind-${kind}`}>
      <Icon name={kind} size={14} />
      {KIND_NAMES[kind]}
    </span>
  );
}

const STATES: Record<VersionState | MergeState, { text: string; tone: string; icon: IconName }> = {
  PENDING: { text: "Pending", tone: "wait", icon: "clock" },
  READY: { text: "Ready", tone: "good", icon: "check" },
  REJECTED: { text: "Rejected", tone: "bad", icon: "cross" },
  QUEUED: { text: "Queued", tone: "wait", icon: "clock" },
  RUNNING: { text: "Running", tone: "busy", icon: "merged" },
  SUCCEEDED: { text: "Succeeded", tone: "good", icon: "check" },
  FAILED: { text: "Failed", tone: "bad", icon: "cross" },
  CANCELLED: { text: "Cancelled", tone: "quiet", icon: "cross" },
};

export function StateBadge({ state }: { state: VersionState | MergeState }) {
  const { text, tone, icon } = STATES[state];
  return (
    <span className={`state state-${tone}`}>
      <Icon name={icon} size={12} />
      {text}
    </span>
  );
}

export function AliasBadge({ name }: { name: string }) {
  return <span className="alias">{name}</span>;
}
