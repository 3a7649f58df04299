import type { MergeInput } from "../api";
import { Empty } from "../parts/Shown";
import { Table } from "../parts/Table";
import { DigestText } from "../parts/Values";
import { VersionLink } from "../parts/Version";

/** What the recipe's names stood for when the merge was asked for. */
export function Inputs({ inputs }: { inputs: MergeInput[] }) {
  if (inputs.length === 0) return <Empty title="No inputs are recorded." />;
  return (
    <Table caption="Inputs">
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Named in the recipe as</th>
          <th scope="col">Digest</th>
        </tr>
      </thead>
      <tbody>
        {inputs.map((input) => (
          <tr key={input.reference}>
            <th scope="row">
              <VersionLink reference={input.version} />
            </th>
            <td>
              <code>{input.reference}</code>
            </td>
            <td>
              <DigestText digest={input.digest} what={`the digest of ${input.version}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
