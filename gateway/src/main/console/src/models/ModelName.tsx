import { Link } from "react-router";

export function ModelName({ namespace, name, to }: { namespace: string; name: string; to?: string }) {
  return (
    <span className="full-name">
      <Link className="muted" to={`/models?q=${encodeURIComponent(`${namespace}/`)}`}>
        {namespace}
      </Link>
      <span className="muted">/</span>
      <wbr />
      {to === undefined ? name : <Link to={to}>{name}</Link>}
    </span>
  );
}
