import { useEffect, useState } from "react";
import { api, isActive, mergeEventsUrl } from "../api";
import type { Merge } from "../api";
import { useLoad } from "../load";
import type { Loaded } from "../load";

/** A merge that is kept up to date by the registry's events as long as it runs. */
export function useMerge(id: string): { loaded: Loaded<Merge>; again: () => void; live: boolean } {
  const { loaded, again } = useLoad(`merge ${id}`, (signal) => api.merge(id, signal));
  const [latest, setLatest] = useState<Merge | null>(null);
  const [live, setLive] = useState(false);
  const watched = loaded.state === "ready" && isActive(loaded.value);
  useEffect(() => {
    if (!watched) return;
    const events = new EventSource(mergeEventsUrl(id));
    events.onopen = () => setLive(true);
    events.onerror = () => setLive(false);
    events.addEventListener("merge", (event: MessageEvent<string>) => {
      const merge = JSON.parse(event.data) as Merge;
      setLatest(merge);
      if (isActive(merge)) return;
      events.close();
      setLive(false);
    });
    return () => {
      events.close();
      setLive(false);
    };
  }, [id, watched]);
  const merge: Loaded<Merge> =
    loaded.state === "ready" && latest?.id === id ? { state: "ready", value: latest } : loaded;
  return { loaded: merge, again, live };
}

/** Calls `again` every few seconds as long as this page is in sight. */
export function useRefresh(again: () => void, everyMilliseconds: number | null) {
  useEffect(() => {
    if (everyMilliseconds === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") again();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [again, everyMilliseconds]);
}
