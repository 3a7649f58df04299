import type { Version } from "../api";
import { DigestText } from "../parts/Values";
import { Provenance } from "../version/Provenance";

/** The merge that made it, its inputs pinned by digest, and the recipe. */
export function Origin({ version }: { version: Version }) {
  return (
    <>
      <p>
        Its bytes are <DigestText digest={version.digest} what="the digest" />.
      </p>
      <Provenance version={version} />
    </>
  );
}
