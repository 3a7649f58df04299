import { aliases } from "../aliases/api";
import type { AliasMove } from "../aliases/api";
import { useLoad } from "../load";
import { AliasBadge } from "../parts/Badges";
import { Icon } from "../parts/Icon";
import { VersionLink } from "../parts/Version";

export function Standing({ move }: { move: AliasMove }) {
  const { loaded } = useLoad(`alias ${move.model}@${move.alias}`, (signal) => aliases.alias(move.model, move.alias, signal));
  const isProtected = loaded.state === "ready" && loaded.value.isProtected;
  return (
    <p className="standing">
      <AliasBadge name={move.alias} /> of {move.model} <Icon name="arrow" size={14} />
      <span className="unseen">is</span> <VersionLink reference={`${move.model}@${move.to}`} />{" "}
      {isProtected && (
        <span className="state">
          <Icon name="lock" size={12} />
          Protected: only releases move it
        </span>
      )}
    </p>
  );
}
