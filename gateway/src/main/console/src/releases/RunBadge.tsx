import { words } from "../format";
import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import type { RunState } from "./api";

const LOOKS: Partial<Record<RunState, { tone: string; icon: IconName }>> = {
  QUEUED: { tone: "wait", icon: "clock" },
  WAITING: { tone: "wait", icon: "clock" },
  RELEASED: { tone: "good", icon: "check" },
  STOPPED: { tone: "bad", icon: "cross" },
  FAILED: { tone: "bad", icon: "error" },
  CANCELLED: { tone: "quiet", icon: "cross" },
  SKIPPED: { tone: "quiet", icon: "arrow" },
};
const AT_WORK = { tone: "busy", icon: "merged" } as const;

export function RunBadge({ state }: { state: RunState }) {
  const { tone, icon } = LOOKS[state] ?? AT_WORK;
  return (
    <span className={`state state-${tone}`}>
      <Icon name={icon} size={12} />
      {stateText(state)}
    </span>
  );
}

export function stateText(state: RunState): string {
  return state === "WAITING" ? "Waiting for approval" : words(state.toLowerCase());
}
