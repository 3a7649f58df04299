import type { ReactNode } from "react";
import type { Facts, Json, Version } from "../api";
import { count, integer } from "../format";
import { FactList } from "../parts/FactList";
import { Bytes, DigestText, Time } from "../parts/Values";
import { VersionLink } from "../parts/Version";

export function Details({ version }: { version: Version }) {
  const { parameters, ...config } = version.config ?? {};
  return (
    <>
      <dl className="facts">
        {version.base && (
          <Detail name="Base">
            <VersionLink reference={`${version.base.model}@${version.base.number}`} />
          </Detail>
        )}
        {typeof parameters === "number" && (
          <Detail name="Parameters">
            <span title={integer(parameters)}>{count(parameters)}</span>
          </Detail>
        )}
        <Detail name="Size">
          <Bytes count={version.size} />
        </Detail>
        <Detail name="Digest">
          <DigestText digest={version.digest} what="the digest" />
        </Detail>
        {version.fingerprint && (
          <Detail name="Fingerprint">
            <DigestText digest={version.fingerprint} what="the fingerprint" />
          </Detail>
        )}
        {version.readyAt && (
          <Detail name="Ready">
            <Time at={version.readyAt} />
          </Detail>
        )}
      </dl>
      <FactList facts={stated(config)} />
    </>
  );
}

function Detail({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function stated(facts: Facts): Facts {
  const known = ([, value]: [string, Json | undefined]) => value !== null && value !== undefined;
  return Object.fromEntries(Object.entries(facts).filter(known));
}
