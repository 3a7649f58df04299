import { ago, bytes, exactBytes, exactTime, shortDigest } from "../format";
import { Copy } from "./Copy";

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {ago(at, Date.now())}
    </time>
  );
}

export function Bytes({ count }: { count: number }) {
  return <span title={exactBytes(count)}>{bytes(count)}</span>;
}

export function DigestText({ digest, what }: { digest: string; what: string }) {
  return (
    <span className="digest">
      <code title={digest}>{shortDigest(digest)}</code>
      <Copy text={digest} what={what} />
    </span>
  );
}
