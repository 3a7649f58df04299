import { Outlet, useOutletContext, useParams } from "react-router";
import { api } from "../api";
import type { Version } from "../api";
import { WithdrawnNote } from "../impact/WithdrawnNote";
import { useLoad } from "../load";
import { Shown } from "../parts/Shown";
import { Tabs } from "../parts/Tabs";
import { modelPath } from "../parts/Version";
import { useTitle } from "../parts/title";
import { ReleaseIt } from "../releases/ReleaseIt";
import { ModelName } from "../models/ModelName";
import { VersionFacts } from "./VersionFacts";

export function VersionPage() {
  const { namespace = "", name = "", version: number = "" } = useParams();
  const model = `${namespace}/${name}`;
  useTitle(`${model}@${number}`);
  const { loaded, again } = useLoad(`version ${model}@${number}`, (signal) => api.version(model, number, signal));
  const path = `${modelPath(model)}/versions/${number}`;
  return (
    <div className="page">
      <h1>
        <ModelName namespace={namespace} name={name} to={modelPath(model)} />
        <span className="version-number"> @{loaded.state === "ready" ? loaded.value.number : number}</span>
      </h1>
      <Shown loaded={loaded} again={again} what="the version">
        {(version) => (
          <>
            <VersionFacts version={version} />
            <WithdrawnNote withdrawn={version.withdrawn} />
            {version.state === "READY" && !version.withdrawn && <ReleaseIt key={`${version.model}@${version.number}`} version={`${version.model}@${version.number}`} />}
            <Tabs
              label="Version"
              tabs={[
                { to: path, text: "Overview" },
                { to: `${path}/files`, text: "Files", count: version.files.length },
                { to: `${path}/tensors`, text: "Tensors" },
                { to: `${path}/lineage`, text: "Lineage" },
                { to: `${path}/impact`, text: "Impact" },
                { to: `${path}/scores`, text: "Scores" },
                { to: `${path}/forgetting`, text: "Forgetting" },
                ...(version.merge ? [{ to: `${path}/verification`, text: "Verification" }] : []),
                { to: `${path}/ask`, text: "Ask" },
              ]}
            />
            <Outlet context={version} />
          </>
        )}
      </Shown>
    </div>
  );
}

/** The version whose page this is. */
export function useVersion(): Version {
  return useOutletContext<Version>();
}
