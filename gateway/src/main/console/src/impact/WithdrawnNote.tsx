import type { Withdrawn } from "../api";
import { Icon } from "../parts/Icon";
import { Time } from "../parts/Values";
import { VersionLink } from "../parts/Version";

const KINDS: Record<Withdrawn["kind"], string> = {
  data: "its training data",
  licence: "its licence",
  defect: "a defect",
  other: "another reason",
};

/** Why a version is to be used no more; nothing where nothing speaks against it. */
export function WithdrawnNote({ withdrawn }: { withdrawn: Withdrawn | null | undefined }) {
  if (!withdrawn) return null;
  const { inherited, version, kind, reason, since } = withdrawn;
  return (
    <div className="finding finding-error withdrawn" role="note">
      <Icon name="warning" />
      <div>
        <p>
          <strong>{inherited ? "Contains what was withdrawn" : "Withdrawn"}</strong>
          {inherited && (
            <>
              {" "}
              (<VersionLink reference={version} />)
            </>
          )}
          : for {KINDS[kind]}, <Time at={since} />. {reason}
        </p>
        <p className="muted">It is to be used no more: it is neither merged nor evaluated, and aliases that stand at it are blocked.</p>
      </div>
    </div>
  );
}
