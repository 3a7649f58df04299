import { exactTime } from "../format";
import { Table } from "../parts/Table";
import { RunBadge } from "./RunBadge";
import type { Approval, Step } from "./api";

/** Every transition of a run, as it was written down. */
export function Diary({ steps }: { steps: Step[] }) {
  return (
    <Table caption="Diary">
      <thead>
        <tr>
          <th scope="col" className="number">
            Step
          </th>
          <th scope="col">State</th>
          <th scope="col">What was said</th>
          <th scope="col">By</th>
          <th scope="col">At</th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step) => (
          <tr key={step.number}>
            <th scope="row" className="number">
              {step.number}
            </th>
            <td>
              <RunBadge state={step.state} />
            </td>
            <td className="sentence">{step.note}</td>
            <td>{step.actor}</td>
            <td>{exactTime(step.at)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What persons said. */
export function Approvals({ approvals }: { approvals: Approval[] }) {
  return (
    <Table caption="Approvals">
      <thead>
        <tr>
          <th scope="col">Role</th>
          <th scope="col">Said</th>
          <th scope="col">Why</th>
          <th scope="col">By</th>
          <th scope="col">At</th>
        </tr>
      </thead>
      <tbody>
        {approvals.map((each) => (
          <tr key={each.role}>
            <th scope="row">{each.role}</th>
            <td>{each.approved ? "yes" : "no"}</td>
            <td className="sentence">{each.reason}</td>
            <td>{each.actor}</td>
            <td>{exactTime(each.at)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
