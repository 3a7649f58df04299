import { useEffect, useState } from "react";
import { api, isActive, mergeEventsUrl } from "../api";
import type { Merge } from "../api";
import { useLoad } from "../load";
import type { Loaded } from "../load";

const TRY_AGAIN_AFTER = 3000;

/** A merge that is kept up to date by the registry's events as long as it runs. */
export function useMerge(id: string): { loaded: Loaded<Merge>; again: () => void; live: boolean } {
  const { loaded, again } = useLoad(`merge ${id}`, (signal) => api.merge(id, signal));
  const [latest, setLatest] = useState<Merge | null>(null);
  const [live, setLive] = useState(false);
  const watched = loaded.state === "ready" && isActive(loaded.value);
  useEffect(() => (watched ? watch(id, setLatest, setLive) : undefined), [id, watched]);
  const newest: Loaded<Merge> = watched && latest?.id === id ? { state: "ready", value: latest } : loaded;
  return { loaded: newest, again, live };
}

/** Follows a merge's events to its end, over restarts of the registry too. Returns what stops it. */
function watch(id: string, changed: (merge: Merge) => void, setLive: (live: boolean) => void): () => void {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  const stop = () => {
    clearTimeout(timer);
    events.close();
    setLive(false);
  };
  const start = () => {
    events = new EventSource(mergeEventsUrl(id));
    events.onopen = () => setLive(true);
    events.onerror = () => {
      setLive(false);
      // A browser gives up for good when it is answered with an error, such as that the registry is just starting.
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(start, TRY_AGAIN_AFTER);
    };
    events.addEventListener("merge", (event: MessageEvent<string>) => {
      const merge = JSON.parse(event.data) as Merge;
      changed(merge);
      if (!isActive(merge)) stop();
    });
  };
  start();
  return stop;
}

/** Calls `again` every so many milliseconds while the page is in sight; never, if that is null. */
export function useRefresh(again: () => void, every: number | null) {
  useEffect(() => {
    if (every === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") again();
    }, every);
    return () => clearInterval(timer);
  }, [again, every]);
}
