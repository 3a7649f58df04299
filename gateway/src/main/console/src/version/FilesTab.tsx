import { fileUrl } from "../api";
import { bytes, plural } from "../format";
import { Icon } from "../parts/Icon";
import { Table } from "../parts/Table";
import { Bytes, DigestText } from "../parts/Values";
import { useVersion } from "./VersionPage";

export function FilesTab() {
  const version = useVersion();
  const ready = version.state === "READY";
  return (
    <section aria-label="Files">
      <p className="hint">
        {plural(version.files.length, "file")}, {bytes(version.size)}
        {!ready && ". They can be downloaded once the version is ready."}
      </p>
      <Table caption="Files">
        <thead>
          <tr>
            <th scope="col">Path</th>
            <th scope="col" className="number">
              Size
            </th>
            <th scope="col">sha256</th>
          </tr>
        </thead>
        <tbody>
          {version.files.map((file) => (
            <tr key={file.path}>
              <th scope="row" className="path">
                {ready ? (
                  <a href={fileUrl(version, file.path)} download={file.path.split("/").at(-1)}>
                    <Icon name="download" size={14} />
                    {file.path}
                  </a>
                ) : (
                  file.path
                )}
              </th>
              <td className="number">
                <Bytes count={file.size} />
              </td>
              <td>
                <DigestText digest={file.sha256} what={`the sha256 of ${file.path}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
