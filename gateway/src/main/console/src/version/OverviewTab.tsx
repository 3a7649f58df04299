import { FactList } from "../parts/FactList";
import { Findings } from "../parts/Findings";
import { Details } from "./Details";
import { Provenance } from "./Provenance";
import { Storage } from "./Storage";
import { UseVersion } from "./UseVersion";
import { useVersion } from "./VersionPage";

export function OverviewTab() {
  const version = useVersion();
  return (
    <div className="columns">
      <div>
        {version.findings.length > 0 && (
          <section aria-labelledby="findings">
            <h2 id="findings">Findings</h2>
            <Findings findings={version.findings} />
          </section>
        )}
        {version.state === "READY" && (
          <section aria-labelledby="use">
            <h2 id="use">Use this version</h2>
            <UseVersion key={`${version.model}@${version.number}`} version={version} />
          </section>
        )}
        <section aria-labelledby="provenance">
          <h2 id="provenance">Where it came from</h2>
          <Provenance version={version} />
        </section>
      </div>
      <div>
        <section aria-labelledby="details">
          <h2 id="details">Details</h2>
          <Details version={version} />
        </section>
        {version.state === "READY" && (
          <section aria-labelledby="storage">
            <h2 id="storage">Storage</h2>
            <Storage key={`${version.model}@${version.number}`} version={version} />
          </section>
        )}
        {version.trainingFacts && Object.keys(version.trainingFacts).length > 0 && (
          <section aria-labelledby="training">
            <h2 id="training">Training facts</h2>
            <p className="hint">As stated by whoever pushed it.</p>
            <FactList facts={version.trainingFacts} />
          </section>
        )}
      </div>
    </div>
  );
}
