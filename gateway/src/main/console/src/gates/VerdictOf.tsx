import { useLoad } from "../load";
import { VerdictBadge } from "../evaluation/VerdictBadge";
import { Shown } from "../parts/Shown";
import { Time } from "../parts/Values";
import { VersionLink } from "../parts/Version";
import { VerdictTable } from "./VerdictTable";
import { attestationUrl, gates } from "./api";
import type { GateVerdict } from "./api";

/** A verdict by its id, with its numbers and where its signed form is. */
export function VerdictOf({ id }: { id: string }) {
  const { loaded, again } = useLoad(`verdict ${id}`, (signal) => gates.verdict(id, signal));
  return (
    <Shown loaded={loaded} again={again} what="the verdict">
      {(verdict) => <Verdict verdict={verdict} />}
    </Shown>
  );
}

export function Verdict({ verdict }: { verdict: GateVerdict }) {
  return (
    <>
      <p className="model-facts">
        <VerdictBadge verdict={verdict.outcome} />
        <span>
          <code>{verdict.gate}</code> on <VersionLink reference={verdict.version} />
        </span>
        {verdict.awaitsApproval && <span>only approvals are missing</span>}
        <span>
          judged <Time at={verdict.judgedAt} />
        </span>
        <a href={attestationUrl(verdict.id)}>Signed attestation</a>
      </p>
      <VerdictTable verdict={verdict} />
    </>
  );
}
