import { useEffect, useState } from "react";
import { useLive } from "../live";
import { isOver, isUpToDate, releases, runEventsUrl } from "./api";
import type { Run } from "./api";

/** A run that is kept up to date by the registry's events as long as it goes on, and again when it is retried. */
export function useRun(id: string) {
  return useLive<Run>({
    key: `run ${id}`,
    load: (signal) => releases.run(id, signal),
    events: { url: runEventsUrl(id), name: "run" },
    isOver,
    isUpToDate,
  });
}

const SECOND = 1000;

/** The time, once a second while it is of interest. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
