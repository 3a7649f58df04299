import { Link } from "react-router";

export function modelPath(model: string): string {
  return `/models/${model}`;
}

/** The console's address of a version given as namespace/name@number. */
export function versionPath(reference: string): string {
  const at = reference.lastIndexOf("@");
  return `${modelPath(reference.slice(0, at))}/versions/${reference.slice(at + 1)}`;
}

export function VersionLink({ reference }: { reference: string }) {
  return (
    <Link className="version-link" to={versionPath(reference)}>
      {reference}
    </Link>
  );
}
