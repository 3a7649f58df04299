import { VersionLink } from "../parts/Version";

/** A model as it was run, each part of it a link. */
export function ArmName({ name }: { name: string }) {
  return (
    <span className="arm">
      {name.split("+").map((part, index) => (
        <span key={part}>
          {index > 0 && <span className="muted">+ </span>}
          <VersionLink reference={part} />
        </span>
      ))}
    </span>
  );
}
