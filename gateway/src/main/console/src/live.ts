import { useEffect, useState } from "react";
import { useLoad } from "./load";
import type { Load, Loaded } from "./load";

const TRY_AGAIN_AFTER = 3000;

interface Watched<T> {
  key: string;
  load: Load<T>;
  /** Where the registry tells of it, under the name of this event. */
  events: { url: string; name: string };
  isOver: (value: T) => boolean;
  /** Whether it is no older than another: answers and events may overtake each other. */
  isUpToDate: (value: T, than: T) => boolean;
}

/** What is loaded, kept up to date by the registry's events as long as it goes on. */
export function useLive<T>({ key, load, events, isOver, isUpToDate }: Watched<T>) {
  const { loaded, again } = useLoad(key, load);
  const [told, setTold] = useState<{ key: string; value: T } | null>(null);
  const [live, setLive] = useState(false);
  const shown = newest(loaded, told?.key === key ? told.value : null, isUpToDate);
  const goesOn = shown.state === "ready" && !isOver(shown.value);
  const tell = (value: T) =>
    setTold((last) => (last?.key === key && !isUpToDate(value, last.value) ? last : { key, value }));
  useEffect(() => (goesOn ? watch(events, tell, setLive) : undefined), [key, goesOn]);
  return { loaded: shown, again, live, tell };
}

/** What was loaded or what was told since, whichever is newer. */
export function newest<T>(loaded: Loaded<T>, told: T | null, isUpToDate: (value: T, than: T) => boolean): Loaded<T> {
  const overtaken = loaded.state === "ready" && told !== null && isUpToDate(told, loaded.value);
  return overtaken ? { state: "ready", value: told } : loaded;
}

/** Follows events over restarts of the registry too. Returns what stops it. */
function watch<T>({ url, name }: { url: string; name: string }, changed: (value: T) => void, setLive: (live: boolean) => void) {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout>;
  const start = () => {
    events = new EventSource(url);
    events.onopen = () => setLive(true);
    events.onerror = () => {
      setLive(false);
      // A browser gives up for good when it is answered with an error, such as that the registry is just starting.
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(start, TRY_AGAIN_AFTER);
    };
    events.addEventListener(name, (event: MessageEvent<string>) => changed(JSON.parse(event.data) as T));
  };
  start();
  return () => {
    clearTimeout(timer);
    events.close();
    setLive(false);
  };
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
