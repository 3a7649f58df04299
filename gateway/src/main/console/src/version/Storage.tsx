import { post, read, versionPath } from "../api";
import type { Failure, Merge, Version } from "../api";
import { useRefresh } from "../live";
import { useLoad } from "../load";
import { Bar } from "../merges/Bar";
import { Ask } from "../parts/Ask";
import { Shown } from "../parts/Shown";
import { Bytes, Time } from "../parts/Values";

interface Stored {
  version: string;
  size: number;
  stored: number;
  shared: number;
  freeable: number;
  evicted: { at: string; actor: string; reason: string; bytes: number } | null;
  rebuild: { state: "RUNNING" | "SUCCEEDED" | "FAILED"; progress: Merge["progress"]; error: Failure | null } | null;
  obstacles: { kind: string; why: string }[];
}

const EVERY = 1000;

/** What a version costs, what of it others share, and what evicting it would free. */
export function Storage({ version }: { version: Version }) {
  const path = versionPath(version.model, String(version.number));
  const { loaded, again } = useLoad(`storage ${path}`, (signal) => read<Stored>(`${path}/storage`, signal));
  const running = loaded.state === "ready" && loaded.value.rebuild?.state === "RUNNING";
  useRefresh(again, running ? EVERY : null);
  return (
    <Shown loaded={loaded} again={again} what="what it stores">
      {(stored) => (
        <>
          <Sizes stored={stored} />
          {stored.evicted ? (
            <Evicted stored={stored} rebuild={() => post<Stored>(`${path}/rebuild`)} again={again} />
          ) : (
            version.merge && <Resident stored={stored} evict={(reason) => post<Stored>(`${path}/evict`, { reason })} again={again} />
          )}
        </>
      )}
    </Shown>
  );
}

function Sizes({ stored }: { stored: Stored }) {
  const sizes: [string, number][] = [
    ["Stored now", stored.stored],
    ["Shared with others", stored.shared],
    ["Could be freed", stored.freeable],
  ];
  return (
    <dl className="facts">
      {sizes.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Bytes count={count} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface ResidentProps {
  stored: Stored;
  evict: (reason: string) => Promise<Stored>;
  again: () => void;
}

function Resident({ stored, evict, again }: ResidentProps) {
  if (stored.obstacles.length > 0) {
    return <p className="hint">Its weights stay: {stored.obstacles.map((obstacle) => obstacle.why).join("; ")}.</p>;
  }
  return (
    <Ask
      text="Keep the recipe alone"
      question={`Let the weights of ${stored.version} go?`}
      confirm="Evict them"
      reason="optional"
      send={evict}
      done={again}
    >
      <p className="hint">They are made again from the recipe, bit for bit, when somebody wants them; whoever downloads it then waits for a merge.</p>
    </Ask>
  );
}

interface EvictedProps {
  stored: Stored;
  rebuild: () => Promise<Stored>;
  again: () => void;
}

function Evicted({ stored: { version, evicted, rebuild: last }, rebuild, again }: EvictedProps) {
  if (!evicted) return null;
  return (
    <>
      <p className="hint">
        Its weights went <Time at={evicted.at} />: {evicted.reason}. They are made again when somebody wants them.
      </p>
      {last?.state === "RUNNING" ? (
        <Bar progress={last.progress ?? { phase: "queued", doneBytes: 0, totalBytes: 0 }} />
      ) : (
        <>
          {last?.error && <p className="hint">The last attempt failed: {last.error.message}</p>}
          <Ask text="Make them again" question={`Make the weights of ${version} again?`} confirm="Rebuild" send={rebuild} done={again} />
        </>
      )}
    </>
  );
}
