import type { Version } from "../api";
import { AliasBadge, KindBadge, StateBadge } from "../parts/Badges";
import { Bytes, DigestText, Time } from "../parts/Values";

export function VersionFacts({ version }: { version: Version }) {
  return (
    <p className="model-facts">
      <KindBadge kind={version.kind} />
      <StateBadge state={version.state} />
      {version.aliases.map((alias) => (
        <AliasBadge key={alias} name={alias} />
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
