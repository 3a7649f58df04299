import type { Finding, Severity } from "../api";
import { Icon } from "./Icon";

const SEVERITIES: Severity[] = ["error", "warning", "info"];
const NAMES: Record<Severity, string> = { error: "Error", warning: "Warning", info: "Note" };

export function Findings({ findings }: { findings: Finding[] }) {
  const sorted = findings.toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return (
    <ul className="findings">
      {sorted.map((finding) => (
        <li key={`${finding.code} ${finding.where}`} className={`finding finding-${finding.severity}`}>
          <Icon name={finding.severity} />
          <div>
            <p>
              <strong>{NAMES[finding.severity]}: </strong>
              {finding.message}
            </p>
            {finding.remedy && <p className="muted">{finding.remedy}</p>}
            <p className="finding-code">
              <code>{finding.code}</code>
              {finding.where && <code className="muted">{finding.where}</code>}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
