import { Link } from "react-router";
import { whyPath } from "../aliases/api";
import type { Version } from "../api";
import { WithdrawnBadge } from "../impact/WithdrawnBadge";
import { AliasBadge, KindBadge, StateBadge } from "../parts/Badges";
import { Bytes, DigestText, Time } from "../parts/Values";

export function VersionFacts({ version }: { version: Version }) {
  return (
    <p className="model-facts">
      <KindBadge kind={version.kind} />
      <StateBadge state={version.state} />
      <WithdrawnBadge withdrawn={version.withdrawn} />
      {version.aliases.map((alias) => (
        <Link key={alias} to={whyPath(version.model, alias)} aria-label={`Why is this in ${alias}?`}>
          <AliasBadge name={alias} />
        </Link>
      ))}
      <span>
        <Bytes count={version.size} />
      </span>
      <DigestText digest={version.digest} what="the digest" />
      <span>
        created <Time at={version.createdAt} />
      </span>
    </p>
  );
}
