import { Link } from "react-router";
import { api } from "../api";
import type { Version } from "../api";
import { usePages } from "../load";
import { AliasBadge, StateBadge } from "../parts/Badges";
import { More } from "../parts/More";
import { Empty, Shown } from "../parts/Shown";
import { Table } from "../parts/Table";
import { Bytes, DigestText, Time } from "../parts/Values";
import { VersionLink, versionPath } from "../parts/Version";

export function VersionTable({ model }: { model: string }) {
  const pages = usePages(`versions ${model}`, (cursor, signal) => api.versions(model, cursor, signal));
  return (
    <Shown loaded={pages.loaded} again={pages.again} what="versions">
      {(versions) =>
        versions.length === 0 ? (
          <Empty title="No versions yet." />
        ) : (
          <>
            <Versions versions={versions} />
            <More {...pages} />
          </>
        )
      }
    </Shown>
  );
}

function Versions({ versions }: { versions: Version[] }) {
  const anyFrom = versions.some((version) => version.base || version.merge);
  return (
    <Table caption="Versions">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">State</th>
          {anyFrom && <th scope="col">From</th>}
          <th scope="col" className="number">
            Size
          </th>
          <th scope="col">Digest</th>
          <th scope="col">Created</th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <Row key={version.number} version={version} anyFrom={anyFrom} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ version, anyFrom }: { version: Version; anyFrom: boolean }) {
  return (
    <tr>
      <th scope="row">
        <Link to={versionPath(`${version.model}@${version.number}`)}>{version.number}</Link>{" "}
        {version.aliases.map((alias) => (
          <AliasBadge key={alias} name={alias} />
        ))}
      </th>
      <td>
        <StateBadge state={version.state} />
      </td>
      {anyFrom && (
        <td>
          <From version={version} />
        </td>
      )}
      <td className="number">
        <Bytes count={version.size} />
      </td>
      <td>
        <DigestText digest={version.digest} what={`the digest of version ${version.number}`} />
      </td>
      <td>
        <Time at={version.createdAt} />
      </td>
    </tr>
  );
}

function From({ version }: { version: Version }) {
  if (version.merge) return <Link to={`/merges/${version.merge.id}`}>a merge</Link>;
  if (version.base) return <VersionLink reference={`${version.base.model}@${version.base.number}`} />;
  return null;
}
