import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import type { VerdictName } from "./api";

const VERDICTS: Record<VerdictName, { tone: string; icon: IconName }> = {
  PASS: { tone: "good", icon: "check" },
  WARN: { tone: "wait", icon: "warning" },
  FAIL: { tone: "bad", icon: "cross" },
  INCONCLUSIVE: { tone: "wait", icon: "info" },
};

export function VerdictBadge({ verdict }: { verdict: VerdictName }) {
  const { tone, icon } = VERDICTS[verdict];
  return (
    <span className={`state state-${tone}`}>
      <Icon name={icon} size={12} />
      {verdict}
    </span>
  );
}
